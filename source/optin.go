package source

import (
	"bytes"
	"io/fs"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// This file reads where notes are private unless they say otherwise: a vault of which a program publishes what asks for it.

// The keys by which a note asks to be published: that of Quartz, and that of digital gardens of Obsidian.
const (
	quartzAsks = "publish"
	gardenAsks = "dg-publish"
)

func asksToBeOut(key string) bool { return key == quartzAsks || key == gardenAsks }

// optInLayer holds all notes of a site that publishes only those that ask for it.
func (d *Folder) optInLayer(s *site, site fs.FS, up string) *Article {
	a := &Article{}
	hold := func(file, key string, line int) {
		a.Draft.Set(true, Origin{File: up + file, Line: line, Column: 1, Rule: siteDataRule, Key: key})
	}
	switch {
	case s == nil:
	case s.program == "Quartz":
		if file, config := d.configOf(site, "quartz.config.yaml"); file != "" {
			plugins, _ := config.Fold("plugins")
			for _, v := range plugins.Value.List {
				named, _ := v.Fold("source")
				enabled, said := v.Fold("enabled")
				if yes, _ := truth(enabled.Value); strings.HasSuffix(named.Value.Text, "explicit-publish") && (yes || !said) {
					hold(file, quartzAsks, v.Line)
				}
			}
		}
		if data, err := fs.ReadFile(site, quartzProgram); err == nil {
			if at := explicitPublish.FindIndex(data); at != nil {
				hold(quartzProgram, quartzAsks, 1+bytes.Count(data[:at[1]], []byte{'\n'}))
			}
		}
	case s.program == "Obsidian":
		const plugins = ".obsidian/community-plugins.json" // those that are turned on
		if data, err := fs.ReadFile(site, plugins); err == nil && bytes.Contains(data, []byte(`"digitalgarden"`)) {
			hold(plugins, gardenAsks, 1)
		}
	}
	return a
}

// explicitPublish matches the plugin where it is used, and not in a comment.
var explicitPublish = pattern.New(`(?m)^(?:[^/\n]|/[^/\n])*(?:ExplicitPublish\(|/?explicit-publish["'])`)
