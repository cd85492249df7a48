package main

import (
	"context"
	"fmt"
	"runtime"

	"github.com/masthead-feeds/masthead/feed"
)

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(_ context.Context, u *ui) error {
	_, err := fmt.Fprintf(u.out, "masthead %s (%s, %s/%s)\n", feed.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
