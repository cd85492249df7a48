package html_test

import (
	"testing"

	"github.com/masthead-feeds/masthead/source/html"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, html.New(nil), 68) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, html.New(nil)) }
