package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/lines"
)

// dump is a text taken apart.
type dump struct {
	title, credit      paragraph
	byline             byLine
	bylineAt           int
	date               dateLine
	dateAt             int
	notice, siteNotice paragraph
	body               []paragraph

	embargoes []paragraph
	signed    []source.Person // in the order of the line
	signedAt  int

	isOrdered bool // it came with a line to the desk: a release or a wire
	isPage    bool // some line proves that the text was copied from a page
	prose     int  // paragraphs of the story, as far as their length shows
	notices   []notice
}

// read takes a text apart. first is the file's line on which the text begins; stated is the title where something else
// than the text states it.
func read(text []byte, first int, stated string) *dump {
	d := &dump{}
	list := d.takeNotes(d.takeOrders(paragraphs(withoutComments(string(text)), first)))
	kinds := d.sort(list)
	begin, finish := d.story(list, kinds)
	d.head(list[:begin], kinds[:begin], stated)
	d.rest(list[begin:finish], kinds[begin:finish])
	d.notes(list, kinds, finish)
	d.foot()
	d.dropSecondByline()
	d.settleNotices()
	return d
}

// sort tells what each paragraph is to a page. Where nothing proves a page, the weak rules do not hold.
func (d *dump) sort(list []paragraph) []kind {
	const enough = 2
	proof, holders := 0, map[string]bool{}
	kinds := make([]kind, len(list))
	for i, p := range list {
		if says, ok := parseNotice(p.text); ok {
			list[i].notice = true
			holders[says.Holder] = true
			if isOfPage(p.text) {
				proof += enough
			}
			continue
		}
		kinds[i] = kindOfParagraph(p)
		if proof < enough {
			proof += proves(kinds[i], p.text)
		}
		if kinds[i] == plain && isProse(p.text) {
			d.prose++
		}
	}
	d.isPage = proof >= enough || len(holders) > 1 || d.isOrdered // two owners: the story's and the site's
	if !d.isPage {
		return keepRules(list, kinds)
	}
	spreadContacts(list, kinds)
	spreadRelated(list, kinds)
	return kinds
}

func kindOfParagraph(p paragraph) kind {
	if p.verbatim {
		return plain
	}
	k := kindOf(strings.Trim(headingOr(p.text), " "))
	if k != plain && (isTopLine(p.text) || creditOf(p.text) != "") {
		return plain
	}
	return k
}

// proves counts what a line says for the text being a page: two are enough.
func proves(k kind, l string) int {
	switch {
	case k == furniture, k == end, k == contact:
		return 2
	case k == menu, k == related, isSigned(l), k == noise && len(strings.Fields(l)) > 1 && !isRule(l): // also of two counters side by side
		return 1
	}
	return 0
}

// keepRules leaves a note all its lines but those that say nothing.
func keepRules(list []paragraph, kinds []kind) []kind {
	for i, k := range kinds {
		if k != noise || !isRule(list[i].text) {
			kinds[i] = plain
		}
	}
	return kinds
}

// isSigned tells the lines that only the wires and their sites write: an agency alone, its desk's initials, a date with
// the word for it.
func isSigned(l string) bool {
	if creditOf(l) != "" || deskSign.MatchString(l) {
		return true
	}
	return dateIn(l).found() && is(published, lines.Canonical(l))
}

// isRule tells a line of signs alone, which sets apart what stands around it.
func isRule(l string) bool {
	return strings.IndexFunc(l, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

// isProse tells a paragraph of a story from a line of a page.
func isProse(l string) bool {
	n := columns(l)
	return n >= longLine || n >= 60 && endsSentence(l)
}

func endsSentence(l string) bool {
	last, _ := utf8.DecodeLastRuneInString(l)
	return strings.ContainsRune(`.!?…"”»“。！？」』）)؟۔`, last)
}

// story gives where the story begins, with its first paragraph of prose, and where nothing more of it comes. A text
// without prose begins behind its first line. The lines that end pages end this one only when most of the prose stands
// above: many pages have such lines in their menu, or in the middle.
func (d *dump) story(list []paragraph, kinds []kind) (begin, finish int) {
	begin, finish = -1, len(list)
	seen := 0
	for i, p := range list {
		switch k := kinds[i]; {
		case p.notice:
		case k == plain && isProse(p.text):
			if begin < 0 {
				begin = i
			}
			seen++
		case (k == end || k == weakEnd) && finish == len(list) && seen > 0 && 4*(d.prose-seen) <= seen:
			finish = i
		}
	}
	switch {
	case begin < 0:
		for begin = min(1, finish); begin < finish && begin <= topLines && isTopLine(list[begin].text); {
			begin++
		}
	case begin == 0 && !isLong(list[0].text):
		begin = 1
	}
	return begin, finish
}

// rest reads the story itself.
func (d *dump) rest(list []paragraph, kinds []kind) {
	deck := d.isPage // what stands between the first words and the rest may still be the byline
	for i, p := range list {
		switch {
		case p.notice, kinds[i] != plain && d.isPage:
		case deck && i > 0 && i <= topLines+2 && !isProse(p.text) && d.takeLine(p):
		default:
			deck = deck && (i == 0 || !isProse(p.text))
			if h := headingText(p.text); h != "" && !p.verbatim {
				p.text, p.heading = h, true
			}
			if d.prose > 0 && i < 3 {
				d.takeCredit(datelineAgency(p.text), p.number)
			}
			if people := signoffOf(p.text); len(people) > 0 && len(d.signed) == 0 {
				d.signed, d.signedAt = people, p.number
			}
			d.body = append(d.body, p)
		}
	}
}

// notes gathers the notices of the whole text, also those behind the story.
func (d *dump) notes(list []paragraph, kinds []kind, finish int) {
	prose, broken := 0, false
	for i, p := range list {
		switch {
		case p.notice:
			p.text = strings.Join(strings.Fields(p.text), " ")
			d.notices = append(d.notices, notice{p, min(prose, d.prose), broken})
		case kinds[i] == plain && isProse(p.text):
			prose++
			broken = broken && i > finish
		case prose > 0 && (kinds[i] == end || kinds[i] == furniture || kinds[i] == related):
			broken = true
		}
	}
}
