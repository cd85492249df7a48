package source

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// rights reads the map of rights; a plain string is a notice, unless it names a licence.
func (r record) rights(p meta.Pair) {
	if p.Value.Kind == meta.Map {
		for _, part := range p.Value.Map {
			r.right(strings.ToLower(part.Key), part)
		}
		return
	}
	s, ok := r.scalar(p)
	if _, licensed := ParseLicense(s); ok && licensed {
		r.licenses(p)
	} else if ok {
		r.notice(p)
	}
}

func (r record) right(key string, p meta.Pair) {
	f := &r.a.Rights
	if saysNothing(p.Value) {
		return
	}
	switch key {
	case "notice", "copyright":
		r.notice(p)
	case "holder":
		if s, ok := r.scalar(p); ok && WithoutAddresses(s) != "" {
			words, _ := linked(s)
			f.Holder.Set(WithoutAddresses(words), r.from(p))
		}
	case "year":
		r.year(p)
	case "license", "licence", "licenses":
		r.licenses(p)
	case "usage_terms", "terms":
		if !strings.EqualFold(strings.TrimSpace(p.Value.Text), "none") { // as systems write where they have none
			r.text(&f.UsageTerms, p)
		}
	case "expression":
		r.text(&f.Expression, p)
	case "data_mining":
		r.dataMining(p)
	case "machine_use":
		r.machineUse(p)
	default:
		r.unknownRight(p)
	}
}

func (r record) year(p meta.Pair) {
	s, ok := r.scalar(p)
	if !ok {
		return
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1000 || n > 9999 {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is not a year", s), "write four digits, such as 2026")
		return
	}
	r.a.Rights.Year.Set(n, r.from(p))
}

// notice reads a notice; a map of it, as Quarto has it, gives its words or what they would say.
func (r record) notice(p meta.Pair) {
	if p.Value.Kind == meta.Map {
		for _, part := range p.Value.Map {
			switch key := strings.ToLower(part.Key); key {
			case "statement", "notice":
				r.notice(part)
			case "holder", "year":
				r.right(key, part)
			}
		}
		return
	}
	s, ok := r.scalar(p)
	if !ok {
		return
	}
	if _, ok := ParseNotice(s); ok { // on one line, and as it is written
		s = strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "\uFE0F", "")
	}
	r.a.Rights.Notice.Set(s, r.from(p))
}

func (r record) licenses(p meta.Pair) {
	var list []License
	for _, v := range items(p.Value) {
		name, title := r.licenseNames(meta.Pair{Key: p.Key, Value: v})
		if name == "" {
			continue
		}
		l, ok := ParseLicense(name)
		if !ok && strings.EqualFold(path.Ext(r.file), ".qmd") {
			if of4, is := ParseLicense(name + " 4.0"); is { // the version that Quarto links to where none is said
				l, ok = of4, true
			}
		}
		if title != "" {
			l.Title = title
		}
		if !ok && title == "" {
			r.problem(p.Key, v, fmt.Sprintf("no licence is known as %q", name), "write its address, or a name with its version such as CC-BY-4.0")
		}
		list = append(list, l)
	}
	if len(list) > 0 {
		r.a.Rights.Licenses.Set(list, r.from(p))
	}
}

// licenseNames gives what a licence is known by, an address or a name, and what the article calls it. A title alone is a
// licence that has no address, and is meant so.
func (r record) licenseNames(p meta.Pair) (name, title string) {
	if p.Value.Kind != meta.Map {
		s, _ := r.scalar(p)
		words, target := linked(s)
		if s != target {
			title = words
		}
		return target, title
	}
	first := func(keys ...string) string {
		for _, key := range keys {
			if p, ok := p.Value.Fold(key); ok && !saysNothing(p.Value) && strings.TrimSpace(p.Value.Text) != "" {
				return strings.TrimSpace(p.Value.Text)
			}
		}
		return ""
	}
	title = first("title", "name")
	return first("url", "link", "spdx", "id", "type", "name", "title"), title
}

// readOff marks what was read off a notice.
const readOff = "(read off it)"

// ForgetNotice forgets the holder and the year that were read off the notice, which another is to replace.
func (r *Rights) ForgetNotice() {
	if strings.HasSuffix(r.Holder.From.Key, readOff) {
		r.Holder = Field[string]{}
	}
	if strings.HasSuffix(r.Year.From.Key, readOff) {
		r.Year = Field[int]{}
	}
}

// deriveFromNotice reads holder and year off the notice where nothing else states them: what the notice says is stated.
func (a *Article) deriveFromNotice() {
	notice := a.Rights.Notice
	if !notice.Known() {
		return
	}
	n, ok := ParseNotice(notice.Value)
	if !ok {
		return
	}
	from := notice.From
	from.Key = strings.TrimSpace(from.Key + " " + readOff)
	if holder := WithoutAddresses(n.Holder); holder != "" && !strings.Contains(holder, "{") {
		a.Rights.Holder.Set(holder, from)
	}
	if n.Year != 0 {
		a.Rights.Year.Set(n.Year, from)
	}
}
