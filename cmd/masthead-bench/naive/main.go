// Naive is what one writes in an afternoon from three good libraries: it reads every file, renders every article, sorts, and
// writes three feeds. It is a yardstick for masthead, and a program of its own so that the floors start without its libraries.
//
//	naive FOLDER OUT LIMIT
package main

import (
	"bytes"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/adrg/frontmatter"
	"github.com/gorilla/feeds"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func main() {
	limit, err := strconv.Atoi(os.Args[3])
	if err == nil {
		err = run(os.Args[1], os.Args[2], limit)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func run(dir, out string, limit int) error {
	items, err := read(dir)
	if err != nil {
		return err
	}
	slices.SortStableFunc(items, func(a, b *feeds.Item) int { return b.Created.Compare(a.Created) })
	items = items[:min(limit, len(items))]
	feed := &feeds.Feed{Title: "Bench", Link: &feeds.Link{Href: "https://example.org/"}, Updated: items[0].Created, Items: items}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for name, encode := range map[string]func() (string, error){"feed.xml": feed.ToRss, "atom.xml": feed.ToAtom, "feed.json": feed.ToJSON} {
		text, err := encode()
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func read(dir string) (items []*feeds.Item, err error) {
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM))
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var m struct {
			Title, Summary string
			Date, Lastmod  time.Time
			Authors, Tags  []string
		}
		body, err := frontmatter.Parse(bytes.NewReader(text), &m)
		if err != nil {
			return err
		}
		var html bytes.Buffer
		if err := markdown.Convert(body, &html); err != nil {
			return err
		}
		page := "https://example.org/" + strings.TrimSuffix(filepath.ToSlash(path[len(dir)+1:]), ".md") + "/"
		items = append(items, &feeds.Item{Id: page, Title: m.Title, Link: &feeds.Link{Href: page}, Description: m.Summary, Created: m.Date, Updated: m.Lastmod,
			Author: &feeds.Author{Name: strings.Join(m.Authors, ", ")}, Content: html.String()})
		return nil
	})
	return items, err
}
