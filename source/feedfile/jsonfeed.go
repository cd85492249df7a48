package feedfile

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/jsonfile"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

const ruleJSON = "JSON Feed"

// readJSON reads a JSON Feed by its members: gofeed has neither their places nor their extensions, in which our own feeds say
// whose an item is.
func (d *document) readJSON(f *source.File, file *jsonfile.File) error {
	d.head.rule = ruleJSON
	for root := range file.Values() {
		list, ok := file.Get(root, "items")
		if !ok || !file.IsList(list) {
			break
		}
		d.jsonHead(file, root)
		for span := range file.Elements(list) {
			if len(d.articles) == jsonfile.MaxMembers {
				d.articles = append(d.articles, file.Further(span))
				break
			}
			d.jsonArticle(f, file, span)
		}
		if fault := file.Fault(); fault != nil && len(d.articles) == 0 {
			return jsonfile.Problem(fault)
		}
		return nil
	}
	if fault := file.Fault(); fault != nil {
		return jsonfile.Problem(fault)
	}
	return source.Problem{Line: 1, Message: "no JSON Feed: it has no list of items", Fix: "get the feed again, or exclude the file"}
}

// object is an object of the file, whose members are asked for by name.
type object struct{ meta.Value }

// text gives a member as text. A number is the text that it is written in, as the format has it for ids.
func (o object) text(key string) string {
	v, _ := o.Get(key)
	if v.Kind != meta.Text && v.Kind != meta.Number {
		return ""
	}
	return strings.TrimSpace(v.Text)
}

func (o object) object(key string) object {
	v, _ := o.Get(key)
	return object{v}
}

// objects gives the objects of a list.
func (o object) objects(key string) (list []object) {
	v, _ := o.Get(key)
	for _, e := range v.List {
		if e.Kind == meta.Map {
			list = append(list, object{e})
		}
	}
	return list
}

func (o object) texts(key string) (list []string) {
	v, _ := o.Get(key)
	for _, e := range v.List {
		if e.Kind == meta.Text || e.Kind == meta.Number {
			list = append(list, e.Text)
		}
	}
	return list
}

// authors gives those of version 1.1, or the one of 1.0.
func (o object) authors() (list []person) {
	all := o.objects("authors")
	if author := o.object("author"); len(all) == 0 && author.Kind == meta.Map {
		all = append(all, author)
	}
	for _, a := range all {
		list = append(list, person{name: a.text("name"), url: a.text("url"), avatar: a.text("avatar"), role: source.Author})
	}
	return list
}

// jsonHead takes what the feed says of itself. Its authors are those of items without; of rights it has none but in extensions.
func (d *document) jsonHead(file *jsonfile.File, root jsonfile.Span) {
	h := &d.head
	member := func(key string) object {
		span, ok := file.Get(root, key)
		if !ok {
			return object{}
		}
		v, fault := file.Decode(span)
		if fault != nil {
			return object{}
		}
		return object{meta.Value{Kind: meta.Map, Map: []meta.Pair{{Key: key, Value: v}}}}
	}
	text := func(key string) string { return member(key).text(key) }
	h.language = text("language")
	h.feed = source.Feed{Title: text("title"), URL: text("feed_url"), Home: text("home_page_url")}
	h.feed.Rights = member("_masthead").object("_masthead").text("copyrightNotice")
	h.settle()
	if h.authors = member("authors").authors(); len(h.authors) == 0 {
		h.authors = member("author").authors()
	}
}

func (d *document) jsonArticle(f *source.File, file *jsonfile.File, span jsonfile.Span) {
	part := file.Part(span)
	v, fault := file.Decode(span)
	if fault == nil && v.Kind != meta.Map {
		fault = &meta.Error{Line: v.Line, Column: v.Column, Message: "an item should be an object, not " + v.Kind.String()}
	}
	a := &source.Article{Part: part}
	d.articles = append(d.articles, a)
	if fault != nil {
		a.Rejected = true
		a.Problem(jsonfile.Problem(fault))
		return
	}
	shorten(&v, func(key string, first meta.Value) { a.Problem(tooMany(f, first.Line, first.Column, key)) })
	it := jsonItem{entry{f: f, a: a, head: &d.head, at: placeOf(v), verbatim: d.verbatim}, object{v}}
	it.base, _ = url.Parse(d.head.base)
	it.read()
}

// shorten leaves out of an item what it has more of than anything has.
func shorten(v *meta.Value, tell func(key string, first meta.Value)) {
	for i := range v.Map {
		member := &v.Map[i].Value
		if len(member.List) > mostOfAKind {
			tell(v.Map[i].Key, member.List[mostOfAKind])
			member.List = member.List[:mostOfAKind]
		}
		shorten(member, tell)
		for k := range member.List {
			shorten(&member.List[k], tell)
		}
	}
}

// placeOf finds where an item says something; what stands within _masthead is looked for there.
func placeOf(v meta.Value) func(said string) (line, column int) {
	return func(said string) (line, column int) {
		at, place := v, v
		for key := range strings.SplitSeq(said, ".") {
			next, ok := at.Get(key)
			if !ok {
				break
			}
			at, place = next, next
		}
		return place.Line, place.Column
	}
}

