package daemon

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Whatever deadlines are set, and when, reading and writing end as they do on a connection that is told of all of them.
func TestDeadlinesAreThoseThatWereSet(t *testing.T) {
	for seed := range uint64(300) {
		var told [2]string
		for i, wrap := range []func(net.Conn) net.Conn{
			func(c net.Conn) net.Conn { return c },
			func(c net.Conn) net.Conn { return &conn{Conn: c} },
		} {
			synctest.Test(t, func(t *testing.T) {
				client, server := net.Pipe()
				var came bytes.Buffer
				var others sync.WaitGroup
				told[i] = history(wrap(server), client, rand.New(rand.NewPCG(seed, 1)), &came, &others)
				_ = errors.Join(client.Close(), server.Close())
				others.Wait()
				told[i] += fmt.Sprintf("%d bytes came, %x", came.Len(), sha256.Sum256(came.Bytes()))
			})
		}
		if told[0] != told[1] {
			t.Fatalf("seed %d: with all deadlines\n%s\nand here\n%s", seed, told[0], told[1])
		}
	}
}

// history does things to one end of a connection, and tells when each of them ended, and how. The other end writes and reads now
// and then.
func history(c net.Conn, other io.ReadWriter, random *rand.Rand, came *bytes.Buffer, both *sync.WaitGroup) string {
	begun := time.Now()
	others := rand.New(rand.NewPCG(random.Uint64(), 2))
	both.Go(func() {
		for {
			time.Sleep(upTo(others, 40*time.Second))
			if _, err := other.Write(make([]byte, 1+others.IntN(20))); err != nil {
				return
			}
		}
	})
	slowly := rand.New(rand.NewPCG(random.Uint64(), 3))
	both.Go(func() {
		for {
			time.Sleep(upTo(slowly, 20*time.Second))
			part := make([]byte, 1+slowly.IntN(4000))
			n, err := other.Read(part)
			if came.Write(part[:n]); err != nil {
				return
			}
		}
	})
	answer := []byte("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n")
	for n := range 9000 {
		answer = append(answer, 'a'+byte(n%26))
	}
	instant := func() time.Time {
		switch random.IntN(5) {
		case 0:
			return time.Time{}
		case 1:
			return time.Unix(1, 0)
		}
		return time.Now().Add(upTo(random, time.Minute))
	}
	var told strings.Builder
	say := func(what string, n int, err error) {
		fmt.Fprintf(&told, "%v %s %d %v\n", time.Since(begun), what, n, errors.Is(err, os.ErrDeadlineExceeded))
	}
	for range 40 {
		time.Sleep(time.Nanosecond) // of two things at one instant either may come first
		switch random.IntN(6) {
		case 0:
			say("deadline", 0, c.SetReadDeadline(instant()))
		case 1:
			say("deadline", 0, c.SetWriteDeadline(instant()))
		case 2:
			say("deadlines", 0, c.SetDeadline(instant()))
		case 3:
			time.Sleep(upTo(random, 30*time.Second))
		case 4:
			ending := time.AfterFunc(upTo(random, 5*time.Minute), func() { _ = c.SetReadDeadline(time.Unix(1, 0)) })
			n, err := c.Read(make([]byte, 2+random.IntN(30)))
			say("read", n, err)
			ending.Stop()
		case 5:
			sent := 0
			parts := [][]byte{answer[:piece], answer[piece:]} // whose first is held
			if random.IntN(2) == 0 {
				parts = [][]byte{answer}
			}
			for _, part := range parts {
				n, err := c.Write(part)
				if sent += n; err != nil {
					say("write", len(parts)%2*sent, err) // of the first of two nothing is known
					return told.String()
				}
			}
			say("write", sent, nil)
		}
	}
	return told.String()
}

// upTo gives a time that hardly is the same twice.
func upTo(random *rand.Rand, most time.Duration) time.Duration {
	return 1 + time.Duration(random.Int64N(int64(most)))
}

// counted counts the deadlines that it is told of.
type counted struct {
	net.Conn
	n int
}

func (c *counted) SetReadDeadline(time.Time) error  { c.n++; return nil }
func (c *counted) SetWriteDeadline(time.Time) error { c.n++; return nil }
func (c *counted) Read(p []byte) (int, error)       { return copy(p, "GET /"), nil }

// What net/http sets for a request costs nothing where the request before it was a moment ago.
func TestFewDeadlinesAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		told := &counted{}
		c := &conn{Conn: told}
		for range 1000 {
			_ = c.SetReadDeadline(time.Now().Add(requestTimeout))
			_, _ = c.Read(make([]byte, 100))
			_ = c.SetWriteDeadline(time.Now().Add(answerTimeout))
			_ = c.SetReadDeadline(time.Time{}) // it looks out
			if n, err := c.Read(make([]byte, 1)); n > 0 || err != nil {
				t.Fatalf("looking out gave %d, %v", n, err)
			}
			_ = c.SetReadDeadline(time.Unix(1, 0)) // and ends it
			_ = c.SetReadDeadline(time.Time{})
			_ = c.SetWriteDeadline(time.Time{})
			_ = c.SetReadDeadline(time.Now().Add(idleTimeout))
			time.Sleep(time.Millisecond)
		}
		if told.n != 2 {
			t.Errorf("the connection was told of %d", told.n)
		}
	})
}

// What net/http reads while it answers is not read, and how it ends that is not told; all else is as it would be.
func TestOnlyLookingOutIsSpared(t *testing.T) {
	for name, c := range map[string]struct {
		request      string
		length       int           // of what is read
		within, ends time.Duration // the deadline, and when another ends it; zero for none
		want         string
	}{
		"looking out":                     {"GET /", 1, 0, 0, "nothing after 0s"},
		"a byte after a POST":             {"POST /", 1, 0, 0, "a byte after 1m0s"},
		"a byte by a deadline":            {"GET /", 1, time.Hour, 0, "a byte after 1m0s"},
		"a byte by a deadline that comes": {"GET /", 1, time.Second, 0, "the deadline after 1s"},
		"more than a byte":                {"GET /", 2, 0, 0, "a byte after 1m0s"},
		"what is ended":                   {"GET /", 2, time.Hour, time.Second, "the deadline after 1s"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, server := net.Pipe()
				read := &conn{Conn: server}
				var other sync.WaitGroup
				other.Go(func() {
					_, _ = io.WriteString(client, c.request)
					time.Sleep(time.Minute)
					_, _ = client.Write([]byte("x"))
				})
				if _, err := io.ReadFull(read, make([]byte, len(c.request))); err != nil {
					t.Fatal(err)
				}
				begun := time.Now()
				if c.within > 0 {
					_ = read.SetReadDeadline(begun.Add(c.within))
				}
				if c.ends > 0 {
					time.AfterFunc(c.ends, func() { _ = read.SetReadDeadline(time.Unix(1, 0)) })
				}
				n, err := read.Read(make([]byte, c.length))
				got := "nothing"
				switch {
				case errors.Is(err, os.ErrDeadlineExceeded):
					got = "the deadline"
				case n == 1 && err == nil:
					got = "a byte"
				}
				if got += fmt.Sprintf(" after %v", time.Since(begun)); got != c.want {
					t.Errorf("it gave %s, want %s", got, c.want)
				}
				_ = errors.Join(client.Close(), server.Close())
				other.Wait()
			})
		})
	}
}
