package ninjs

import (
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/meta"
)

// images states the pictures, recordings and films that go with the story. Each is an item of its own, with its own
// caption, credit and rights: the story's are not its, nor the other way round.
func (it item) images(s statements) {
	best := leadNone
	var lead, rest []fact
	for _, e := range it.entries("associations") {
		m, ok := e.medium(s)
		if !ok {
			continue
		}
		if rank := e.leadRank(); rank < best {
			best = rank
			rest = append(rest, lead...)
			lead = []fact{m}
		} else {
			rest = append(rest, m)
		}
	}
	for _, m := range lead {
		s.a.State(s.f, rule, source.Statement{Key: "image", Said: m.said, Value: m.value})
	}
	if len(rest) > 0 {
		list := meta.Value{Kind: meta.List, Line: rest[0].value.Line, Column: rest[0].value.Column}
		for _, m := range rest {
			list.List = append(list.List, m.value)
		}
		s.a.State(s.f, rule, source.Statement{Key: "media", Said: rest[0].said, Value: list})
	}
}

// leadNone is the rank of what is no picture of the story's.
const leadNone = 9

// leadRank says how fit a picture is to stand for the story: the one that is named so, else the first, a logo last of all.
func (e entry) leadRank() int {
	name := strings.ToLower(e.name + e.text("name", "id", "rel"))
	switch {
	case e.kind() == "audio", e.kind() == "video":
		return leadNone
	case strings.HasPrefix(name, "feature"), strings.HasPrefix(name, "main"), strings.HasPrefix(name, "lead"):
		return 0
	case strings.Contains(name, "logo"):
		return 3
	case e.kind() == "graphic":
		return 2
	}
	return 1
}

// kind gives what sort of file an associated item is, empty when it is none: stories are associated with stories too.
func (e entry) kind() string {
	switch kind := strings.ToLower(e.text("type")); kind {
	case "picture", "image", "photo":
		return "picture"
	case "graphic", "audio", "video":
		return kind
	case "":
		if _, ok := e.first("renditions"); ok && !e.hasBody() {
			return "picture"
		}
	}
	return ""
}

// medium gives an associated item as the fields of a medium. ok is false where it is none, or may not be shown.
func (e entry) medium(s statements) (m fact, ok bool) {
	if e.kind() == "" {
		return fact{}, false
	}
	if why := e.withheld(s); why != "" {
		s.a.Problem(source.Problem{Line: e.value.Line, Column: e.value.Column, Field: e.fact.said, Message: why, Fix: "add it in a sidecar if it may be shown"})
		return fact{}, false
	}
	file, ok := e.file(s)
	if !ok {
		return fact{}, false
	}
	m = fact{said: e.fact.said, value: meta.Value{Kind: meta.Map, Line: e.value.Line, Column: e.value.Column}}
	add := func(key string, f fact, text string) {
		if text != "" {
			v := meta.Value{Kind: meta.Text, Text: text, Line: f.value.Line, Column: f.value.Column}
			m.value.Map = append(m.value.Map, meta.Pair{Key: key, Line: v.Line, Column: v.Column, Value: v})
		}
	}
	add("url", file.href, strings.TrimSpace(file.href.value.Text))
	add("type", file.href, file.contentType(e))
	add("length", file.href, file.length())
	caption := e.caption()
	add("caption", caption, line(caption.value.Text))
	if alt, ok := e.first("alttext", "alt_text", "body_text"); ok && alt.isText() {
		add("alt", alt, line(alt.value.Text))
	}
	credit := e.creditOf()
	add("credit", credit, line(credit.value.Text))
	add("rights", e.fact, e.rights())
	return m, true
}

