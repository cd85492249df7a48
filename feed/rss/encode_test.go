package rss

import (
	"testing"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/feedtest"
)

func TestEverythingIsWritten(t *testing.T) {
	feedtest.Golden(t, "everything.xml", feedtest.Document(t, Encoder(), feedtest.Feed(), feedtest.Everything(), feedtest.Nothing()))
}

// What is unknown leaves no trace: no empty element or member, no namespace that nothing uses.
func TestNothingIsWrittenEmpty(t *testing.T) {
	f := &feed.Feed{ID: "https://example.org/self", Title: "T", HomeURL: "https://example.org/", SelfURL: "https://example.org/self"}
	feedtest.Golden(t, "nothing.xml", feedtest.Document(t, Encoder(), f, feedtest.Nothing()))
	feedtest.Golden(t, "empty.xml", feedtest.Document(t, Encoder(), f))
}

func BenchmarkItem(b *testing.B) {
	e, it := Encoder(), feedtest.Everything()
	for b.Loop() {
		if _, err := e.Item(it, "en"); err != nil {
			b.Fatal(err)
		}
	}
}
