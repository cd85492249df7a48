package meta

import (
	"bytes"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// nikolaLine is a line of Nikola's metadata. A directive of reStructuredText has two colons, and a target begins with _.
var nikolaLine = pattern.New(`^\.\.[ \t]+([A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(.*))?$`)

// nikolaProof are the keys of which one has to be there: a comment may begin with any other word and a colon.
var nikolaProof = pattern.New(`(?im)^\.\.[ \t]+(?:title|slug|date|tags|status|author|updated|category):`)

// nikola reads metadata as Nikola writes it: lines such as ".. title: A quiet day" before anything else, up to the first blank
// line or, of Markdown and HTML, in a comment. A comment with any other line in it is a comment.
func (s *splitter) nikola(none Block, first []byte) (Block, bool) {
	commented := string(first) == "<!--"
	b := Block{Format: FormatNikola, Line: s.line}
	start := s.at
	if !commented {
		if !nikolaLine.Match(first) {
			return none, false
		}
		b.Line, start = s.line-1, bytes.Index(s.file, first)
	}
	for s.at < len(s.file) && s.at-start <= MaxSize {
		end := s.at
		line, ended := s.next()
		switch {
		case !ended:
			return Block{Format: FormatNikola, Open: true}, !s.complete
		case commented && string(line) == "-->", !commented && len(line) == 0:
			b.Data, b.Body, b.BodyLine = s.file[start:end], s.file[s.at:], s.line
			return b, nikolaProof.Match(b.Data)
		case len(line) > 0 && !nikolaLine.Match(line):
			return none, false
		}
	}
	if !s.complete {
		return Block{Format: FormatNikola, Open: true}, true
	}
	b.Data, b.BodyLine = s.file[start:], s.line // a file of metadata alone, which lies beside its text
	b.Body = s.file[len(s.file):]
	return b, !commented && nikolaProof.Match(b.Data)
}

// nikolaValue parses the lines of Nikola's metadata, of which the first is a line of the file. Every value is text, but for the tags,
// of which two keep a post out of the site's feeds, as before there was a status for that. The key link is left out: in Nikola it
// is the page that the post is about, and not its own.
func nikolaValue(data []byte, firstLine int) Value {
	all := Value{Kind: Map, Line: firstLine, Column: 1}
	number := firstLine - 1
	for line := range lines(data) {
		number++
		m := nikolaLine.FindSubmatch(line)
		if m == nil || len(m[2]) == 0 || strings.EqualFold(string(m[1]), "link") { // Nikola writes the keys that nobody filled in, too
			continue
		}
		v := Value{Kind: Text, Text: string(m[2]), Line: number, Column: len(line) - len(m[2]) + 1}
		if strings.EqualFold(string(m[1]), "tags") {
			v = tagsOfNikola(v)
			if keepsInside(v) {
				kept := Value{Kind: Bool, Text: "true", Line: number, Column: v.Column}
				all.Map = append(all.Map, Pair{Key: "draft", Line: number, Column: 1, Value: kept})
			}
		}
		all.Map = append(all.Map, Pair{Key: string(m[1]), Line: number, Column: 1, Value: v})
	}
	return all
}

func tagsOfNikola(v Value) Value {
	list := Value{Kind: List, Line: v.Line, Column: v.Column}
	for tag := range strings.SplitSeq(v.Text, ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			list.List = append(list.List, Value{Kind: Text, Text: tag, Line: v.Line, Column: v.Column})
		}
	}
	return list
}

func keepsInside(tags Value) bool {
	for _, tag := range tags.List {
		if strings.EqualFold(tag.Text, "draft") || strings.EqualFold(tag.Text, "private") {
			return true
		}
	}
	return false
}
