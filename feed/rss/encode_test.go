package rss

import (
	"testing"
	"time"

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

func TestDate(t *testing.T) {
	for zone, want := range map[int]string{
		0:                "Thu, 01 Jan 2026 12:00:00 +0000",
		-9*3600 - 1800:   "Thu, 01 Jan 2026 02:30:00 -0930",
		5*3600 + 45*60:   "Thu, 01 Jan 2026 12:00:00 +0000", // validators warn of +0545
		-(2*3600 + 2040): "Thu, 01 Jan 2026 12:00:00 +0000",
	} {
		if got := date(time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC).In(time.FixedZone("", zone))); got != want {
			t.Errorf("%d: %s, want %s", zone, got, want)
		}
	}
}

func BenchmarkItem(b *testing.B) {
	e, it := Encoder(), feedtest.Everything()
	for b.Loop() {
		if _, err := e.Item(it, "en"); err != nil {
			b.Fatal(err)
		}
	}
}
