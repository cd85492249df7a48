package ninjs_test

import (
	"testing"

	"github.com/masthead-feeds/masthead/source/ninjs"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, ninjs.New(), 37) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, ninjs.New()) }
