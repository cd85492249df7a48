package build

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/feedfile"
)

// This file is what a site that had feeds before brings along: the ids by which its readers know its articles.

// OldFeed is a feed that the site had before.
type OldFeed struct {
	Name string // as the configuration has it: a file, or an address
	Path string // of the file; empty where it is an address
}

func configuredOldFeeds(c *config.Config, base string) (list []OldFeed) {
	for _, name := range c.IDsFrom {
		old := OldFeed{Name: name}
		if !strings.Contains(name, "://") {
			if old.Path = name; !filepath.IsAbs(name) {
				old.Path = filepath.Join(base, name)
			}
		}
		list = append(list, old)
	}
	return list
}

// takeOverIDs gives the articles that were not published here before, and have no id of their own, the ids that the feeds of
// before have for their pages. What they said is remembered with what is published: an old feed has the newest few items, and
// is itself overwritten by the new one, as often as not. The error is that of a feed that nobody has read yet: to publish without
// it would show every reader everything anew.
func (b *builder) takeOverIDs(ctx context.Context, all []feed.Candidate) error {
	if len(b.OldFeeds) == 0 {
		return nil
	}
	pages := oldPages{exact: map[string]string{}, alike: map[string]string{}}
	b.next.IDsFrom = map[string]map[string]string{}
	for _, old := range b.OldFeeds {
		ids, err := b.oldIDs(ctx, old)
		if err != nil {
			return fmt.Errorf("ids_from: %w; without it every reader would be shown everything anew: mend it, or take the line out", old.called(err))
		}
		if len(ids) > 0 {
			b.next.IDsFrom[old.Name] = ids
		}
		pages.add(ids)
	}
	pages.give(all, b.past.byPlace())
	return nil
}

// oldIDs gives what a feed of before says, page by page: what is remembered of it, and of a file also what it says now.
func (b *builder) oldIDs(ctx context.Context, old OldFeed) (map[string]string, error) {
	remembered := b.past.IDsFrom[old.Name]
	if old.Path == "" && remembered != nil {
		return remembered, nil
	}
	ids, err := old.read(ctx)
	switch {
	case err == nil:
		maps.Copy(ids, remembered)
		return ids, nil
	case remembered != nil:
		return remembered, nil
	case len(b.past.Feeds) == 0 && len(b.past.Items) > 0: // the ledger has what was published, and the folder is a new one
		if b.report != nil {
			b.report.addProblem(Fault{Problem: source.Problem{File: old.Name, Field: "ids_from", Message: err.Error(), Fix: "articles keep the ids that the state has"}})
		}
		return nil, nil
	}
	return nil, err
}

// called gives an error the name of the feed, and the place in it.
func (f OldFeed) called(err error) error {
	if p, ok := errors.AsType[source.Problem](err); ok {
		p.File = f.Name
		return p
	}
	return fmt.Errorf("%s: %w", f.Name, err)
}

const (
	oldFeedLimit = 30 * time.Second // for an address to answer, whole
	oldFeedSize  = source.DefaultMaxSize
)

// read reads the feed, and gives the ids of its items by their pages.
func (f OldFeed) read(ctx context.Context) (map[string]string, error) {
	data, err := f.load(ctx)
	if err != nil {
		return nil, err
	}
	ids := map[string]string{}
	list, err := feedfile.Identities(data)
	for _, it := range list {
		if _, known := ids[it.Link]; !known {
			ids[it.Link] = it.ID
		}
	}
	if err == nil && len(ids) == 0 {
		err = errors.New("no item of it has an address")
	}
	return ids, err
}

func (f OldFeed) load(ctx context.Context) ([]byte, error) {
	if f.Path == "" {
		return f.fetch(ctx)
	}
	file, err := os.Open(f.Path)
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return nil, path.Err
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readOld(file)
}

func (f OldFeed) fetch(ctx context.Context) ([]byte, error) {
	ctx, done := context.WithTimeout(ctx, oldFeedLimit)
	defer done()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, f.Name, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", feed.UserAgent)
	answer, err := http.DefaultClient.Do(request)
	if failed, ok := errors.AsType[*url.Error](err); ok { // which names the address again
		err = failed.Err
	}
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, errors.New("the answer is " + answer.Status)
	}
	return readOld(answer.Body)
}

func readOld(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, oldFeedSize+1))
	if err == nil && len(data) > oldFeedSize {
		err = fmt.Errorf("it is larger than the %d MB that are read of one", oldFeedSize>>20)
	}
	return data, err
}

// oldPages are the ids of pages that the site had before.
type oldPages struct {
	exact map[string]string // address → id
	alike map[string]string // the same without what moves when a site does
}

func (p *oldPages) add(ids map[string]string) {
	for _, link := range slices.Sorted(maps.Keys(ids)) {
		id := ids[link]
		if _, known := p.exact[link]; !known {
			p.exact[link] = id
		}
		if _, known := p.alike[alike(link)]; !known {
			p.alike[alike(link)] = id
		}
	}
}

// give gives each id to one article: the one whose address is the same, or else one whose address is nearly.
func (p *oldPages) give(all []feed.Candidate, known places) {
	held, served := map[string]bool{}, map[*source.Card]bool{}
	for _, id := range p.exact {
		held[id] = false
	}
	isNew := func(c feed.Candidate) bool {
		return known[c.Place] == nil && c.Link != ""
	}
	for _, c := range all {
		if _, old := held[c.ID]; old && (c.HasOwnID() || !isNew(c)) {
			held[c.ID] = true
		}
	}
	for _, find := range []func(link string) (string, bool){
		func(link string) (string, bool) { id, ok := p.exact[link]; return id, ok },
		func(link string) (string, bool) { id, ok := p.alike[alike(link)]; return id, ok },
	} {
		for _, c := range all {
			if served[c.Card] || !isNew(c) {
				continue
			}
			if id, ok := find(c.Link); ok && !held[id] {
				c.KeepID(id)
				held[id], served[c.Card] = c.ID == id, true
			}
		}
	}
}

// alike takes off an address what a move changes without making another page of it: the scheme, www., the case of the host, the
// slash and the index behind the path, how letters are escaped, and the fragment.
func alike(address string) string {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		return address
	}
	rest, _, _ = strings.Cut(rest, "#")
	host, path, _ := strings.Cut(rest, "/")
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	path = strings.TrimSuffix(path, "index.html")
	return host + "/" + strings.TrimRight(path, "/")
}
