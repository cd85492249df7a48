package config

import "strings"

// feedFiles checks what has to do with feeds that are read: as sources, of which nobody can tell what was taken back, since a feed
// lets go of its oldest items; and those that ids are taken over from.
func (v *validator) feedFiles(c *Config) {
	for i, s := range c.Sources {
		if s.Feeds && c.OnDelete == "withdraw" {
			v.blame("on_delete", c.OnDelete, flaw("write go", "%s reads feeds, which let go of their oldest items without taking them back", v.describe(index("sources", i)+".feeds")))
			break
		}
	}
	for i, from := range c.IDsFrom {
		at := index("ids_from", i)
		if len(c.IDsFrom) == 1 {
			if _, listed := v.places[at]; !listed {
				at = "ids_from"
			}
		}
		v.check(at, from, checkOldFeed)
	}
}

// checkOldFeed checks a file of this machine, or an address.
func checkOldFeed(s string) error {
	switch {
	case strings.Contains(s, "://"):
		return checkAddress(s)
	case strings.TrimSpace(s) == "", strings.Contains(s, "\x00"), strings.HasSuffix(s, "/"):
		return flaw("write a file such as old/feed.xml, or an address", "%s is no file", quote(s))
	}
	return nil
}
