// Package serve answers for the feeds over HTTP: the documents as they were published, and pages for people.
//
// All that can be made before somebody asks is made when a batch is committed: the bytes in every coding, and their tags. The lines of
// a header also say for how long an answer is good, and are made for the first who asks in a second. An answer looks them up.
package serve

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// Server answers requests for what is in its Store. It is safe for concurrent use; its exported fields may not be changed
// while it answers.
type Server struct {
	Store *Store
	// BasePath is the path of the site's address, which a proxy may or may not have taken off: "/blog".
	BasePath string
	// Moved are the addresses of what once was under a path of the site.
	Moved map[string]string
	// Gone are the paths of what once was there and has no other place.
	Gone []string
	// Private has the documents of private feeds, and PrivateFeed gives the name of the one that a path is of, empty for none. Tokens
	// knows who may read them. All are nil where there are none.
	Private     *Store
	PrivateFeed func(path string) string
	Tokens      *Tokens
	// Now is the clock; nil for the real one.
	Now func() time.Time
	// Lines has the connection of a request send lines of a header, each with CRLF at its end, with the answer whose status is written
	// next. It reports whether it does, and may not change them; nil for never.
	Lines func(r *http.Request, ready []byte) bool

	lifetime     lifetime
	directory    atomic.Pointer[directory]
	privateBuilt atomic.Bool
	base         string // BasePath and a slash
}

// SetTimes says when the feeds change next, as far as that is known.
func (s *Server) SetTimes(t Times) { s.lifetime.set(t) }

// Handler gives the routes, once the fields of the server are set. There is one table of them, and nothing is answered that is
// not in it.
func (s *Server) Handler() http.Handler {
	if s.Now == nil {
		s.Now = time.Now
	}
	s.base = s.BasePath + "/"
	return http.HandlerFunc(s.answer)
}

const allowed = "GET, HEAD, OPTIONS"

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		s.refuse(w, r)
		return
	}
	if path, feed := s.private(r.URL.Path); feed != "" {
		s.answerPrivate(w, r, path, feed)
		return
	}
	now := s.Store.edition()
	if f := s.find(now, r.URL.Path); f.document != nil {
		s.send(w, r, now, f)
		return
	}
	header := w.Header()
	common(header)
	path := s.local(r.URL.Path)
	if to, moved := s.Moved[path]; moved { // 301, which all readers follow; some do not know 308
		header.Set("Cache-Control", "public, max-age=86400")
		http.Redirect(w, r, to, http.StatusMovedPermanently)
		return
	}
	switch {
	case r.URL.Path != "" && r.URL.Path == s.BasePath: // the page's links are relative to the folder
		http.Redirect(w, r, s.BasePath+"/", http.StatusPermanentRedirect)
	case slices.Contains(s.Gone, path):
		http.Error(w, "this feed is no more; / lists those there are", http.StatusGone)
	case len(now.documents) == 0: // not a 404, after which readers stay away for days
		header.Set("Retry-After", "60")
		http.Error(w, "the feeds have not been built yet", http.StatusServiceUnavailable)
	default:
		unknown(w, "public")
	}
}

// unknown answers that nothing is at an address, to caches of one kind, public or private. It may come with the next build.
func unknown(w http.ResponseWriter, caches string) {
	w.Header().Set("Cache-Control", caches+", max-age=60")
	http.Error(w, "no feed has this address; / lists those there are", http.StatusNotFound)
}

