package feedfile_test

import (
	"testing"

	"github.com/masthead-feeds/masthead/source/feedfile"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, feedfile.New(), 13) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, feedfile.New()) }
