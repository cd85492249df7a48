package newsml

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/masthead-feeds/masthead/source/xmltree"
)

func (it item) subjects() {
	for _, e := range it.itemMeta("service") {
		it.Say("section", "itemMeta/service", it.name(e), e)
	}
	for _, e := range it.itemMeta("memberOf") {
		it.Say("section", "itemMeta/memberOf", it.name(e), e)
	}
	it.place()
	for _, e := range it.contentMeta("genre") {
		if isGenre(e) {
			it.SayWord("genre", "contentMeta/genre", it.name(e), e)
		}
	}
	for _, e := range it.contentMeta("keyword") {
		it.SayWord("tags", "contentMeta/keyword", e.Text(), e)
	}
	for _, e := range it.contentMeta("subject") {
		it.SayWord("tags", "contentMeta/subject", cmp.Or(it.name(e), it.name(e.First("mainConcept"))), e)
	}
	for _, e := range it.itemMeta("memberOf") {
		it.SayWord("tags", "itemMeta/memberOf", it.name(e), e)
	}
	it.summary()
}

// isGenre tells genres from the stages of a version and the notes on pictures that STT puts beside them.
func isGenre(e *xmltree.Element) bool {
	scheme, _, _ := strings.Cut(e.Attr("qcode"), ":")
	return !strings.HasPrefix(scheme, "stt") || scheme == "sttgenre"
}

func (it item) place() {
	for _, e := range it.contentMeta("located") {
		it.Say("place", "contentMeta/located", it.name(e), e)
	}
	for _, e := range it.contentMeta("dateline") {
		if line := e.Text(); !strings.ContainsFunc(line, unicode.IsDigit) { // some put a timestamp there
			it.Say("place", "contentMeta/dateline", line, e)
		}
	}
}

// summary: a caption of a text is its teaser, or only says its slug and its headline over again.
func (it item) summary() {
	var said []string
	for _, e := range append(it.contentMeta("slugline"), it.contentMeta("headline")...) {
		if text := e.Text(); text != "" {
			said = append(said, text)
		}
	}
	var intros, plain []*xmltree.Element
	for _, e := range it.contentMeta("description") {
		switch role(e) {
		case "summary", "intro", "abstract", "lead", "lede", "teaser":
			intros = append(intros, e)
		case "":
			plain = append(plain, e)
		case "caption":
			line := e.Text()
			if !slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(line, s) }) {
				plain = append(plain, e)
			}
		}
	}
	if e := cmp.Or(it.choose(intros), it.choose(plain)); e != nil {
		it.Say("summary", "contentMeta/description", e.Text(), e)
	}
}
