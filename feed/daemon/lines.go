package daemon

import (
	"context"
	"net"
	"net/http"
)

type connKey struct{}

// onConn has the requests of a connection know it.
func onConn(ctx context.Context, c net.Conn) context.Context {
	if own, is := c.(*conn); is {
		return context.WithValue(ctx, connKey{}, own)
	}
	return ctx
}

// Lines has the connection of a request send lines of a header with the answer. A handler calls it just before it writes the status.
// Each line ends with CRLF and is sent as it is, and none is one that net/http heeds, as it does Content-Type and Content-Length; nobody
// may change them any more. It reports whether the connection can: that of HTTP/2 or TLS cannot, and there the lines belong in the
// header of the http.ResponseWriter.
func Lines(r *http.Request, ready []byte) bool {
	if r.ProtoMajor != 1 {
		return false
	}
	c, can := r.Context().Value(connKey{}).(*conn)
	if can {
		c.ready = ready
	}
	return can
}
