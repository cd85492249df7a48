package serve

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/feed"
)

// Page is what the page at / shows: the feeds there are, and the newest of what is in them.
type Page struct {
	Title       string
	Description string
	Language    string
	Copyright   string
	Feeds       []PageFeed
	Items       []*feed.Item // newest first
}

// PageFeed is one feed document on the page.
type PageFeed struct {
	Title string
	Type  string // media type
	Path  string // relative to the page, so that it works wherever the page is shown
	URL   string // where readers find it
}

// Format gives the name by which people know the document's format.
func (f PageFeed) Format() string {
	switch f.Type {
	case feed.TypeRSS:
		return "RSS"
	case feed.TypeAtom:
		return "Atom"
	case feed.TypeJSON:
		return "JSON Feed"
	}
	return f.Type
}

//go:embed page.html
var pageSource string

func (p Page) render() ([]byte, error) {
	t, err := template.New("page").Funcs(template.FuncMap{"byline": byline, "day": day, "stamp": stamp}).Parse(pageSource)
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, p); err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	return out.Bytes(), nil
}

// byline names those who wrote an item, in their order.
func byline(it *feed.Item) string {
	names := make([]string, len(it.Authors))
	for i, p := range it.Authors {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

func stamp(t time.Time) string { return t.Format(time.RFC3339) }
