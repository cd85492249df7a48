package ghost

import (
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// post is a row of the table posts, on its way to an article.
type post struct {
	row
	site *site
	f    *source.File
	a    *source.Article
}

// rule names the kind of statement that an export makes.
const rule = "ghost"

// isPage tells a page, which stands beside the posts in their table. Old exports say it by a column of its own.
func (p post) isPage() bool { return p.text("type") == "page" || p.text("type") == "" && p.yes("page") }

// adapt gives the article what the row, and the tables tied to it, say.
func (p post) adapt() {
	p.identify()
	p.column("title", "title")
	p.status()
	p.date("date", "published_at")
	if !p.a.Published.Known() && (p.text("status") == "scheduled" || p.text("published_at") != "") {
		p.hold("published_at") // it is to come out at a time that nobody can read
	}
	if p.text("status") == "scheduled" {
		if made, err := p.f.ModTime(); err != nil || !p.a.Published.Value.After(made) {
			p.hold("status") // its hour had passed when it was exported, and Ghost did not show it
		}
	}
	p.date("date", "created_at")
	p.date("updated", "updated_at")
	p.column("language", "locale", "language")
	p.say("language", "settings.locale", p.site.language)
	p.authors()
	p.tags()
	p.column("summary", "custom_excerpt", "meta_description")
	p.say("summary", "posts_meta.meta_description", p.more()["meta_description"])
	p.image()
	if v := p.row["canonical_url"]; strings.HasPrefix(v.Text, "http") {
		p.say("source.url", "canonical_url", v) // where a post stands that was first published elsewhere
	}
}

func (p post) say(field, said string, v meta.Value) {
	if v.Kind == meta.Text {
		v.Text = strings.TrimSpace(v.Text)
	}
	if v.Kind == meta.Map || v.Kind == meta.List && len(v.List) == 0 {
		return
	}
	p.a.State(p.f, rule, source.Statement{Key: field, Said: said, Value: v})
}

// column states the first of the columns in which anything stands.
func (p post) column(field string, columns ...string) {
	for _, c := range columns {
		if p.text(c) != "" {
			p.say(field, c, p.row[c])
			return
		}
	}
}

// more gives what later versions keep of a post in a table of its own.
func (p post) more() row { return p.site.meta[p.text("id")] }

// objectID matches the ids that Ghost gives since version 1. Those before it, and those of exports that were made by hand,
// are numbers which count only within their file.
var objectID = pattern.New(`^[0-9a-f]{24}$`)

// identify states the id by which Ghost's own feed calls the post, so that readers of that feed are shown nothing twice.
func (p post) identify() {
	if objectID.MatchString(p.text("id")) {
		p.column("id", "id")
	} else {
		p.column("id", "uuid", "id")
	}
	p.column("slug", "slug")
	if slug := p.text("slug"); slug != "" && (p.site.permalinks == "" || p.site.permalinks == "/:slug/") {
		v := p.row["slug"]
		v.Text = "/" + slug + "/"
		p.say("url", "slug", v)
	}
}

// status states whether the post stands on the site for everybody. A scheduled one is held by its date, where that is to come.
func (p post) status() {
	why := ""
	switch status := p.text("status"); {
	case status == "draft", status == "":
		p.hold("status")
	case status == "sent", p.yes("email_only"), p.more().yes("email_only"):
		p.hold("status")
		why = "it went out by mail only, and does not stand on the site"
	case status != "published" && status != "scheduled":
		p.hold("status")
		why = "its status is not known here"
	}
	if v := p.text("visibility"); v != "" && v != "public" {
		p.hold("visibility")
		p.say("free", "visibility", meta.Value{Kind: meta.Bool, Text: "false", Line: p.row["visibility"].Line, Column: p.row["visibility"].Column})
		why = "it is not for everybody: its visibility is " + v
	}
	if why != "" {
		p.a.Problem(source.Problem{Line: p.row["status"].Line, Column: p.row["status"].Column, Field: "draft",
			Message: "the post is held back: " + why, Fix: "make it public in Ghost and export again, if it may be shown"})
	}
}

func (p post) hold(column string) {
	v := p.row[column]
	p.a.Draft.Set(true, source.Origin{File: p.f.Path, Line: v.Line, Column: v.Column, Rule: rule, Key: column})
}

// bare matches an instant as databases write it. Those of Ghost are in UTC.
var bare = pattern.New(`^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$`)

func (p post) date(field string, columns ...string) {
	for _, c := range columns {
		v := p.row[c]
		if p.text(c) == "" {
			continue
		}
		if bare.MatchString(v.Text) {
			v.Text += "Z"
		}
		p.say(field, c, v)
		return
	}
}

// tags states those that are shown. An internal one begins with #, and is for the site's theme.
func (p post) tags() {
	list := meta.Value{Kind: meta.List, Line: p.row["id"].Line, Column: p.row["id"].Column}
	for _, l := range p.site.tagged[p.text("id")] {
		tag := p.site.tags[l.to]
		if name := tag.text("name"); name != "" && tag.text("visibility") != "internal" && !strings.HasPrefix(name, "#") {
			list.List = append(list.List, tag["name"])
		}
	}
	p.say("tags", "posts_tags", list)
}

// authors states who wrote the post, the first author first. Until version 1.22 there was only one.
func (p post) authors() {
	list := meta.Value{Kind: meta.List, Line: p.row["id"].Line, Column: p.row["id"].Column}
	links := p.site.written[p.text("id")]
	if len(links) == 0 {
		links = []link{{to: p.text("author_id")}}
	}
	for _, l := range links {
		if user := p.site.users[l.to]; user.text("name") != "" {
			list.List = append(list.List, user.person())
		}
	}
	p.say("authors", "posts_authors", list)
}

// person gives an account's name and what it shows of itself in public. Its address is how it logs in.
func (r row) person() meta.Value {
	person := meta.Value{Kind: meta.Map, Line: r["name"].Line, Column: r["name"].Column}
	add := func(key string, v meta.Value) {
		if v.Kind == meta.Text && strings.TrimSpace(v.Text) != "" {
			v.Text = local(v.Text)
			person.Map = append(person.Map, meta.Pair{Key: key, Line: v.Line, Column: v.Column, Value: v})
		}
	}
	add("name", r["name"])
	add("url", r["website"])
	add("avatar", r["profile_image"])
	add("avatar", r["image"])
	return person
}

// image states the picture above the post, with its caption in plain words.
func (p post) image() {
	column := "feature_image"
	if p.text(column) == "" {
		column = "image"
	}
	v := p.row[column]
	if p.text(column) == "" || v.Kind != meta.Text {
		return
	}
	v.Text = local(strings.TrimSpace(v.Text))
	picture := meta.Value{Kind: meta.Map, Line: v.Line, Column: v.Column, Map: []meta.Pair{{Key: "url", Line: v.Line, Column: v.Column, Value: v}}}
	for _, k := range []struct{ ours, theirs string }{{"alt", "feature_image_alt"}, {"caption", "feature_image_caption"}} {
		said := p.more()[k.theirs]
		if said.Kind != meta.Text {
			said = p.row[k.theirs]
		}
		if said.Text = words(said.Text); said.Kind == meta.Text && said.Text != "" {
			picture.Map = append(picture.Map, meta.Pair{Key: k.ours, Line: said.Line, Column: said.Column, Value: said})
		}
	}
	p.a.State(p.f, rule, source.Statement{Key: "image", Said: column, Value: picture})
}
