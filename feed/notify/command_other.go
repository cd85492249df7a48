//go:build !unix

package notify

import "os/exec"

// stopWithChildren stops the command alone: nothing else is known of what it started.
func stopWithChildren(*exec.Cmd) {}
