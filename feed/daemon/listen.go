package daemon

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"

	"github.com/masthead-feeds/masthead/config"
)

const (
	// socketMode lets the group in, which a proxy is put into; everybody else is kept out.
	socketMode fs.FileMode = 0o660
	// longestPath is how many bytes a socket's path may have on Linux; other systems allow a few less.
	longestPath = 107
	// firstPassed is the first file that systemd passes, after the three that every process has.
	firstPassed = 3
)

// Listen opens the listener at an address of serve.listen: host:port, unix:PATH for a socket file, or systemd for the socket
// that it passes. A socket file that a dead process left is taken; whoever is in its group may use the new one. Closing the
// listener removes the file.
func Listen(address string) (net.Listener, error) {
	if address == config.Systemd {
		return passed()
	}
	if path, isPath := strings.CutPrefix(address, config.UnixPrefix); isPath {
		return listenUnix(path)
	}
	return net.Listen("tcp", address)
}

// listenUnix takes the place of a socket that a dead process left behind, and of nothing else.
func listenUnix(path string) (net.Listener, error) {
	if len(path) > longestPath {
		return nil, fmt.Errorf("%s: %d bytes are more than the %d that the path of a socket may have", path, len(path), longestPath)
	}
	if info, err := os.Lstat(path); err == nil {
		if info.Mode().Type() != fs.ModeSocket {
			return nil, fmt.Errorf("%s is there, and is no socket", path)
		}
		if err := removeDead(path); err != nil {
			return nil, err
		}
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, socketMode); err != nil {
		_ = l.Close()
		return nil, err
	}
	return l, nil
}

// removeDead removes a socket at which nobody answers.
func removeDead(path string) error {
	c, err := net.Dial("unix", path)
	switch {
	case err == nil:
		_ = c.Close()
		return fmt.Errorf("%s: somebody listens there already", path)
	case errors.Is(err, syscall.ECONNREFUSED):
		return os.Remove(path)
	}
	return err
}

// passed gives the socket that systemd opened for this service (sd_listen_fds(3)). What the environment says of it is taken
// out, so that no child process believes it.
func passed() (net.Listener, error) {
	pid, number := os.Getenv("LISTEN_PID"), os.Getenv("LISTEN_FDS")
	for _, name := range []string{"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"} {
		if err := os.Unsetenv(name); err != nil {
			return nil, err
		}
	}
	if pid != strconv.Itoa(os.Getpid()) {
		return nil, errors.New("systemd passed no socket to this process: enable a socket unit for the service, or write an address")
	}
	if number != "1" {
		return nil, fmt.Errorf("systemd passed %s sockets: the socket unit has to name one", number)
	}
	file := os.NewFile(firstPassed, "socket of systemd")
	defer file.Close() // the listener has a copy
	l, err := net.FileListener(file)
	if err != nil {
		return nil, fmt.Errorf("the socket that systemd passed: %w", err)
	}
	return l, nil
}
