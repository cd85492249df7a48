package daemon_test

import (
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/feed/daemon"
)

// socketPath is short: some systems allow a hundred bytes only.
func socketPath(t *testing.T) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("socket files have no mode there")
	}
	dir, err := os.MkdirTemp("", "m")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "masthead.sock")
}

func TestASocketIsForItsOwnerAndGroupAndGoesWithTheListener(t *testing.T) {
	path := socketPath(t)
	l, err := daemon.Listen("unix:" + path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != fs.ModeSocket|0o660 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(path); err == nil {
		t.Error("the socket is still there")
	}
}

func TestTheSocketOfADeadProcessIsReplaced(t *testing.T) {
	path := socketPath(t)
	dead, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	dead.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := dead.Close(); err != nil {
		t.Fatal(err)
	}
	l, err := daemon.Listen("unix:" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	_ = c.Close()
}

func TestNothingElseIsReplacedByASocket(t *testing.T) {
	path := socketPath(t)
	live, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer live.Close()
	file := filepath.Join(filepath.Dir(path), "feed.xml")
	write(t, file, "precious")
	for name, want := range map[string]string{
		path:                     "somebody listens there already",
		file:                     "is no socket",
		filepath.Dir(path):       "is no socket",
		path + "/a":              "not a directory",
		strings.Repeat("a", 200): "200 bytes are more than the 107",
	} {
		if l, err := daemon.Listen("unix:" + name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", name, l, err)
		}
	}
	if c, err := net.Dial("unix", path); err != nil {
		t.Errorf("the live one is gone: %v", err)
	} else {
		_ = c.Close()
	}
	if data, err := os.ReadFile(file); string(data) != "precious" {
		t.Errorf("the file is %q, %v", data, err)
	}
}

func TestSystemdPassesNothingToSomebodyElse(t *testing.T) {
	t.Setenv("LISTEN_FDS", "1")
	t.Setenv("LISTEN_PID", "1")
	if l, err := daemon.Listen("systemd"); err == nil || !strings.Contains(err.Error(), "passed no socket") {
		t.Errorf("%v, %v", l, err)
	}
	if os.Getenv("LISTEN_FDS") != "" {
		t.Error("children would be told of it")
	}
}
