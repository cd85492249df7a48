// Package serve answers for the feeds over HTTP: the documents as they were published, and a page that lists them.
package serve

import (
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/machine"
)

// Server answers requests for what is in its Store. It is safe for concurrent use.
type Server struct {
	Store *Store
	// BasePath is the path of the site's address, which a proxy may or may not have taken off: "/blog".
	BasePath string
	// License is the address of license.xml, which every answer names while there is one; empty for none.
	License string

	page atomic.Pointer[document]
}

// Handler gives the routes. There is one table of them, and nothing is answered that is not in it.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Access-Control-Allow-Origin", "*") // feeds are public, and readers in a browser need it
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			header.Set("Allow", "GET, HEAD")
			http.Error(w, "feeds are read: use GET or HEAD", http.StatusMethodNotAllowed)
			return
		}
		if r.URL.Path != "" && r.URL.Path == s.BasePath { // the page's links are relative to the folder
			http.Redirect(w, r, s.BasePath+"/", http.StatusPermanentRedirect)
			return
		}
		if s.License != "" && s.Store.published()[machine.License] != nil { // RSL 1.0 §4.3
			header.Set("Link", "<"+s.License+`>; rel="license"; type="`+feed.TypeRSL+`"`)
		}
		if d := s.find(r.URL.Path); d != nil {
			d.serve(w, r)
			return
		}
		if len(s.Store.published()) == 0 { // not a 404, after which readers stay away for days
			header.Set("Retry-After", "60")
			http.Error(w, "the feeds have not been built yet", http.StatusServiceUnavailable)
			return
		}
		http.Error(w, "no feed has this address; / lists those there are", http.StatusNotFound)
	})
}

// find gives the document at a path, with or without the site's own path before it.
func (s *Server) find(path string) *document {
	for _, prefix := range []string{s.BasePath + "/", "/", ""} {
		p, under := strings.CutPrefix(path, prefix)
		if !under {
			continue
		}
		if p == "" {
			return s.page.Load()
		}
		if p == "robots.txt" {
			p = machine.Robots
		}
		if d := s.Store.published()[p]; d != nil && (!strings.HasPrefix(p, ".") || p == machine.TDMRep) {
			return d
		}
	}
	return nil
}

// SetPage renders the page that lists the feeds and their newest items.
func (s *Server) SetPage(p Page) error {
	body, err := p.render()
	if err != nil {
		return err
	}
	var modified time.Time
	if len(p.Items) > 0 {
		modified = p.Items[0].Updated
	}
	old := s.page.Load()
	if old != nil && string(old.plain.body) == string(body) {
		return nil
	}
	d, err := newDocument(body, "text/html", later(modified, old))
	if err == nil {
		s.page.Store(d)
	}
	return err
}

// serve answers with the document, or with 304 where the reader has it.
func (d *document) serve(w http.ResponseWriter, r *http.Request) {
	rep := &d.plain
	if acceptsGzip(r.Header.Values("Accept-Encoding")) {
		rep = &d.gzip
	}
	header := w.Header()
	header.Set("Vary", "Accept-Encoding")
	header.Set("ETag", rep.etag)
	header.Set("Last-Modified", d.modified.Format(http.TimeFormat))
	if d.isKnown(r) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Type", d.mediaType+"; charset=utf-8")
	if rep.encoding != "" {
		header.Set("Content-Encoding", rep.encoding)
	}
	header.Set("Content-Length", strconv.Itoa(len(rep.body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(rep.body) // a reader that went away is no fault of ours
	}
}

// isKnown evaluates the request's conditions. If-None-Match decides alone (RFC 9110 §13.1.3), compares weakly, and knows
// the document by the tag of any of its encodings. A reader's date at or after ours is as good as ours.
func (d *document) isKnown(r *http.Request) bool {
	if tags := r.Header.Values("If-None-Match"); len(tags) > 0 {
		return hasTag(strings.Join(tags, ","), d.plain.etag, d.gzip.etag)
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !d.modified.After(since)
}

func hasTag(list string, ours ...string) bool {
	for _, tag := range strings.Split(list, ",") {
		tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/")
		if tag == "*" {
			return true
		}
		for _, our := range ours {
			if tag == our {
				return true
			}
		}
	}
	return false
}

// acceptsGzip reads Accept-Encoding (RFC 9110 §12.5.3): gzip by name or by "*", unless its weight is zero.
func acceptsGzip(headers []string) bool {
	accepted := false
	for _, part := range strings.Split(strings.ToLower(strings.Join(headers, ",")), ",") {
		name, parameters, _ := strings.Cut(part, ";")
		name = strings.TrimSpace(name)
		if name == "gzip" || name == "x-gzip" {
			return !isZeroWeight(parameters)
		}
		if name == "*" {
			accepted = !isZeroWeight(parameters)
		}
	}
	return accepted
}

func isZeroWeight(parameters string) bool {
	_, q, found := strings.Cut(strings.ReplaceAll(parameters, " ", ""), "q=")
	weight, err := strconv.ParseFloat(q, 64)
	return found && (err != nil || weight == 0)
}

// later dates a document that replaces another, so that its date moves with its bytes. One without a date is as old as
// dates of files go.
func later(modified time.Time, old *document) time.Time {
	if modified.IsZero() {
		modified = time.Unix(0, 0)
	}
	modified = modified.UTC().Truncate(time.Second)
	if old != nil && !modified.After(old.modified) {
		modified = old.modified.Add(time.Second)
	}
	return modified
}
