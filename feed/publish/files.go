package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// openRegular opens a file that is one.
func openRegular(path string) (*os.File, error) {
	if err := checkRegular(path); err != nil {
		return nil, err
	}
	return os.Open(path)
}

// checkRegular is for what is about to be read: reading a pipe or a device would wait for ever.
func checkRegular(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, syscall.ENOTDIR) {
		return fmt.Errorf("%w; remove the file that is in the way, or choose another -o", err)
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is %s; remove it or choose another -o", path, kindOf(info.Mode()))
	}
	return nil
}

// kindOf says what a file that is none is instead.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a directory"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "not a regular file"
}

const (
	tempPrefix = ".masthead-"
	tempEnding = ".tmp"
	// abandoned is the age from which a temporary file is one that a killed build left behind, on whatever machine.
	abandoned = time.Hour
)

// tempPattern names temporary files after the machine and the process that write them, so that a later build can tell
// that nobody does any more. The machine's name is a hash: the folder is read by everybody.
func tempPattern() string {
	return tempPrefix + machine() + "-" + strconv.Itoa(os.Getpid()) + "-*" + tempEnding
}

func machine() string {
	name, _ := os.Hostname() // without one, all machines are taken for one
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:4])
}

// sweep removes what builds that were killed have left behind. What cannot be removed does no harm. It runs when this
// process has no temporary file left in the folder.
func (f Folder) sweep() {
	entries, err := os.ReadDir(f.Dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if isTemp(e.Name()) && isLeft(e) {
			_ = os.Remove(filepath.Join(f.Dir, e.Name()))
		}
	}
}

func isTemp(name string) bool {
	return strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempEnding)
}

// isLeft reports that nobody writes a temporary file any more.
func isLeft(e fs.DirEntry) bool {
	if pid, ok := writerOf(e.Name()); ok && (pid == os.Getpid() || !isAlive(pid)) {
		return true
	}
	info, err := e.Info()
	return err == nil && time.Since(info.ModTime()) > abandoned
}

// writerOf gives the process that a temporary file is named after; ok is false for one of another machine.
func writerOf(name string) (pid int, ok bool) {
	rest, ours := strings.CutPrefix(name, tempPrefix+machine()+"-")
	number, _, found := strings.Cut(rest, "-")
	pid, err := strconv.Atoi(number)
	return pid, ours && found && err == nil && pid > 0
}

// isAlive reports whether a process runs. Where signal 0 is not known, finding it is the answer.
func isAlive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	return !errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
