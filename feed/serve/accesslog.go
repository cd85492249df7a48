package serve

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"
)

// How much of what a client sends is logged, in bytes.
const (
	longestMethod = 16
	longestPath   = 512
	longestAgent  = 256
)

// shortestSecret is how many bytes of a path from where a token could begin are taken for a token, which has 46, or for most of one.
const shortestSecret = 20

// asked is what the log tells of a request, as it was before anybody answered it.
type asked struct {
	start        time.Time
	method, path string
	hasToken     bool
}

// newAsked takes of a request what may be logged. Secrets stand in its query and in Authorization, so of these nothing is
// taken but whether they are there.
func newAsked(r *http.Request, start time.Time) asked {
	path, _, _ := strings.Cut(r.URL.Path, "?") // a query whose ? was escaped by mistake
	// Or one that begins with &, as behind another; or a token that was put into the path.
	for _, begin := range [...]string{"token=", tokenPrefix} {
		if at := strings.Index(path, begin); at >= 0 && len(path)-at > shortestSecret {
			path = path[:at] + "…"
		}
	}
	return asked{start: start, method: r.Method, path: path, hasToken: r.Header.Get("Authorization") != "" || r.URL.Query().Has("token")}
}

// line writes one line for one request.
func (a asked) line(log *slog.Logger, r *http.Request, c *counted, sent int64, end time.Time) {
	attributes := [...]slog.Attr{
		slog.String("method", cut(a.method, longestMethod)),
		slog.String("path", cut(a.path, longestPath)),
		statusAttribute(c.status),
		slog.Int64("bytes", sent),
		slog.String("encoding", c.encoding()),
		slog.Duration("duration", end.Sub(a.start)),
		slog.String("remote", remote(r)),
		slog.String("agent", cut(r.UserAgent(), longestAgent)),
		slog.Bool("token", true),
	}
	list := attributes[:]
	if !a.hasToken {
		list = list[:len(list)-1]
	}
	log.LogAttrs(r.Context(), slog.LevelInfo, "request", list...)
}

func statusAttribute(status int) slog.Attr {
	if status == aborted {
		return slog.String("status", statusLabel(status))
	}
	return slog.Int("status", status)
}

// cut shortens a text to so many bytes, and says so.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "…"
}

// remote gives the address that a request came from. A proxy on this machine is believed about whom it speaks for: the last
// address is the one that it saw itself, and whatever stands before that anybody may have written.
func remote(r *http.Request) string {
	peer := r.RemoteAddr
	if host, _, err := net.SplitHostPort(peer); err == nil {
		peer = host
	}
	ip, err := netip.ParseAddr(peer)
	if err == nil && !ip.Unmap().IsLoopback() {
		return ip.Unmap().String()
	}
	if lines := r.Header["X-Forwarded-For"]; len(lines) > 0 {
		last := lines[len(lines)-1]
		last = strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
		if from, ok := parseForwarded(last); ok {
			return from.Unmap().String()
		}
	}
	if err != nil {
		return "unix" // peers on a UNIX socket have no address
	}
	return ip.Unmap().String()
}

// parseForwarded reads an address that may have a port behind it.
func parseForwarded(text string) (netip.Addr, bool) {
	if ip, err := netip.ParseAddr(strings.Trim(text, "[]")); err == nil {
		return ip, true
	}
	both, err := netip.ParseAddrPort(text)
	return both.Addr(), err == nil
}
