package wxr

import (
	"errors"
	"io"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// export is what has been read of one file.
type export struct {
	f        *source.File
	tree     *xmltree.Reader
	articles []*source.Article
	others   tally
	beside   *beside

	language   meta.Value // that it is written in
	made       time.Time  // when the export was, or its file
	people     directory
	categories map[string]string // the number of a category → its name
	waiting    []waiting
}

// waiting is what an article says by numbers and logins.
type waiting struct {
	a       *source.Article
	authors []meta.Value
	said    string // where the authors are from
	picture meta.Value
}

// beside is what a body needs to know of the other members of the file.
type beside struct {
	pictures map[string]picture
	children map[string][]string // the number of a post → those of the pictures and recordings that were put into it
	blocks   map[string]string   // the number of a block that several posts share → its text
	contents map[int64]content   // where a member begins → its text, in a file that is not UTF-8
}

func newExport(f *source.File, tree *xmltree.Reader, made time.Time) *export {
	return &export{
		f: f, tree: tree, made: made, people: directory{}, categories: map[string]string{},
		beside: &beside{pictures: map[string]picture{}, children: map[string][]string{}, blocks: map[string]string{}, contents: map[int64]content{}},
	}
}

// members goes through the file. The channel's own words come before its members, and are looked for no further: behind a
// broken member the next one is wanted, not the categories of the broken one.
func (x *export) members() {
	names := []string{"language", "pubDate", "author", "category", "item"}
	for {
		e, err := x.tree.Next(names...)
		switch {
		case errors.Is(err, io.EOF):
			x.finish()
			return
		case err != nil:
			x.broken(err)
		default:
			x.add(e)
		}
		if err != nil || e.Name == "item" {
			names = []string{"item"}
		}
	}
}

// add takes an element of the channel, or a member of the export.
func (x *export) add(e *xmltree.Element) {
	m := member{e}
	switch {
	case e.Name == "item":
		x.item(m)
	case e.Name == "author":
		x.people.add(m.text("wp:author_login"), m.text("wp:author_display_name"),
			strings.TrimSpace(m.text("wp:author_first_name")+" "+m.text("wp:author_last_name")))
	case e.Name == "category":
		x.categories[m.text("wp:term_id")] = plain(m.text("wp:cat_name"))
	case e.Name == "language" && x.language.Text == "":
		x.language = textOf(e)
	case e.Name == "pubDate":
		if made, err := dates.Parse(m.e.Text(), time.UTC); err == nil {
			x.made = made.Time
		}
	}
}

// broken makes a rejected article of a member that cannot be read. The others are none the worse for it.
func (x *export) broken(err error) {
	x.articles = append(x.articles, source.Broken(err))
}

// item sorts one member: a post, or what is none.
func (x *export) item(m member) {
	kind, status := m.text("wp:post_type"), m.text("wp:status")
	switch {
	case kind == "attachment":
		if isShown(status) {
			x.attachment(m)
		}
		x.others.add(kind)
	case kind == "wp_block":
		if isShown(status) {
			x.beside.blocks[m.text("wp:post_id")] = m.raw("content:encoded")
		}
		x.others.add(kind)
	case kind == "guest-author":
		x.people.guest(m)
		x.others.add(kind)
	case kind != "" && !isPost(kind):
		x.others.add(kind)
	case status == "trash" || status == "auto-draft":
		x.others.add(status)
	default:
		x.post(m)
	}
}

// isShown reports the statuses with which a picture or a shared block is shown on the site. A picture has that of its post.
func isShown(status string) bool { return status == "publish" || status == "inherit" || status == "" }

// isPost knows the types of members that are articles. Those of a site's own are named in the summary of what is passed over:
// nobody knows whether they are stories, products or recipes.
func isPost(kind string) bool { return kind == "post" || kind == "podcast" }

// post makes an article of a member.
func (x *export) post(m member) {
	a := &source.Article{}
	if x.tree.Plain {
		a.Part = source.Part{Start: m.e.Start, End: m.e.End, Line: m.e.Line}
	} else {
		a.Part = source.Part{Start: m.e.Start, Line: m.e.Line}
		x.beside.contents[m.e.Start] = m.content()
	}
	x.articles = append(x.articles, a)
	s := statements{x, m, a}
	s.all()
	wait := waiting{a: a, picture: m.meta("_thumbnail_id")}
	wait.authors, wait.said = m.authors()
	x.waiting = append(x.waiting, wait)
}

// finish says what could only be said once all members were known.
func (x *export) finish() {
	for _, w := range x.waiting {
		x.authors(w)
		x.picture(w)
	}
	x.waiting = nil
	for _, p := range x.tree.Problems {
		if len(x.articles) > 0 {
			x.articles[0].Problem(p)
		}
	}
}
