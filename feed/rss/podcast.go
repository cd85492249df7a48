package rss

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/feed"
)

// Podcast gives the encoder of podcasts: RSS 2.0 with what Apple Podcasts asks for (A Podcaster's Guide to RSS, Podcast RSS feed
// requirements), by which Spotify and all others go. It writes items that have a recording.
func Podcast() feed.Encoder {
	return feed.Encoder{Name: "podcast", Type: feed.TypeRSS, Item: encodeEpisode, Head: encodeShow, Tail: tail}
}

// Lengths in bytes that Apple Podcasts takes of a description, and of any other value.
const (
	longestDescription = 4000
	longestValue       = 255
)

// show is what the channel of a podcast has beside that of any feed.
type show struct {
	Author     string       `xml:"itunes:author,omitempty"`
	Type       string       `xml:"itunes:type,omitempty"`
	Artwork    *image       `xml:"itunes:image"`
	Category   *appCategory `xml:"itunes:category"`
	Explicit   string       `xml:"itunes:explicit,omitempty"`
	Owner      *owner       `xml:"itunes:owner"`
	Complete   string       `xml:"itunes:complete,omitempty"`
	Block      string       `xml:"itunes:block,omitempty"`
	NewFeedURL string       `xml:"itunes:new-feed-url,omitempty"`
}

// episode is what an item of a podcast has beside any other.
type episode struct {
	Duration int    `xml:"itunes:duration,omitempty"` // seconds
	Season   int    `xml:"itunes:season,omitempty"`
	Number   int    `xml:"itunes:episode,omitempty"`
	Type     string `xml:"itunes:episodeType,omitempty"`
	Explicit string `xml:"itunes:explicit,omitempty"`
	Artwork  *image `xml:"itunes:image"`
}

type image struct {
	Href string `xml:"href,attr"`
}

type appCategory struct {
	Text string       `xml:"text,attr"`
	Sub  *appCategory `xml:"itunes:category"`
}

type owner struct {
	Name  string `xml:"itunes:name,omitempty"`
	Email string `xml:"itunes:email"`
}

func encodeShow(f *feed.Feed, uses feed.Namespaces) ([]byte, error) {
	if f.Podcast == nil { // it was one, and has ended
		return encodeHead(f, uses)
	}
	uses |= feed.ITunes | feed.Content // which Apple wants declared, used or not
	described := *f
	described.Description = shorten(f.Description, longestDescription)
	return writeHead(&described, uses, newShow(f.Podcast))
}

func newShow(p *feed.Podcast) show {
	s := show{
		Author: shorten(p.Author, longestValue), Type: p.Type, Artwork: &image{p.Image}, Category: &appCategory{Text: p.Category},
		Explicit: strconv.FormatBool(p.Explicit), Complete: yes(p.Complete), Block: yes(p.Block), NewFeedURL: p.NewFeedURL,
	}
	if p.Subcategory != "" {
		s.Category.Sub = &appCategory{Text: p.Subcategory}
	}
	if p.OwnerEmail != "" {
		s.Owner = &owner{shorten(p.OwnerName, longestValue), p.OwnerEmail}
	}
	return s
}

// yes is the one word that means anything where Apple asks whether.
func yes(is bool) string {
	if is {
		return "Yes"
	}
	return ""
}

func encodeEpisode(it *feed.Item, language string) (feed.Fragment, error) {
	recording, _, _ := it.Recording()
	if recording == nil {
		return feed.Fragment{}, fmt.Errorf("encoding episode %s: it has no recording", it.ID)
	}
	spoken := *it
	spoken.Summary = description(it.Summary)
	spoken.Media = append([]feed.Media{*recording}, slices.DeleteFunc(slices.Clone(it.Media), func(m feed.Media) bool { return m.URL == recording.URL })...)
	x, uses := newItem(&spoken, language)
	x.episode = episode{
		Duration: int(recording.Duration / time.Second), Season: it.Episode.Season, Number: it.Episode.Number, Type: it.Episode.Type,
	}
	if it.Episode.Explicit != nil {
		x.episode.Explicit = strconv.FormatBool(*it.Episode.Explicit)
	}
	if it.Image != nil && feed.IsArtwork(it.Image.URL) {
		x.episode.Artwork = &image{it.Image.URL}
	}
	if x.episode != (episode{}) {
		uses |= feed.ITunes
	}
	out, err := marshal(x, indent+indent)
	if err != nil {
		return feed.Fragment{}, fmt.Errorf("encoding episode %s: %w", it.ID, err)
	}
	return feed.Fragment{Bytes: out, Uses: uses}, nil
}

// description cuts a summary down to what Apple takes, once it is written as HTML.
func description(summary string) string {
	s, most := shorten(summary, longestDescription), longestDescription
	for {
		written := len(html.EscapeString(s))
		if written <= longestDescription {
			return s
		}
		most = most * longestDescription / written
		s = shorten(summary, most)
	}
}

// shorten cuts a text down to so many bytes, between words where it can.
func shorten(s string, most int) string {
	const more = "…"
	if len(s) <= most {
		return s
	}
	end := most - len(more)
	for !utf8.RuneStart(s[end]) {
		end--
	}
	if space := strings.LastIndexByte(s[:end], ' '); space > end/2 {
		end = space
	}
	return strings.TrimRight(s[:end], " ,;:") + more
}
