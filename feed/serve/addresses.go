package serve

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/machine"
	"github.com/masthead-feeds/masthead/feed/page"
)

// directory is what there is to find at the addresses of the site besides the documents themselves.
type directory struct {
	index   *document         // the page at /
	pages   map[string]string // feed document → the page that shows it to people
	guesses map[string]string // what readers and people try → the feed document that they mean
	past    map[string]bool   // feed documents that are a part of a feed's past
}

// found is what a path leads to; nothing where its document is nil.
type found struct {
	*document
	page   *document // that shows it to people; nil for none
	isPast bool
}

// SetIndex shows the page at /, and has the feeds on it answer to the names that readers try. The page is dated by its
// newest item, and like every document anew when its bytes change.
func (s *Server) SetIndex(p *page.Index) error {
	body, err := p.Render()
	if err != nil {
		return err
	}
	dir := &directory{pages: map[string]string{}, guesses: guess(p.Feeds), past: map[string]bool{}}
	for _, f := range p.Feeds {
		if f.IsArchive {
			dir.past[f.Path] = true
		}
		if f.Page != "" {
			dir.pages[f.Path] = f.Page
		}
	}
	var old *document
	var than time.Time
	if d := s.directory.Load(); d != nil && d.index != nil {
		old, than = d.index, d.index.modified
	}
	if old != nil && bytes.Equal(old.body(), body) {
		dir.index = old
	} else {
		var modified time.Time
		if len(p.Items) > 0 {
			modified = p.Items[0].Updated
		}
		if dir.index, err = s.makeIndex(body, later(modified, than)); err != nil {
			return err
		}
	}
	s.directory.Store(dir)
	return nil
}

func (s *Server) makeIndex(body []byte, modified time.Time) (*document, error) {
	d := newDocument(body, feed.TypeHTML)
	d.modified = modified
	if err := packAll([]*document{d}, true); err != nil {
		return nil, err
	}
	d.prepare(s.Store, "")
	return d, nil
}

// styleHash names the style of our pages for the Content-Security-Policy, which allows no other (CSP3, hash-source).
func styleHash() string {
	sum := sha256.Sum256([]byte(page.Style))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// find gives the document at a path, with or without the site's own path before it.
func (s *Server) find(now *edition, path string) found {
	if rest, under := strings.CutPrefix(path, s.base); under {
		if f := s.at(now, rest); f.document != nil {
			return f
		}
	}
	return s.at(now, strings.TrimPrefix(path, "/"))
}

// at gives what a path of the site leads to.
func (s *Server) at(now *edition, path string) found {
	dir := s.directory.Load()
	if dir == nil {
		dir = &directory{}
	}
	switch {
	case path == "":
		return found{document: dir.index}
	case path == "robots.txt":
		path = machine.Robots
	case path[0] == '.' && path != machine.TDMRep:
		return found{}
	}
	if now.documents[path] == nil && !s.hasLeft(path) {
		path = dir.guesses[path]
	}
	return found{now.documents[path], now.documents[dir.pages[path]], dir.past[path]}
}

// hasLeft reports that the configuration says where the feed at a path went: that counts more than what others mean by the path.
func (s *Server) hasLeft(path string) bool {
	_, moved := s.Moved[path]
	return moved || slices.Contains(s.Gone, path)
}

// local gives a path within the site.
func (s *Server) local(path string) string {
	if rest, under := strings.CutPrefix(path, s.base); under {
		return rest
	}
	return strings.TrimPrefix(path, "/")
}

// guessed are the names that readers try where they have found no link (miniflux, NetNewsWire, FreshRSS), those of the
// feeds of WordPress, Ghost, Hugo and Jekyll, which subscribers may still have, and what people type. Readers take no
// redirect for an answer when they guess.
var guessed = []struct {
	mediaType string // empty for whatever there is
	names     []string
}{
	{feed.TypeRSS, []string{"rss", "rss/", "rss.xml", "index.rss", "feed.rss", "rss2.xml", "rss/feed.xml", "rss/index.xml", "feed/rss", "feed/rss/", "feed/rss2/"}},
	{feed.TypeAtom, []string{"atom", "atom/", "atom.xml", "feed.atom", "index.atom", "feed/atom", "feed/atom/"}},
	{feed.TypeJSON, []string{"feed.json", "json", "feed/json", "feed/json/", "index.json"}},
	{"", []string{"feed", "feed/", "feed.xml", "feed/index.xml", "index.xml", "feeds", "feeds/", "rss", "rss/", "rss.xml"}},
}

// guess finds the feeds that the guessed names mean: the first feed's document of the type that the name says, and its
// first document where it says none.
func guess(feeds []page.IndexFeed) map[string]string {
	byType, first := map[string]string{}, ""
	for _, f := range feeds {
		if f.Family != "" || f.IsArchive {
			continue
		}
		if first = cmp.Or(first, f.Name); f.Name != first {
			break
		}
		byType[f.Type] = f.Path
		if byType[""] == "" {
			byType[""] = f.Path
		}
	}
	list := map[string]string{}
	for _, g := range guessed {
		for _, name := range g.names {
			if path := byType[g.mediaType]; path != "" && list[name] == "" {
				list[name] = path
			}
		}
	}
	return list
}
