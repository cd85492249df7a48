package text_test

import (
	"testing"

	"github.com/masthead-feeds/masthead/source/sourcetest"
	"github.com/masthead-feeds/masthead/source/text"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, text.New(), 70) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, text.New()) }
