//go:build unix

package notify

import (
	"os/exec"
	"syscall"
)

// stopWithChildren has a command that takes too long be stopped with all that it started: a script is mostly waiting for
// another program. An interrupt from the terminal does not reach it; it is given its time to end.
func stopWithChildren(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
}
