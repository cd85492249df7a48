package serve

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// The lines that all answers have (those of 304 only the first two): feeds are public, and readers in a browser need to be
// told that they may read them; what is served is never guessed to be something else, and loads and runs nothing.
var (
	anyOrigin     = []string{"*"}
	exposed       = []string{"ETag, IM, Link, Masthead-Generation, Retry-After"}
	noSniff       = []string{"nosniff"}
	referrer      = []string{"strict-origin-when-cross-origin"}
	noReferrer    = []string{"no-referrer"} // where the address may have a token in it
	contentPolicy = []string{"default-src 'none'; style-src 'self' '" + styleHash() + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}
)

func openToAll(header http.Header) {
	header["Access-Control-Allow-Origin"] = anyOrigin
	header["Access-Control-Expose-Headers"] = exposed
}

func common(header http.Header) {
	openToAll(header)
	header["X-Content-Type-Options"] = noSniff
	header["Referrer-Policy"] = referrer
	header["Content-Security-Policy"] = contentPolicy
}

// said is what answers with a document say of themselves, besides what the document says.
type said struct {
	control, vary, generation, link string // link is empty for none
	isQuery                         bool   // it was asked for with a query, which may have a token in it
}

// head has the lines of answers that say the same.
type head struct {
	said
	known, whole lines // of a 304, and of an answer with all of the document
}

// head gives the lines of answers in a coding. They are made once and then looked up, until something else is said.
func (d *document) head(c coding, as said) *head {
	if h := d.heads[c].Load(); h != nil && h.said == as {
		return h
	}
	rep := &d.in[c]
	header := http.Header{"Cache-Control": {as.control}, "Vary": {as.vary}, "Etag": {rep.etag}, "Last-Modified": {d.lastModified}}
	openToAll(header)
	h := &head{said: as, known: newLines(header)}
	common(header)
	if as.isQuery {
		header["Referrer-Policy"] = noReferrer
	}
	header.Set("Masthead-Generation", as.generation)
	if as.link != "" {
		header.Set("Link", as.link)
	}
	header.Set("Accept-Ranges", "bytes")
	header.Set("Content-Type", d.mediaType+"; charset=utf-8")
	rep.describe(header)
	h.whole = newLines(header)
	d.heads[c].Store(h)
	return h
}

// describe says how the document is sent.
func (r *representation) describe(header http.Header) {
	header.Set("Etag", r.etag)
	header.Set("Content-Length", strconv.Itoa(len(r.body)))
	if header.Del("Content-Encoding"); r.coding != identity {
		header.Set("Content-Encoding", r.coding.String())
	}
}

// lines are those of a header: others than the server, or what counts answers, has to know of are ready to be sent.
type lines struct {
	heeded, others http.Header
	ready          []byte
}

func newLines(header http.Header) (l lines) {
	l.heeded, l.others = http.Header{}, http.Header{}
	for _, name := range slices.Sorted(maps.Keys(header)) {
		switch name {
		case "Content-Type", "Content-Length", "Content-Encoding":
			l.heeded[name] = header[name]
			continue
		}
		l.others[name] = header[name]
		for _, value := range header[name] {
			l.ready = append(l.ready, name+": "+oneLine.Replace(value)+"\r\n"...)
		}
	}
	return l
}

// oneLine keeps what is said from becoming another line.
var oneLine = strings.NewReplacer("\r", " ", "\n", " ")

// say puts lines into the header of an answer whose status is written next.
func (s *Server) say(w http.ResponseWriter, r *http.Request, l *lines) {
	switch {
	case s.Lines == nil || !s.Lines(r, l.ready):
		l.all(w.Header())
	case len(l.heeded) > 0: // a header that is asked for is made
		maps.Copy(w.Header(), l.heeded)
	}
}

// all puts them into a header of which something is still to be changed.
func (l *lines) all(header http.Header) {
	maps.Copy(header, l.others)
	maps.Copy(header, l.heeded)
}
