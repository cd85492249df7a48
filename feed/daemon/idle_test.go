//go:build linux || darwin

package daemon_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/masthead-feeds/masthead/feed/daemon"
)

// idleBound is how many bytes an idle connection may take: the goroutine's stack, two buffers of 4 kB, and some records.
const idleBound = 32 << 10

// holdEnv tells the test binary to hold connections: how many, and where.
const holdEnv = "MASTHEAD_TEST_HOLD"

// Connections that do nothing cost little, and keep nobody from being served.
func TestIdleConnectionsCostLittle(t *testing.T) {
	n := 10_000
	if os.Getenv("CI") != "" || testing.Short() {
		n = 2_000
	}
	allowFiles(t, n+200)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := start(t, daemon.Options{Listener: listener, Handler: hello}, nil)
	address := "http://" + listener.Addr().String() + "/"
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	getText(t, client, address)

	before := memory()
	release := holdConnections(t, n, listener.Addr().String())
	if each := (memory() - before) / int64(n); each > idleBound {
		t.Errorf("an idle connection takes %d bytes, want at most %d", each, idleBound)
	}
	if _, body := getText(t, client, address); body != "hello" {
		t.Errorf("the answer is %q", body)
	}
	release()
	r.cancel()
	if err := <-r.done; err != nil {
		t.Error(err)
	}
}

// memory gives the bytes in use, on the heap and on stacks.
func memory() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}

// allowFiles has the system allow that many open files, and skips the test where it will not.
func allowFiles(t *testing.T, n int) {
	t.Helper()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	if limit.Cur >= uint64(n) {
		return
	}
	limit.Cur, limit.Max = uint64(n), max(limit.Max, uint64(n))
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Skipf("%d open files are not allowed (ulimit -n): %v", n, err)
	}
}

// holdConnections has another process hold connections that were answered once and are idle; the limit on open files is for
// each process. It ends with release.
func holdConnections(t *testing.T, n int, address string) (release func()) {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHoldsConnections$", "-test.v")
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%d %s", holdEnv, n, address))
	hold, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	for line := make([]byte, 1024); !strings.Contains(said.String(), "all are held"); {
		n, err := out.Read(line)
		said.Write(line[:n])
		if err != nil {
			t.Fatalf("the connections are not held: %v\n%s", err, said.String())
		}
	}
	return func() {
		_ = hold.Close()
		_, _ = io.Copy(io.Discard, out)
		if err := c.Wait(); err != nil {
			t.Error(err)
		}
	}
}

// TestHoldsConnections is the other process of holdConnections, and nothing by itself.
func TestHoldsConnections(t *testing.T) {
	var (
		n       int
		address string
	)
	if _, err := fmt.Sscanf(os.Getenv(holdEnv), "%d %s", &n, &address); err != nil {
		return
	}
	var all sync.WaitGroup
	for dialer := range 20 {
		all.Go(func() {
			for i := dialer; i < n; i += 20 {
				holdOne(t, address)
			}
		})
	}
	all.Wait()
	if t.Failed() {
		return
	}
	fmt.Println("all are held")
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func holdOne(t *testing.T, address string) {
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Error(err)
		return
	}
	t.Cleanup(func() { _ = c.Close() })
	if _, err := io.WriteString(c, request); err != nil {
		t.Error(err)
		return
	}
	answer := make([]byte, 0, 512)
	for !bytes.HasSuffix(answer, []byte("hello")) {
		n, err := c.Read(answer[len(answer):cap(answer)])
		answer = answer[:len(answer)+n]
		if err != nil {
			t.Error(err)
			return
		}
	}
}
