package notify

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const (
	commandLimit = time.Minute
	// lastWords is how long a command that was stopped, or what it has left running, may go on writing.
	lastWords = time.Second
	// outputLimit is how many of the last bytes that a command writes are told.
	outputLimit = 2 << 10
)

// runCommand runs the command with the changed addresses on its standard input, one a line. The error has the end of what it
// wrote; not its arguments, which may hold a secret.
func runCommand(ctx context.Context, o *Options, changed []string, limit time.Duration) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("stopped, as it took longer than %v", limit))
	defer cancel()
	program, err := programIn(o.Dir, o.Command[0])
	if err != nil {
		return err
	}
	var output tail
	c := exec.CommandContext(ctx, program, o.Command[1:]...)
	c.Dir = o.Dir
	c.Stdin = strings.NewReader(strings.Join(changed, "\n") + "\n")
	c.Stdout, c.Stderr = &output, &output
	c.WaitDelay = lastWords
	stopWithChildren(c)
	err = c.Run()
	switch cause := context.Cause(ctx); {
	case err == nil:
		return nil
	case cause != nil:
		err = cause
	case errors.Is(err, exec.ErrWaitDelay): // it has ended well, and left something running
		return nil
	}
	if text := output.String(); text != "" {
		err = fmt.Errorf("%w: %s", err, text)
	}
	return fmt.Errorf("%s: %w", o.Command[0], err)
}

// programIn finds a program that is named by a path from the folder, and leaves one that is to be searched for.
func programIn(dir, name string) (string, error) {
	if filepath.IsAbs(name) || !strings.ContainsAny(name, `/`+string(filepath.Separator)) {
		return name, nil
	}
	return filepath.Abs(filepath.Join(dir, name))
}

// tail keeps the last of what is written to it.
type tail struct{ kept []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if extra := len(t.kept) - outputLimit; extra > 0 {
		t.kept = append(t.kept[:0], t.kept[extra:]...)
	}
	return len(p), nil
}

// String gives what was kept, on one line.
func (t *tail) String() string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(string(t.kept), "\uFFFD")), " ")
}
