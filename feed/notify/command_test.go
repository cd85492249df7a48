//go:build unix

package notify

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// shell gives the options of a command that is a script.
func shell(t *testing.T, script string, args ...string) *Options {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "told.sh"), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return &Options{Dir: dir, Command: append([]string{"./told.sh"}, args...)}
}

func TestTheCommandReadsWhatChanged(t *testing.T) {
	o := shell(t, `cat > got; printf '%s|' "$@" >> got`, "a b", "$HOME;ls")
	if err := o.command(t.Context(), []string{"https://example.org/a", "https://example.org/b"}, time.Minute); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(o.Dir, "got"))
	if want := "https://example.org/a\nhttps://example.org/b\na b|$HOME;ls|"; err != nil || string(got) != want {
		t.Errorf("got %q, want %q (%v)", got, want, err)
	}
}

// What a command said last is told when it fails, and nothing of its arguments.
func TestACommandThatFailsSaysWhy(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for _, c := range []struct{ script, want string }{
		{"exit 0", ""},
		{"exec 0<&-; exit 3", "./told.sh: exit status 3"},
		{"echo " + long + "; echo out; echo of >&2; echo paper; exit 3", "x out of paper"},
		{`printf 'caf\351'; exit 1`, "./told.sh: exit status 1: caf\uFFFD"},
	} {
		err := shell(t, c.script, "s3cret").command(t.Context(), []string{long, long}, time.Minute)
		if (err == nil) != (c.want == "") || err != nil && (!strings.HasSuffix(err.Error(), c.want) || strings.Contains(err.Error(), "s3cret") ||
			len(err.Error()) > outputLimit+100) {
			t.Errorf("%.60s: %v", c.script, err)
		}
	}
	for _, name := range []string{"./none.sh", "no-such-program-anywhere"} {
		if err := (&Options{Dir: t.TempDir(), Command: []string{name}}).command(t.Context(), nil, time.Minute); err == nil || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestACommandThatTakesTooLongIsStopped(t *testing.T) {
	err := shell(t, "echo waiting; sleep 600").command(t.Context(), nil, time.Millisecond)
	if want := "./told.sh: stopped, as it took longer than 1ms"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// What a command has started is stopped with it: a pipe that a child holds open ends.
func TestACommandIsStoppedWithItsChildren(t *testing.T) {
	o := shell(t, "sleep 600 > pipe & wait")
	pipe := filepath.Join(o.Dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute) // a guard, not a measure
	defer stop()
	ended := make(chan error, 1)
	go func() {
		f, err := os.Open(pipe) // once the child has it
		stop()
		if err == nil {
			_, err = io.Copy(io.Discard, f)
		}
		ended <- err
	}()
	if err := o.command(ctx, nil, time.Minute); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Error("the child lives on")
	}
}
