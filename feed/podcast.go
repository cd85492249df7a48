package feed

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// This file is what makes a feed a podcast: what it says of the show, and what its items say of their episodes.

// Podcast is what a feed says of the show whose episodes its items are, by the rules of Apple Podcasts, which the others
// follow.
type Podcast struct {
	Image       string // absolute address of the artwork
	Category    string // of Apple's list
	Subcategory string // empty for none
	Explicit    bool
	Author      string
	OwnerName   string
	OwnerEmail  string // empty for none
	Type        string // "episodic" or "serial"
	Complete    bool   // there will be no more episodes
	Block       bool   // no directory may list it
	NewFeedURL  string // where the feed has gone; empty while it stays
	Copyright   string // in place of the publication's notice; may hold {year}
}

// Episode is what an item says of itself as an episode. The zero value says nothing.
type Episode struct {
	Number   int    // from 1; 0 for none
	Season   int    // from 1; 0 for none
	Type     string // "full", "trailer" or "bonus"; empty for what is not said
	Explicit *bool  // nil where the item does not say
}

// episode takes over what the article says of itself as an episode.
func (m *maker) episode() {
	a := m.a
	m.it.Episode = Episode{Number: a.Episode.Value, Season: a.Season.Value, Type: a.EpisodeType.Value}
	if a.Explicit.Known() {
		explicit := a.Explicit.Value
		m.it.Episode.Explicit = &explicit
	}
}

// onSite gives the path below the root of the site of an address that the article writes; nothing for one elsewhere.
func (m *maker) onSite(ref string) string {
	address, err := m.resolve(ref)
	if err != nil {
		return ""
	}
	return m.Site.Within(address)
}

// Within gives the path below the site's own of an absolute address, without its escapes; nothing for one elsewhere.
func (s *Site) Within(address string) string {
	rest, ours := strings.CutPrefix(address, s.root().String())
	u, err := url.Parse("/" + rest)
	if err != nil || !ours {
		return ""
	}
	return strings.TrimPrefix(u.Path, "/")
}

// appleTypes are the media types that Apple Podcasts knows, as it spells them, by those that files of these formats are given.
var appleTypes = map[string]string{
	"audio/mpeg": "audio/mpeg", "audio/mp3": "audio/mpeg", "audio/mpeg3": "audio/mpeg",
	"audio/mp4": "audio/x-m4a", "audio/m4a": "audio/x-m4a", "audio/x-m4a": "audio/x-m4a",
	"video/mp4": "video/mp4", "video/x-m4v": "video/x-m4v", "video/m4v": "video/x-m4v", "video/quicktime": "video/quicktime",
}

// isRecording reports that a medium is something to hear or to watch.
func (m *Media) isRecording() bool {
	return strings.HasPrefix(m.Type, "audio/") || strings.HasPrefix(m.Type, "video/")
}

// Recording gives the one medium that makes the item an episode of a podcast, with its type as Apple Podcasts spells it; nil
// where there is none. unfit says what is wrong with one that is nearly fit, and fix what to do; it is empty where nothing is.
// Episodes have one file of a format that is played everywhere, and state its size (Apple, "Podcast RSS feed requirements").
func (it *Item) Recording() (recording *Media, unfit, fix string) {
	for _, m := range it.Media {
		kind, _, _ := strings.Cut(strings.ToLower(m.Type), ";")
		apple, played := appleTypes[strings.TrimSpace(kind)]
		switch {
		case played && m.Size > 0:
			m.Type = apple
			return &m, "", ""
		case unfit != "":
		case played:
			unfit, fix = fmt.Sprintf("nobody says how large %s is", quote(m.URL)), "write length: and its size in bytes, or put the file where masthead measures it (docs/podcast.md)"
		case m.isRecording():
			unfit, fix = fmt.Sprintf("Apple Podcasts does not play %s", m.Type), "add a file in MP3 or M4A"
		case m.Type == "" && m.Size > 0:
			unfit, fix = fmt.Sprintf("nobody says what type %s is of", quote(m.URL)), "write type: audio/mpeg, or what it is"
		}
	}
	return nil, unfit, fix
}

// HasPlayedEnding reports that the address of a medium ends as the name of a file that Apple Podcasts plays: it goes by that.
func (m *Media) HasPlayedEnding() bool {
	switch path.Ext(m.URL) {
	case ".mp3", ".m4a", ".mp4", ".m4v", ".mov":
		return true
	}
	return false
}

// IsArtwork reports that an address is that of a picture in a format that podcasts may have: JPEG or PNG, by its ending.
func IsArtwork(address string) bool {
	switch strings.ToLower(path.Ext(address)) {
	case ".jpg", ".jpeg", ".png":
		return true
	}
	return false
}
