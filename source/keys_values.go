package source

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/meta"
	"golang.org/x/text/language"
)

func (r record) from(p meta.Pair) Origin {
	return Origin{File: r.file, Line: p.Value.Line, Column: p.Value.Column, Rule: r.rule, Key: p.Key}
}

func (r record) problem(field string, v meta.Value, message, fix string) {
	r.a.Problem(Problem{File: r.file, Line: v.Line, Column: v.Column, Field: field, Message: message, Fix: fix})
}

// scalar gives the value as text; a list or a map is a fault of the field.
func (r record) scalar(p meta.Pair) (string, bool) {
	switch v := p.Value; v.Kind {
	case meta.List, meta.Map:
		r.problem(p.Key, v, "expected text, found "+kindName(v.Kind), "write "+p.Key+": and the text behind it")
		return "", false
	default:
		s := strings.TrimSpace(v.Text)
		return s, s != ""
	}
}

func kindName(k meta.Kind) string {
	if k == meta.List {
		return "a list"
	}
	return "a map"
}

func (r record) text(f *Field[string], p meta.Pair) {
	if s, ok := r.scalar(p); ok {
		f.Set(s, r.from(p))
	}
}

func (r record) language(f *Field[string], p meta.Pair) {
	s, ok := r.scalar(p)
	if !ok {
		return
	}
	tag, err := language.Parse(strings.ReplaceAll(s, "_", "-"))
	if err != nil || tag == language.Und {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is not a language", s), `write a language tag such as "en" or "pt-BR"`)
		return
	}
	f.Set(tag.String(), r.from(p))
}

// published understands "published: false", which some programs write for a draft, beside a date.
func (r record) published(p meta.Pair) {
	if shown, ok := truth(p.Value); ok {
		if p.Value.Kind == meta.Bool || strings.EqualFold(p.Key, "published") {
			r.a.Draft.Set(!shown, r.from(p))
			return
		}
	}
	r.date(&r.a.Published, p)
}

// date sets an instant. One that cannot be read is a fault of the field, and the next rule is tried.
func (r record) date(f *Field[time.Time], p meta.Pair) {
	s, ok := r.scalar(p)
	if !ok {
		return
	}
	d, err := dates.Parse(s, r.zone)
	if bad, ok := errors.AsType[*dates.Error](err); ok {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q: %s", bad.Value, bad.Reason), bad.Fix)
		return
	}
	f.Set(d.Time, r.from(p))
}

// guard is date for the instants that keep an article inside. One that cannot be read holds the article back: it is set
// to otherwise, which is the safe side.
func (r record) guard(f *Field[time.Time], p meta.Pair, otherwise time.Time) {
	if r.date(f, p); !f.Known() {
		f.Set(otherwise, r.from(p))
	}
}

func farFuture() time.Time { return time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) }

// flag sets a yes or no. What is neither counts as yes: draft and withdrawn keep an article inside, and that is the safe side.
func (r record) flag(f *Field[bool], p meta.Pair) {
	yes, ok := truth(p.Value)
	if !ok {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is neither true nor false", p.Value.Text), "write true or false")
		yes = true
	}
	f.Set(yes, r.from(p))
}

func truth(v meta.Value) (yes, ok bool) {
	switch strings.ToLower(strings.TrimSpace(v.Text)) {
	case "true", "yes", "on", "1":
		return true, v.Kind != meta.List && v.Kind != meta.Map
	case "false", "no", "off", "0":
		return false, v.Kind != meta.List && v.Kind != meta.Map
	}
	return false, false
}

func (r record) redirect(p meta.Pair) {
	if p.Value.Kind == meta.List && len(p.Value.List) > 0 {
		p.Value = p.Value.List[0]
	}
	r.text(&r.a.Redirect, p)
}

// tags gathers the words of every key that holds some, in the order of the file, each once.
func (r record) tags(p meta.Pair) {
	f := &r.a.Tags
	for _, tag := range r.words(p) {
		if !containsFold(f.Value, tag) {
			f.Value = append(f.Value, tag)
		}
	}
	if len(f.Value) > 0 && !f.Known() {
		f.From = r.from(p)
	}
}

// words reads a list, or a string with commas.
func (r record) words(p meta.Pair) (words []string) {
	list := p.Value.List
	if p.Value.Kind != meta.List {
		s, ok := r.scalar(p)
		if !ok {
			return nil
		}
		for _, part := range strings.Split(s, ",") {
			list = append(list, meta.Value{Kind: meta.Text, Text: part})
		}
	}
	for _, v := range list {
		if s := strings.TrimSpace(v.Text); s != "" {
			words = append(words, s)
		}
	}
	return words
}

func containsFold(list []string, s string) bool {
	for _, have := range list {
		if strings.EqualFold(have, s) {
			return true
		}
	}
	return false
}

// source reads where the story was first published: a title, an address, or a map of both.
func (r record) source(p meta.Pair) {
	if p.Value.Kind != meta.Map {
		if s, ok := r.scalar(p); ok && isWeb(s) {
			r.a.SourceURL.Set(s, r.from(p))
		} else if ok {
			r.a.SourceTitle.Set(s, r.from(p))
		}
		return
	}
	for _, part := range p.Value.Map {
		switch strings.ToLower(part.Key) {
		case "title", "name":
			r.text(&r.a.SourceTitle, part)
		case "url", "link":
			r.text(&r.a.SourceURL, part)
		}
	}
}

func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