// withheld says why an associated item must not be shown. A medium has no times of its own here, so that one which may be
// shown only for a while is left out.
func (e entry) withheld(s statements) string {
	if status := e.text("pubstatus"); status != "" && lastWord(status) != "usable" {
		return "the medium is not shown: its status is " + quote(status)
	}
	var fate source.Article // of a story that says the same: the Associated Press kills pictures by editorialtypes
	e.item.status(statements{s.f, &fate})
	onDesk := fate.Draft.From.Key == "state" || fate.Draft.From.Key == "uri" // a story may show what a desk is not done with
	if fate.Withdrawn.Value || fate.Draft.Value && !onDesk {
		return "the medium is not shown: it is withheld, or was taken back"
	}
	for _, f := range e.embargoes() {
		if f.says() && !e.releasedWith(s, f) {
			return "the medium is not shown: it has an embargo of its own"
		}
	}
	for _, f := range append(e.notes(), e.holdingTerms()...) {
		var noted source.Article // what the note would do to a story
		if forGood := noted.HoldByNote(s.f, allText(f.value), s.from(f)); forGood || !s.a.ShownWith(noted.Embargo.Value) {
			return "the medium is not shown: the note with it speaks of an embargo"
		}
	}
	if _, ok := e.first("expires"); ok {
		return "the medium is not shown: it expires"
	}
	return ""
}

// releasedWith reports that an embargo has ended by the time at which the story appears.
func (e entry) releasedWith(s statements, embargo fact) bool {
	d, err := dates.Parse(embargo.value.Text, s.f.Zone)
	return err == nil && s.a.ShownWith(d.Latest())
}

// held gives the addresses of the files that come with the story and must not be shown, so that its text does not show them either.
func (it item) held(s statements) source.HeldMedia {
	list := source.HeldMedia{}
	for _, e := range it.entries("associations") {
		if e.kind() == "" || e.withheld(s) == "" {
			continue
		}
		list.Hold(e.text("href", "url"))
		for _, r := range e.entriesOf("renditions") {
			list.Hold(r.text("href", "url"))
		}
	}
	return list
}

// caption gives what is said below the picture.
func (e entry) caption() fact {
	for _, role := range []string{"caption", "text", "", "lead"} {
		for _, d := range e.entriesOf("descriptions") {
			if f, ok := d.said(); ok && d.role() == role && !d.isNote() {
				return f
			}
		}
	}
	if f, ok := e.first("description_text", "description_caption", "description_html", "caption"); ok && f.isText() {
		return f
	}
	if f, ok := e.extension("description_", func(role string) bool { return role == "creditline" || role == "writer" || isNote(role) }); ok {
		return f
	}
	f, _ := e.headline()
	return f
}

// creditOf gives whom to name for the picture.
func (e entry) creditOf() fact {
	if f, ok := e.first("byline", "by"); ok && f.isText() {
		return f
	}
	for _, a := range e.entriesOf("authors") {
		if f, ok := a.label(); ok {
			return f
		}
	}
	for _, d := range e.entriesOf("descriptions") {
		if f, ok := d.said(); ok && d.role() == "creditline" {
			return f
		}
	}
	f, _ := e.first("description_creditline", "creditline", "source", "provider")
	return f
}

// rights gives the picture's own notice, and the terms of its use behind it. A holder without a notice is the notice.
func (e entry) rights() string {
	var parts []string
	if notice := line(e.text("copyrightnotice")); notice != "" {
		parts = append(parts, notice)
	} else if holder := line(e.text("copyrightholder")); holder != "" {
		parts = append(parts, "© "+holder)
	}
	if f, ok := e.usageTerms(); ok && f.isText() {
		parts = append(parts, line(f.value.Text))
	}
	for _, info := range e.entriesOf("rightsinfo") {
		if address := info.text("linkedrights"); isWeb(address) {
			parts = append(parts, address)
		}
	}
	text := ""
	for _, p := range parts {
		if text != "" && !strings.HasSuffix(text, ".") {
			text += "."
		}
		text = strings.TrimSpace(text + " " + p)
	}
	return text
}

// entriesOf is entries with the way to them kept.
func (e entry) entriesOf(key string) []entry {
	list := e.item.entries(key)
	for i := range list {
		list[i].fact.said = e.fact.said + "." + list[i].fact.said
	}
	return list
}
