package rss

import (
	"html"
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/feedtest"
)

// showFeed is a feed with everything that a podcast can say of itself.
func showFeed() *feed.Feed {
	f := feedtest.Feed()
	f.Podcast = &feed.Podcast{
		Image: "https://example.org/art.png", Category: "Society & Culture", Subcategory: "Places & Travel", Explicit: true,
		Author: "Example & <sons>", OwnerName: "Example", OwnerEmail: "desk@example.org", Type: "serial", Complete: true, Block: true,
		NewFeedURL: "https://example.org/new.xml",
	}
	return f
}

// spare is an episode that says as little as one can, with the files of its recording in an order of no matter.
func spare() *feed.Item {
	it := feedtest.Nothing()
	it.Image = &feed.Media{URL: "https://example.org/i.webp", Type: "image/webp"}
	it.Media = []feed.Media{{URL: "https://example.org/notes.pdf", Type: "application/pdf", Size: 10}, {URL: "https://example.org/a.ogg", Type: "audio/ogg", Size: 20},
		{URL: "https://example.org/a.m4a", Type: "audio/mp4", Size: 30, Duration: time.Hour}}
	return it
}

func TestAPodcastIsWritten(t *testing.T) {
	feedtest.Golden(t, "podcast.xml", feedtest.Document(t, Podcast(), showFeed(), feedtest.Everything(), spare()))
	small := feedtest.Feed()
	small.Podcast = &feed.Podcast{Image: "https://example.org/art.png", Category: "History", Type: "episodic"}
	feedtest.Golden(t, "podcast-small.xml", feedtest.Document(t, Podcast(), small, spare()))
}

// What has ended as a podcast is emptied like any other feed.
func TestAPodcastThatHasEndedIsAnEmptyFeed(t *testing.T) {
	if got, want := feedtest.Document(t, Podcast(), feedtest.Feed()), feedtest.Document(t, Encoder(), feedtest.Feed()); got != want {
		t.Error(got)
	}
}

func TestAnItemWithoutARecordingIsNoEpisode(t *testing.T) {
	if f, err := Podcast().Item(feedtest.Nothing(), "en"); err == nil {
		t.Errorf("%s", f.Bytes)
	}
}

// Apple refuses what is longer than it says.
func TestLongTextsAreCutBetweenWords(t *testing.T) {
	for _, test := range []struct {
		in   string
		most int
		want string
	}{
		{"as it is", 8, "as it is"},
		{"one two, three", 12, "one two…"},
		{"ééééééééé", 9, "ééé…"},
		{strings.Repeat("x", 20), 10, "xxxxxxx…"},
	} {
		if got := shorten(test.in, test.most); got != test.want || len(got) > test.most {
			t.Errorf("%q: %q, want %q", test.in, got, test.want)
		}
	}
	for _, word := range []string{"word ", "&", "é & ö "} {
		got := description(strings.Repeat(word, 5000))
		if n := len(html.EscapeString(got)); n > 4000 || n < 3500 || !strings.HasSuffix(got, "…") {
			t.Errorf("%q: %d bytes", word, n)
		}
	}
}
