package source

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// substack is the program of a site that is an export of Substack.
const substack = "Substack"

// substackList is what an export of Substack says of its posts, which lie in the folder posts beside it and say nothing of
// themselves: not when they are from, nor that they are drafts, or for subscribers who pay.
const substackList = "posts.csv"

// substackRules reads the list, a line for each post. One that cannot be read holds back all of them.
func (d *Folder) substackRules(site fs.FS, up string, people directory) []siteRule {
	file := up + substackList
	broken := func(err error) []siteRule {
		a := &Article{}
		a.reject(problemAt(file, err))
		return []siteRule{ruleOfAll(a)}
	}
	data, err := readMetadata(site, substackList)
	if err != nil {
		return broken(err)
	}
	text, err := Decode(data)
	if err != nil {
		return broken(err)
	}
	var rules []siteRule
	list := csv.NewReader(bytes.NewReader(text))
	post := substackPost{list: list, columns: map[string]int{}}
	header, err := list.Read()
	for i, column := range header {
		post.columns[column] = i
	}
	for err == nil {
		if post.row, err = list.Read(); err != nil {
			break
		}
		page := "posts/" + post.get("post_id") + ".html"
		said := &Article{}
		said.apply(post.keys(), layer{file: file, rule: siteDataRule, zone: d.Zone, known: people})
		rules = append(rules, siteRule{said, page, func(string) bool { return false }, func(place string) bool { return place == page }})
	}
	if fault, ok := errors.AsType[*csv.ParseError](err); ok {
		return broken(Problem{Line: fault.Line, Column: fault.Column, Message: "the list of posts cannot be read: " + fault.Err.Error(), Fix: "export the posts again"})
	}
	if !errors.Is(err, io.EOF) {
		return broken(err)
	}
	return rules
}

// substackPost is a line of the list.
type substackPost struct {
	list    *csv.Reader
	columns map[string]int
	row     []string
}

func (p substackPost) get(column string) string {
	if i, ok := p.columns[column]; ok {
		return strings.TrimSpace(p.row[i])
	}
	return ""
}

// keys gives what the line says, as of front matter.
func (p substackPost) keys() meta.Value {
	all := meta.Value{Kind: meta.Map}
	add := func(key, column, text string) {
		if text == "" {
			return
		}
		line, at := p.list.FieldPos(p.columns[column])
		v := meta.Value{Kind: meta.Text, Text: text, Line: line, Column: at}
		all.Map = append(all.Map, meta.Pair{Key: key, Line: line, Column: at, Value: v})
	}
	add("title", "title", p.get("title"))
	add("summary", "subtitle", p.get("subtitle"))
	add("date", "post_date", p.get("post_date"))
	if _, slug, ok := strings.Cut(p.get("post_id"), "."); ok {
		add("slug", "post_id", slug)
	}
	switch {
	case !strings.EqualFold(p.get("is_published"), "true"): // spreadsheets write it in capitals
		add("draft", "is_published", "true")
	case p.get("audience") != "" && p.get("audience") != "everyone":
		add("draft", "audience", "true")
	case p.get("type") == "page": // about the publication, and in no feed of it
		add("draft", "type", "true")
	}
	return all
}