// jsonItem is an item of a JSON Feed.
type jsonItem struct {
	entry
	object
}

func (it *jsonItem) read() {
	ours := it.object.object("_masthead")
	it.say("title", "title", plainLine(it.text("title")))
	it.page("url", it.text("url"))
	it.identify("id", it.text("id"), it.link, it.text("title"))
	it.say("date", "date_published", it.text("date_published"))
	it.say("updated", "date_modified", it.text("date_modified"))
	it.say("summary", "summary", escapeWords(plainLine(it.text("summary"))))
	it.say("language", "language", it.text("language"))
	it.say("language", "language", it.head.language)
	it.jsonRights(ours)
	it.jsonSource(ours)
	it.addAll(it.authors())
	for _, c := range ours.objects("contributors") {
		role, ok := source.ParseRole(c.text("role"))
		if !ok {
			role = source.Contributor
		}
		it.add(person{name: c.text("name"), url: c.text("url"), role: role})
	}
	it.credit = ours.text("creditLine")
	it.byline("authors")
	it.entry.words("tags", "tags", it.texts("tags"))
	it.jsonMedia()
	if withdrawn := ours.text("withdrawn"); withdrawn != "" {
		it.a.Withdrawn.Set(true, it.origin("_masthead.withdrawn"))
	}
}

// escapeWords writes plain text as it stands in HTML, where it would be taken for that.
func escapeWords(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	return strings.TrimSpace(xmltree.Paragraphs(s))
}

// jsonRights states what our own feeds say of rights (docs/json-feed.md).
func (it *jsonItem) jsonRights(ours object) {
	it.rights, it.terms = ours.text("copyrightNotice"), cmp.Or(ours.text("usageTerms"), ours.text("usageTermsUrl"))
	it.say("rights.holder", "_masthead.copyrightHolder", ours.text("copyrightHolder"))
	it.say("rights.year", "_masthead.copyrightYear", ours.text("copyrightYear"))
	for _, l := range ours.objects("licenses") {
		it.license = append(it.license, license{l.text("url"), cmp.Or(l.text("title"), l.text("spdx"))})
	}
	it.rightsOf("_masthead.copyrightNotice", "_masthead.usageTerms", "_masthead.licenses")
	it.say("embargo", "_masthead.embargoedUntil", ours.text("embargoedUntil"))
	it.say("expires", "_masthead.expires", ours.text("expires"))
	countries := ours.object("territory")
	it.a.Confine(source.Territory{Only: codesIn(countries.texts("allow")), Not: codesIn(countries.texts("deny"))}, it.origin("_masthead.territory"))
	machines := ours.object("ai")
	answer := func(use string) string {
		switch {
		case slices.Contains(machines.texts("prohibits"), use):
			return string(source.Deny)
		case slices.Contains(machines.texts("permits"), use):
			return string(source.Allow)
		}
		return ""
	}
	it.state("rights.machine_use", "_masthead.ai", it.parts("_masthead.ai", "train", answer("ai-train"), "ai_input", answer("ai-input"), "search", answer("search")))
}

// codesIn leaves out what is no code of a country.
func codesIn(list []string) []string {
	return slices.DeleteFunc(list, func(c string) bool { return len(c) != 2 || !codes.MatchString(c) })
}

func (it *jsonItem) jsonSource(ours object) {
	from, said := ours.object("source"), "title"
	if it.from.Title, it.via = from.text("title"), from.text("itemId"); it.from.Title != "" || it.via != "" {
		said = "_masthead.source"
	}
	it.entry.source(said)
}

func (it *jsonItem) jsonMedia() {
	image := media{url: cmp.Or(it.text("image"), it.text("banner_image"))}
	var list []media
	for _, a := range it.objects("attachments") {
		ours := a.object("_masthead")
		m := media{url: a.text("url"), kind: a.text("mime_type"), length: a.text("size_in_bytes"), duration: a.text("duration_in_seconds"),
			title: a.text("title"), credit: ours.text("creditLine"), rights: ours.text("copyrightNotice")}
		for _, l := range ours.objects("licenses") {
			m.license = cmp.Or(m.license, l.text("url"), l.text("title"))
		}
		if m.url == image.url {
			image = m
			continue
		}
		list = addMedia(list, m)
	}
	it.pictures("attachments", image, list)
}

// jsonBody reads again the item whose part of the file this is.
func jsonBody(f *source.File, part source.Part) (body, error) {
	v, err := jsonfile.Member(f, part)
	if err != nil {
		return body{}, err
	}
	it := object{v}
	if html, _ := it.Get("content_html"); html.Kind == meta.Text && strings.TrimSpace(html.Text) != "" {
		return body{html: html.Text}, nil
	}
	text, _ := it.Get("content_text")
	if text.Kind != meta.Text {
		return body{}, nil
	}
	return body{html: xmltree.Paragraphs(text.Text), text: text.Text}, nil
}
