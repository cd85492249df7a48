package markdown_test

import (
	"testing"

	"github.com/masthead-feeds/masthead/source/markdown"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, markdown.New(), 8) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, markdown.New()) }
