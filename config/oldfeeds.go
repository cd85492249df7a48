package config

import "strings"

// oldFeeds checks where the ids of the articles are taken over from.
func (v *validator) oldFeeds(c *Config) {
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
