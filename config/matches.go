package config

import (
	"path"
	"slices"
	"strings"
	"time"
)

// match checks what a rule asks for, so that no rule waits for what cannot be.
func (v *validator) match(m *Match, at string) {
	v.checkGiven(at+".since", m.Since, checkDate)
	v.checkGiven(at+".until", m.Until, checkDate)
	since, err := ParseDate(m.Since, time.UTC)
	until, err2 := ParseDate(m.Until, time.UTC)
	if err == nil && err2 == nil && !since.IsZero() && !until.IsZero() && !since.Before(until) {
		v.blame(at+".until", m.Until, flaw("write a later date; an article is published before it", "%s is not after since, %s", quote(m.Until), quote(m.Since)))
	}
	v.words(m.Path, at+".path", checkGlob)
	v.words(m.Language, at+".language", func(s string) error {
		if strings.Contains(s, "*") {
			return nil
		}
		return checkLanguage(s)
	})
}

// words applies rule to each of some words.
func (v *validator) words(words Words, at string, rule func(string) error) {
	for i, word := range words {
		v.check(v.wordKey(at, i), word, rule)
	}
}

// wordKey gives the key of a word: of one that stands alone that of them all.
func (v *validator) wordKey(at string, i int) string {
	if key := index(at, i); v.places[key] != (place{}) {
		return key
	}
	return at
}

// agencyNames checks that no two agencies have a name in common: their terms would add up on every story of either.
func (v *validator) agencyNames(agencies []Agency) {
	first := map[string]string{}
	for i, a := range agencies {
		at := index("agencies", i)
		for n, name := range append([]string{a.Name}, a.Aliases...) {
			key := at + ".name"
			if n > 0 {
				key = v.wordKey(at+".aliases", n-1)
			}
			folded := fold(strings.Join(strings.Fields(name), " "))
			other, taken := first[folded]
			if taken && !strings.HasPrefix(other, at+".") {
				v.blame(key, name, flaw("write each agency once, with all its names", "%s is called so, too: %s", v.describe(other), quote(name)))
			}
			if !taken && folded != "" {
				first[folded] = key
			}
		}
	}
}

// Remarks gives what is allowed and may well be a slip: a rule for a source that is none of the folders. It may be the name of
// where stories were first published, which their files alone know. Each is a line as Error writes it.
func (c *Config) Remarks() (list []string) {
	remark := func(m *Match, at string) {
		for i, name := range m.Source {
			isFolder := slices.ContainsFunc(c.Sources, func(s Source) bool { return fold(path.Clean(s.Dir)) == fold(path.Clean(name)) })
			if isFolder || strings.Contains(name, "*") {
				continue
			}
			v := validator{file: c.file, places: c.places}
			v.says(v.wordKey(at+".source", i), quote(name)+" is no folder under sources, and is taken for where stories were first published", "write the folder as it stands there, if that is meant")
			list = append(list, v.faults[0].Error())
		}
	}
	for i := range c.Policy {
		remark(&c.Policy[i].Match, index("policy", i)+".match")
	}
	for n := range c.Feeds {
		for i := range c.Feeds[n].Policy {
			remark(&c.Feeds[n].Policy[i].Match, index(index("feeds", n)+".policy", i)+".match")
		}
	}
	return list
}
