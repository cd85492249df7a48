// Masthead publishes a folder of articles as RSS, Atom and JSON Feed, with bylines and rights intact.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	_ "time/tzdata" // a time zone means the same on a machine that has no zone files
)

func main() {
	if os.Getenv("GOGC") == "" { // memory is dearer than the few milliseconds that it takes to use less of it
		debug.SetGCPercent(50)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
