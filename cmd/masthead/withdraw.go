package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source/index"
)

type withdrawCommand struct {
	Story string `arg:"" placeholder:"ID|URL" help:"The story: its id, or the address of its page."`
	projectFlags
	voiceFlags
	Notice string `placeholder:"TEXT" help:"What the feeds say in its place (default: This story has been withdrawn.)."`
	Erase  bool   `help:"Also forget all that is kept of it. Its id is never used again."`
}

// Run takes a story back: it enters it in withdrawn.yaml, and builds.
func (c *withdrawCommand) Run(ctx context.Context, u *ui) error {
	u.voiceFlags = c.voiceFlags
	p, err := c.load()
	if err != nil {
		return err
	}
	if err := p.RequireURL(); err != nil {
		return err
	}
	id, err := c.find(ctx, u, p)
	if err != nil {
		return err
	}
	list := filepath.Join(p.base, config.WithdrawnName)
	entry := config.Withdrawal{ID: id, Notice: c.Notice, At: p.now.UTC().Format(time.RFC3339), Erase: c.Erase}
	if err := config.AddWithdrawal(list, entry); err != nil {
		return err
	}
	u.say("%s: entered %s", list, id)
	if !exists(filepath.Join(p.output, manifestName)) {
		u.say("nothing is published in %s; what publishes elsewhere takes it out when it builds", p.output)
		return nil
	}
	err = (&buildCommand{projectFlags: c.projectFlags, voiceFlags: c.voiceFlags}).Run(ctx, u)
	if errors.Is(err, index.ErrBusy) {
		u.say("another masthead is at work, and takes it out now")
		return nil
	}
	return err
}

// find gives the id of the story.
func (c *withdrawCommand) find(ctx context.Context, u *ui, p *project) (string, error) {
	o, all, _, err := p.articles(ctx, u)
	if err != nil {
		return "", err
	}
	for _, a := range all {
		if a.ID == c.Story || a.Link == c.Story {
			return a.ID, nil
		}
	}
	state, _, err := p.statePath()
	if err != nil {
		return "", err
	}
	switch out, err := build.WasPublished(ctx, o, publish.Folder{Dir: p.output}, existing(state), c.Story); {
	case err != nil:
		return "", err
	case !out:
		return "", usageError{fmt.Errorf("no article has the id or address %s, and nothing was published under it; masthead list --json shows them", c.Story)}
	}
	return c.Story, nil
}

// existing gives the path of a file that is there; empty for one that is not.
func existing(path string) string {
	if !exists(path) {
		return ""
	}
	return path
}
