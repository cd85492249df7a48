package daemon

import (
	"bytes"
	"net"
	"strconv"
	"sync"
)

// piece is how many bytes the HTTP/1 server of net/http gathers before it sends them: the head of an answer and the beginning
// of its body.
const piece = 4 << 10

// joining accepts connections that send an answer at once, where net/http sends its first piece by itself and then the rest.
// That would be one more call of the system, and would wake the reader once more.
type joining struct{ net.Listener }

func (l joining) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &joinedConn{Conn: c}, nil
}

// joinedConn holds the first piece of an answer until the rest of it comes, which is in memory by then. Answers of another
// kind pass by it, as do HTTP/2 and TLS. Like every connection of net/http it is written to by one goroutine at a time.
type joinedConn struct {
	net.Conn
	held *[piece]byte // nil for nothing
	left int64        // bytes of the answer under way that are still to be written
	both [2][]byte
	out  net.Buffers
}

// pieces are those that nobody holds.
var pieces = sync.Pool{New: func() any { return new([piece]byte) }}

// Write implements net.Conn. An error of the first piece is that of the write after it.
func (c *joinedConn) Write(p []byte) (int, error) {
	if c.left == 0 && len(p) == piece {
		if c.left = leftOf(p); c.left > 0 {
			c.held = pieces.Get().(*[piece]byte)
			return copy(c.held[:], p), nil
		}
	}
	n, err := c.write(p)
	c.left = max(0, c.left-int64(n))
	return n, err
}

func (c *joinedConn) write(p []byte) (int, error) {
	if c.held == nil {
		return c.Conn.Write(p)
	}
	c.both = [2][]byte{c.held[:], p}
	c.out = c.both[:]
	n, err := c.out.WriteTo(c.Conn)
	pieces.Put(c.held)
	c.held, c.both[1] = nil, nil
	return int(max(0, n-piece)), err
}

// CloseWrite is what net/http calls after an answer that ends a connection, so that the reader gets all of it.
func (c *joinedConn) CloseWrite() error {
	if half, can := c.Conn.(interface{ CloseWrite() error }); can {
		return half.CloseWrite()
	}
	return nil
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
