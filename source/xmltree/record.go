package xmltree

import (
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// Record gives an article what the elements of its file say of it.
type Record struct {
	File    *source.File
	Article *source.Article
	Rule    string // the kind of statement: "newsml"
}

// Say states one thing, with the place of the element that says it. said is what the format calls it: "contentMeta/headline".
// What is empty or stands in for a value that the producer did not have says nothing.
func (r Record) Say(key, said, text string, at *Element) {
	if at != nil && !IsPlaceholder(text) {
		r.Article.State(r.File, r.Rule, source.Statement{Key: key, Said: said, Value: textAt(text, at)})
	}
}

// mostWords is more than any article has of one kind. Each is compared with all.
const mostWords = 1000

// SayWord states one of several words, which may have commas in it.
func (r Record) SayWord(key, said, text string, at *Element) {
	if at != nil && !IsPlaceholder(text) && len(r.Article.Tags.Value) < mostWords && len(r.Article.Genre.Value) < mostWords {
		v := meta.Value{Kind: meta.List, List: []meta.Value{textAt(text, at)}, Line: at.Line, Column: at.Column}
		r.Article.State(r.File, r.Rule, source.Statement{Key: key, Said: said, Value: v})
	}
}

// SayYes states that something is so.
func (r Record) SayYes(key, said string, at *Element) {
	v := meta.Value{Kind: meta.Bool, Text: "true", Line: at.Line, Column: at.Column}
	r.Article.State(r.File, r.Rule, source.Statement{Key: key, Said: said, Value: v})
}

// SayMap states a thing that has several parts, such as a person or a picture; parts are names and values in turn. Of those
// without a value nothing is said.
func (r Record) SayMap(key, said string, at *Element, parts ...string) {
	r.Article.State(r.File, r.Rule, source.Statement{Key: key, Said: said, Value: mapAt(at, parts)})
}

// SayMaps states a list of things that have several parts.
func (r Record) SayMaps(key, said string, at *Element, things [][]string) {
	v := meta.Value{Kind: meta.List, Line: at.Line, Column: at.Column}
	for _, parts := range things {
		v.List = append(v.List, mapAt(at, parts))
	}
	if len(v.List) > 0 {
		r.Article.State(r.File, r.Rule, source.Statement{Key: key, Said: said, Value: v})
	}
}

func mapAt(at *Element, parts []string) meta.Value {
	v := meta.Value{Kind: meta.Map, Line: at.Line, Column: at.Column}
	for i := 0; i+1 < len(parts); i += 2 {
		if !IsPlaceholder(parts[i+1]) {
			v.Map = append(v.Map, meta.Pair{Key: parts[i], Line: at.Line, Column: at.Column, Value: textAt(parts[i+1], at)})
		}
	}
	return v
}

func textAt(text string, at *Element) meta.Value {
	return meta.Value{Kind: meta.Text, Text: strings.TrimSpace(text), Line: at.Line, Column: at.Column}
}

// Problem notes something odd about an element.
func (r Record) Problem(at *Element, field, message, fix string) {
	r.Article.Problem(source.Problem{File: r.File.Path, Line: at.Line, Column: at.Column, Field: field, Message: message, Fix: fix})
}

// IsPlaceholder reports text that producers write where they have nothing to say, and text that is empty.
func IsPlaceholder(text string) bool {
	const longest = 40
	text = strings.TrimSpace(text)
	if len(text) > longest {
		return false
	}
	text = strings.ToLower(text)
	switch text {
	case "", "no-data-available", "n/a", "related topic id", "event id related to topic":
		return true
	}
	return strings.HasPrefix(text, "yyyymmdd") || strings.Trim(text, ".-–—_ ") == ""
}
