package rights

import (
	"fmt"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source"
)

// Audit gives what a desk should look at in an article's rights: a story of others of whose rights nothing is said, a notice
// that contradicts another, a licence that nobody knows, rights that have ended, territories that leave no country, a picture
// that is credited to nobody. Nothing of it keeps the article inside.
func (p Publication) Audit(a *source.Article, now time.Time) (list []source.Problem) {
	warn := func(from source.Origin, field, message, fix string) {
		list = append(list, source.Problem{File: from.File, Line: from.Line, Column: from.Column, Field: field, Message: message, Fix: fix})
	}
	r := &a.Rights
	if p.Origin(a) != "" && !r.Notice.Known() && !r.Holder.Known() && !r.Licenses.Known() && !r.UsageTerms.Known() {
		warn(a.Credit.From, "rights", "nothing says whose they are, for a story from "+p.Origin(a), "name it under agencies, or write rights in the article")
	}
	list = append(list, conflicts(a)...)
	for _, p := range a.Problems { // why no feed has it
		if p.Field == "territories" {
			list = append(list, p)
		}
	}
	for _, l := range r.Licenses.Value {
		if l.URL == "" {
			warn(r.Licenses.From, "rights.license", fmt.Sprintf("no licence is known as %q", l.Title), "write its address, or a name with its version such as CC-BY-4.0")
		}
	}
	if a.Expires.Known() && !now.Before(a.Expires.Value) {
		warn(a.Expires.From, "expires", "what may be done with it ended "+a.Expires.Value.Format("2006-01-02 15:04:05 -0700"), "")
	}
	const uncredited = " is credited to nobody"
	if m := a.Image.Value; isUncredited(m) {
		warn(a.Image.From, "image", m.URL+uncredited, "write image: {url: …, credit: …}")
	}
	for _, m := range a.Media.Value {
		if m.URL != a.Image.Value.URL && isUncredited(m) {
			warn(a.Media.From, "media", m.URL+uncredited, "write media: [{url: …, credit: …}]")
		}
	}
	return list
}

// isUncredited reports that nobody is named for a picture, or for what may be one.
func isUncredited(m source.Media) bool {
	kind := m.TypeOrEnding()
	return m.URL != "" && m.Credit == "" && m.Rights == "" && (kind == "" || strings.HasPrefix(kind, "image/"))
}
