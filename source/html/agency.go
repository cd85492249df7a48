package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/masthead-feeds/masthead/source/agency"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// agency notes where the story comes from, if that is an agency.
func (s *speaker) agency(sign string, at *html.Node) {
	if name := agency.Name(strings.Trim(sign, " .()")); name != "" {
		s.add("<agency>", name, at)
	}
}

// datelineSign matches the beginning of an agency's story: BEIJING (AFP) –, PARIS, March 3 (Reuters) -.
var datelineSign = pattern.New(`^\p{Lu}[\p{L} .,'/-]{1,50}(?:\d{1,2})?\s*\(([\p{L} ]{2,25})\)\s*[-–—]`)

// signed matches a line at the foot that names the source: (AFP), Source: Reuters, © dpa-infocom.
var signed = pattern.New(`^(?:\(|—\s*|–\s*|(?i:source|quelle|fuente|fonte)\s*:\s*)?([\p{L}][\p{L} -]{1,30})\)?\.?$`)

// agencyLines reads the dateline and the line at the foot of the story.
func (s *speaker) agencyLines() {
	for n := range s.tree.story.Descendants() {
		if n.DataAtom == atom.P && s.own[n] {
			s.agencyLine(n)
		}
	}
}

// agencyAuthors reads the agencies that stand among the authors.
func (s *speaker) agencyAuthors() {
	for _, name := range saidOf("authors") {
		for _, v := range s.said[name] {
			s.agencyAuthor(v)
		}
	}
}

func (s *speaker) agencyLine(n *html.Node) {
	first := n.FirstChild
	for first != nil && first.Type == html.ElementNode {
		first = first.FirstChild
	}
	if first == nil {
		return
	}
	if m := datelineSign.FindStringSubmatch(strings.TrimSpace(first.Data)); m != nil {
		s.agency(m[1], n)
		return
	}
	if len(first.Data) < 60 && !isLong(n) {
		if m := signed.FindStringSubmatch(textOf(n)); m != nil {
			s.agency(m[1], n)
		}
	}
}

// agencyAuthor reads an agency off a byline such as "Jane Doe, Associated Press".
func (s *speaker) agencyAuthor(v meta.Value) {
	if len(v.Map) > 0 {
		v = v.Map[0].Value
	}
	for _, part := range strings.FieldsFunc(v.Text, func(c rune) bool { return strings.ContainsRune(",/|", c) }) {
		if name := agency.Name(strings.Trim(part, " .()")); name != "" {
			s.put("<agency>", textAt(name, v))
		}
	}
}
