package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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
	if err := checkNotice(c.Notice); err != nil {
		return usageError{fmt.Errorf("--notice: %w", err)}
	}
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

// checkNotice refuses what readers would see as nothing, or as what nobody wrote: it is published at once, and in every feed that
// carried the story.
func checkNotice(s string) error {
	switch {
	case s == "":
		return nil
	case !utf8.ValidString(s):
		return errors.New("is not written in UTF-8; write it anew")
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }):
		return errors.New("has a line break or another control character; write one line of text")
	case strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) }) == "":
		return errors.New("is blank; write what the feeds should say, or leave it out")
	}
	return nil
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
