package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/source/index"
)

// noState is what is said for keeping nothing.
const noState = "none"

// openState opens the state of the project; it is nil where none is kept, and where there is none and none is to be made.
// Close it.
func (p *project) openState(ctx context.Context, u *ui, dryRun bool) (*build.State, error) {
	path, chosen, err := p.statePath()
	if strings.Contains(path, "://") {
		return nil, usageError{fmt.Errorf("state %s: this version keeps its state in a file; name one, or say none", path)}
	}
	if err != nil || path == "" {
		if err != nil {
			u.note("no state is kept, and each build reads everything: %v", err)
		}
		return nil, nil
	}
	if dryRun && !exists(path) {
		return nil, nil
	}
	state, err := index.Open(ctx, path)
	if err != nil && !chosen && !errors.Is(err, index.ErrBusy) {
		u.note("no state is kept, and each build reads everything: %v; say --state and a place that can be written, or --state none", err)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, note := range state.Notes {
		u.note("%s", note)
	}
	return &build.State{State: state, Path: path}, nil
}

// statePath gives where the state is kept, and whether somebody said so; it is empty for none. Where there is no
// configuration to keep it beside it is the user's: never in the folder of the articles. As of another instant than now there
// is none unless somebody says so: the ledger would tell of what never went out.
func (p *project) statePath() (path string, chosen bool, err error) {
	switch {
	case p.state == noState, p.state == "" && p.State == noState:
		return "", true, nil
	case p.state != "":
		return p.state, true, nil
	case p.standIn, !p.isNow:
		return "", false, nil
	case filepath.IsAbs(p.State), strings.Contains(p.State, "://"):
		return p.State, true, nil
	case p.State != "":
		return filepath.Join(p.base, p.State), true, nil
	case p.File() != "":
		return filepath.Join(p.base, ".masthead", "state.db"), false, nil
	}
	folder, err := userState()
	if err != nil {
		return "", false, err
	}
	articles, err := filepath.Abs(p.base)
	if err != nil {
		return "", false, err
	}
	sum := sha256.Sum256([]byte(articles))
	return filepath.Join(folder, "masthead", fmt.Sprintf("%s-%x.db", filepath.Base(articles), sum[:4])), false, nil
}

// userState gives the folder for what programs keep for a user from one run to the next (XDG Base Directory Specification).
func userState() (string, error) {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return os.UserConfigDir()
	}
	home, err := os.UserHomeDir()
	if err == nil && home == "" {
		err = errors.New("no home folder is known")
	}
	return filepath.Join(home, ".local", "state"), err
}
