package config

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Selection says which articles a feed has. Every key that is written has to hold.
type Selection struct {
	Match     `yaml:",inline"`
	AllTags   Words `yaml:"all_tags" doc:"Every one of these tags has to be there; tag asks for one of several."`
	NoTag     Words `yaml:"no_tag" doc:"None of these tags may be there."`
	NoSection Words `yaml:"no_section" doc:"The section may be none of these."`
	NoCredit  Words `yaml:"no_credit" doc:"The agency may be none of these; * for your own stories alone."`
	HasRights bool  `yaml:"has_rights" doc:"The article states its rights by itself: a notice, a holder, a licence or usage terms."`
}

// What a family has a feed for each of.
const (
	EachTag      = "tag"
	EachSection  = "section"
	EachAuthor   = "author"
	EachLanguage = "language"
	EachYear     = "year"
	EachCredit   = "credit"
	EachFolder   = "folder"
)

func families() []string {
	return []string{EachTag, EachSection, EachAuthor, EachLanguage, EachYear, EachCredit, EachFolder}
}

// Called gives the name of the feed. A family is called after what it is of, if nobody calls it otherwise.
func (f *Feed) Called() string {
	if f.Name != "" || f.Each == "" {
		return f.Name
	}
	return f.Each + "s"
}

// Archive is by what spans of time the whole past of a feed is parted.
type Archive string

// The spans.
const (
	ByDay   Archive = "day"
	ByMonth Archive = "month"
	ByYear  Archive = "year"
)

// Orders of the items of a feed.
const (
	ByPublished = "published"
	ByUpdated   = "updated"
)

// ParseWindow reads a span as ParseSpan does, and 0 for an empty one.
func ParseWindow(s string) (time.Duration, error) {
	if s == "" {
		return 0, nil
	}
	return ParseSpan(s)
}

// selected checks which articles a feed has, and of which family it is.
func (v *validator) selected(f *Feed, at string) {
	v.match(&f.Select.Match, at+".select")
	v.checkGiven(at+".window", f.Window, func(s string) error {
		_, err := ParseWindow(s)
		return err
	})
	v.checkGiven(at+".order", f.Order, oneOf(ByPublished, ByUpdated))
	v.checkGiven(at+".images", f.Images, oneOf("all", "own", "none"))
	v.checkGiven(at+".language", f.Language, checkLanguage)
	v.checkGiven(at+".archive", string(f.Archive), oneOf(string(ByDay), string(ByMonth), string(ByYear)))
	switch {
	case f.Archive == "":
	case f.Window != "":
		v.blame(at+".archive", string(f.Archive), flaw("take one of them out", "a feed of the last %s has no archive", f.Window))
	case f.Order == ByUpdated:
		v.blame(at+".archive", string(f.Archive), flaw("take one of them out", "an archive is in the order of publication"))
	}
	v.family(f, at)
}

// family checks the keys of a family. Each of its feeds needs paths of its own.
func (v *validator) family(f *Feed, at string) {
	if f.Each == "" {
		for _, given := range []struct {
			key  string
			says bool
		}{{"at_least", f.AtLeast > 1}, {"only", len(f.Only) > 0}, {"except", len(f.Except) > 0}} {
			if given.says {
				v.says(at+"."+given.key, "is for families", "write each: tag beside it, or take it out")
			}
		}
		return
	}
	v.check(at+".each", f.Each, oneOf(families()...))
	if !slices.Contains(families(), f.Each) {
		return
	}
	if f.AtLeast < 0 {
		v.blame(at+".at_least", strconv.Itoa(f.AtLeast), flaw("write 1 or more", "%d is negative", f.AtLeast))
	}
	word := "{" + f.Each + "}"
	for _, o := range outputs(f, at) {
		if !strings.Contains(o.path, word) {
			v.blame(o.key, o.path, flaw("write "+word+" where its name is to stand, as in "+f.Each+"s/"+word+"/feed.xml", "%s is one path for all feeds of the family", quote(o.path)))
		}
		v.check(o.key, o.path, onlyWith(f.Each))
	}
	v.checkGiven(at+".title", f.Title, onlyWith(f.Each, "site"))
	v.checkGiven(at+".description", f.Description, onlyWith(f.Each, "site"))
}
