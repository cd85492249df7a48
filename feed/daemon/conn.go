package daemon

import (
	"bytes"
	"errors"
	"net"
	"os"
	"strconv"
	"sync"
	"time"
)

// piece is how many bytes the HTTP/1 server of net/http gathers before it sends them: the head of an answer and the beginning
// of its body.
const piece = 4 << 10

// sparing accepts connections that spare the server work that feeds have no use for. What else is answered, such as profiles, which
// take their time, has use for it.
type sparing struct{ net.Listener }

func (l sparing) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &conn{Conn: c}, nil
}

// conn is a connection that
//   - sends an answer at once, where net/http sends its first piece by itself and then the rest: that is one more call of the
//     system, and wakes the reader once more;
//   - sets few of the deadlines that net/http sets, half a dozen for each request;
//   - does not look out for a reader that goes away while it is answered from memory;
//   - sends lines of a header that were made before somebody asked, see Lines.
//
// HTTP/2 passes by all but the deadlines. Like every connection of net/http it is written to by one goroutine at a time.
type conn struct {
	net.Conn
	reading, writing deadline
	begun, isAsking  bool // isAsking: its first request is a GET or HEAD of HTTP/1

	held  *[piece]byte // the first piece of an answer, whose rest is in memory by then; nil for nothing
	left  int64        // bytes of the answer under way that are still to be written
	ready []byte       // lines of the head that net/http writes next; nil for none
	parts [4][]byte
	out   net.Buffers
}

// pieces are those that nobody holds.
var pieces = sync.Pool{New: func() any { return new([piece]byte) }}

// Read implements net.Conn. While it answers, net/http reads a byte without a deadline, in a goroutine of its own: that would tell
// of a reader that is gone. It is told of nothing.
func (c *conn) Read(p []byte) (n int, err error) {
	if len(p) == 1 && c.isAsking && c.reading.isNone() {
		return 0, nil
	}
	for {
		n, err = c.Conn.Read(p)
		if !errors.Is(err, os.ErrDeadlineExceeded) || c.reading.isOver(c.Conn.SetReadDeadline) {
			break
		}
	}
	if !c.begun && n > 0 {
		c.begun, c.isAsking = true, p[0] == 'G' || p[0] == 'H' // of HTTP/2 it is a P
	}
	return n, err
}

// Write implements net.Conn. An error of the first piece is that of the write after it.
func (c *conn) Write(p []byte) (int, error) {
	if c.left == 0 && len(p) == piece {
		if c.left = leftOf(p); c.left > 0 {
			c.held = pieces.Get().(*[piece]byte)
			return copy(c.held[:], p), nil
		}
	}
	n, err := c.writeAll(p)
	c.left = max(0, c.left-int64(n))
	return n, err
}

// writeAll writes what is held and what is ready, and p. It gives how much of p is written.
func (c *conn) writeAll(p []byte) (int, error) {
	first, more := p, 0
	c.out = c.parts[:0]
	if c.held != nil {
		first = c.held[:]
	}
	if c.ready != nil { // behind the status line, which is the first
		at := bytes.IndexByte(first, '\n') + 1
		c.out = append(c.out, first[:at], c.ready)
		first, more = first[at:], len(c.ready)
	}
	c.out = append(c.out, first)
	if c.held != nil {
		c.out = append(c.out, p)
		more += piece
	}
	n, err := c.writeParts()
	if c.held != nil {
		pieces.Put(c.held)
	}
	c.held, c.ready, c.parts = nil, nil, [4][]byte{}
	return max(0, n-more), err
}

// writeParts writes what is to go out.
func (c *conn) writeParts() (n int, err error) {
	for {
		more, err := c.out.WriteTo(c.Conn) // which leaves what is still to be written
		n += int(more)
		if !errors.Is(err, os.ErrDeadlineExceeded) || c.writing.isOver(c.Conn.SetWriteDeadline) {
			return n, err
		}
	}
}

// CloseWrite is what net/http calls after an answer that ends a connection, so that the reader gets all of it.
func (c *conn) CloseWrite() error {
	if half, can := c.Conn.(interface{ CloseWrite() error }); can {
		return half.CloseWrite()
	}
	return nil
}

// SetDeadline implements net.Conn.
func (c *conn) SetDeadline(t time.Time) error {
	return errors.Join(c.SetReadDeadline(t), c.SetWriteDeadline(t))
}

// SetReadDeadline implements net.Conn. One that has passed since long is how net/http ends its looking out.
func (c *conn) SetReadDeadline(t time.Time) error {
	if c.isAsking && t.Before(longAgo) && c.reading.isNone() {
		return nil
	}
	return c.reading.set(t, c.Conn.SetReadDeadline)
}

// longAgo is before any deadline that is one.
var longAgo = time.Unix(1000, 0)

// SetWriteDeadline implements net.Conn.
func (c *conn) SetWriteDeadline(t time.Time) error {
	return c.writing.set(t, c.Conn.SetWriteDeadline)
}

// leftOf gives how many bytes are still to come of an answer that begins with a piece: nothing where none of its body is in it,
// as with HEAD, or where its head does not tell (RFC 9112 §6.2).
func leftOf(first []byte) int64 {
	head, body, whole := bytes.Cut(first, []byte("\r\n\r\n"))
	if !whole || len(body) == 0 || !bytes.HasPrefix(head, []byte("HTTP/1.")) {
		return 0
	}
	_, length, _ := bytes.Cut(head, []byte("\r\nContent-Length: "))
	length, _, _ = bytes.Cut(length, []byte("\r\n"))
	n, err := strconv.ParseInt(string(length), 10, 64)
	if err != nil {
		return 0
	}
	return max(0, n-int64(len(body)))
}