// refuse answers all that is not for reading. A browser asks with OPTIONS whether a page of another site may send the
// conditions by which readers save themselves a download (Fetch, CORS-preflight fetch).
func (s *Server) refuse(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	common(header)
	header.Set("Allow", allowed)
	if r.Method == http.MethodOptions {
		header.Set("Access-Control-Allow-Methods", allowed)
		header.Set("Access-Control-Allow-Headers", "A-IM, Authorization, Cache-Control, If-Match, If-Modified-Since, If-None-Match, If-Range, If-Unmodified-Since, Range")
		header.Set("Access-Control-Max-Age", "86400")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	http.Error(w, "feeds are read: use GET or HEAD", http.StatusMethodNotAllowed)
}

// send answers with a document, or with the page of a feed that a person has followed a link to.
func (s *Server) send(w http.ResponseWriter, r *http.Request, now *edition, f found) {
	d, vary := f.document, f.vary
	if f.page != nil {
		vary = f.varyPage
		if isVisit(r) {
			d = f.page
		}
	}
	lifetime := s.lifetime.at(s.Now())
	control := lifetime.public
	if f.isPast {
		control = lifetime.archived
	}
	s.sendDocument(w, r, d, now.says(d, control, vary, r))
}

// says gives what an answer to a request says of itself.
func (e *edition) says(d *document, control, vary string, r *http.Request) said {
	return said{control: control, vary: vary, generation: e.generation, link: d.links(e.licensed), isQuery: r.URL.RawQuery != ""}
}

// sendDocument answers with the document or a part of it, or with what is new in it, or with 304 where the reader has it.
func (s *Server) sendDocument(w http.ResponseWriter, r *http.Request, d *document, as said) {
	coding := accepted(r.Header["Accept-Encoding"], brotlied)
	head, rep := d.head(coding, as), &d.in[coding]
	switch {
	case d.isKnown(r.Header):
		s.say(w, r, &head.known)
		w.WriteHeader(http.StatusNotModified)
	case d.sendDelta(w, r, head):
	case isPartial(r.Header):
		header := w.Header()
		head.whole.all(header)
		header.Del("Content-Length") // http.ServeContent says how long the part is
		if isGuarded(r.Header) {
			header.Set("Cache-Control", "no-store") // a 412 is for who asked
		}
		http.ServeContent(w, r, "", d.modified, bytes.NewReader(rep.body))
	default:
		s.say(w, r, &head.whole)
		rep.write(w, r, http.StatusOK)
	}
}

func (r *representation) write(w http.ResponseWriter, request *http.Request, status int) {
	w.WriteHeader(status)
	if request.Method == http.MethodGet {
		_, _ = w.Write(r.body) // a reader that went away is no fault of ours
	}
}

// isVisit reports that a browser is to show what it asks for in a tab. It is not guessed from Accept, which readers fill
// with all kinds of types: no reader says that it is a browser's tab.
func isVisit(r *http.Request) bool {
	to := r.Header["Sec-Fetch-Dest"]
	return len(to) == 1 && to[0] == "document"
}

// isPartial reports that a request asks for a part, or for the document on conditions that few set. A part is one part: a
// list of thousands would make an answer larger than the document, and a server may leave any Range aside, and has to where
// it does not know the unit (RFC 9110 §14.2).
func isPartial(header http.Header) bool {
	parts, asked := header["Range"]
	if asked && (len(parts) != 1 || !strings.HasPrefix(parts[0], "bytes=") || strings.Contains(parts[0], ",")) {
		delete(header, "Range")
		asked = false
	}
	return asked || isGuarded(header)
}

// isGuarded reports that a request wants no answer but a refusal unless the document is what it was.
func isGuarded(header http.Header) bool {
	return header["If-Match"] != nil || header["If-Unmodified-Since"] != nil
}

// sendDelta answers with what is new since the version that a reader has, if it wants that and the version is known.
// Caches on the way are not to keep it (RFC 3229 §10.8).
func (d *document) sendDelta(w http.ResponseWriter, r *http.Request, head *head) bool {
	if d.items.each == nil || r.Header["A-Im"] == nil || !wantsDelta(r.Header["A-Im"]) {
		return false
	}
	version, known := d.since(r.Header["If-None-Match"])
	if !known {
		return false
	}
	delta := d.delta(version)
	if delta == nil {
		return false
	}
	rep := &delta.in[accepted(r.Header["Accept-Encoding"], gzipped)]
	header := w.Header()
	head.whole.all(header)
	rep.describe(header)
	header.Del("Accept-Ranges")
	header.Set("IM", "feed")
	header.Set("Cache-Control", "no-store, im")
	rep.write(w, r, http.StatusIMUsed)
	return true
}

func (d *document) links(licensed bool) string {
	if licensed {
		return d.linkLicensed
	}
	return d.link
}
