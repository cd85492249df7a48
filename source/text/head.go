package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/lines"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// topLines is how many lines below the title of a note can still be its byline or its date.
const topLines = 4

// headLines is how many lines of a page's menu and of the rest of its head are looked at.
const headLines = 200

func isTopLine(l string) bool { return bylineOf(l).found() || dateIn(l).found() }

// isLong tells a first paragraph that is the text already, and no title.
func isLong(l string) bool { return columns(l) > 200 }

// head reads what stands above the story: its title, who wrote it and when, and on a page the names of the page's parts.
// What is left over below the title belongs to the story.
func (d *dump) head(list []paragraph, kinds []kind, stated string) {
	var left []paragraph
	for i := 0; i < len(list); i++ {
		p := list[i]
		switch {
		case p.notice, kinds[i] > plain:
		case len(left) == 0 && !d.isPage: // the first line of a note is its title, whatever it says
			left = append(left, p)
		case !d.isPage && i > topLines, i > headLines:
			left = append(left, p)
		case i+1 < len(list) && isBylineWord(p.text, list[i+1].text):
			i++
			d.takeByline(bylineOf(p.text+" "+list[i].text), list[i].number)
		case d.takeLine(p):
		default:
			left = append(left, p)
			if len(left) > 1 {
				d.takeCredit(datelineAgency(p.text), p.number)
			}
		}
	}
	d.takeTitle(left, stated)
}

// isBylineWord tells the word that stands in a line of its own above the names.
func isBylineWord(l, next string) bool {
	return len(strings.Fields(l)) <= 2 && len(l) <= 30 && bylineOf(l+" "+next).found() && !bylineOf(l).found() && kindOf(next) == plain
}

// takeLine takes a line that is a byline, a date or a credit, and reports whether it was one.
func (d *dump) takeLine(p paragraph) bool {
	if m := postedBy.FindStringSubmatch(p.text); m != nil && dateIn(m[1]).found() && bylineOf("By "+m[2]).found() {
		d.takeDate(dateIn(m[1]), p.number)
		d.takeByline(bylineOf("By "+m[2]), p.number)
		return true
	}
	if b := bylineOf(p.text); b.found() && !d.byline.found() {
		d.takeByline(b, p.number)
		return true
	}
	if date := dateIn(p.text); date.found() {
		d.takeDate(date, p.number)
		return true
	}
	if date, agency := dateAndCredit(p.text); date.found() {
		d.takeDate(date, p.number)
		d.takeCredit(agency, p.number)
		return true
	}
	if m := signedDate.FindStringSubmatch(p.text); m != nil && agencyIn(m[1]) != "" && dateIn(m[2]).found() {
		d.takeCredit(agencyIn(m[1]), p.number)
		d.takeDate(dateIn(m[2]), p.number)
		return true
	}
	if agency := creditOf(p.text); agency != "" {
		d.takeCredit(agency, p.number)
		return true
	}
	return d.isPage && (isDesk(p.text) || d.takeOddDate(p))
}

// takeOddDate takes what can only be a date on a page: a place before it, or the word for it before something that has a
// year and cannot be read, so that its writer is told.
func (d *dump) takeOddDate(p paragraph) bool {
	if place, rest, found := strings.Cut(p.text, " - "); found && isLabel(place) && dateIn(rest).found() {
		d.takeDate(dateIn(rest), p.number)
		return true
	}
	if len(strings.Fields(p.text)) > 6 {
		return false
	}
	odd, found := told(published, lines.Canonical(p.text), hasYear.MatchString)
	if found {
		d.takeDate(dateLine{published: odd}, p.number)
	}
	return found
}

var hasYear = pattern.New(`(?:^|\D)(?:19|20)\d\d(?:$|\D)`)

// dateAndCredit reads a date with the source behind it: "2026-03-12 10:15 来源：新华社", "12 March 2026 (AFP)".
func dateAndCredit(l string) (date dateLine, agency string) {
	if len(l) > 120 || strings.IndexFunc(l, unicode.IsDigit) < 0 {
		return dateLine{}, ""
	}
	words := strings.Fields(lines.Canonical(l))
	for i := len(words) - 1; i > 0 && i < 12; i-- {
		behind := strings.Join(words[i:], " ")
		if agency = creditOf(behind); agency == "" && kindOf(behind) != menu {
			continue
		}
		if date = dateIn(strings.Join(words[:i], " ")); date.found() {
			return date, agency
		}
	}
	return dateLine{}, ""
}

// postedBy matches "Posted on 12 March 2026 by Jane Doe"; signedDate "AFP Published 12 March 2026".
var (
	postedBy   = pattern.New(`(?i)^(?:posted|published)(?: on)? (.{6,40}?) by (.{2,60})$`)
	signedDate = pattern.New(`^([\p{L}][\p{L} .-]{1,30}?)[\s|,•·-]+((?i:published|updated|posted)?.{8,60})$`)
)

func (d *dump) takeByline(b byLine, number int) {
	d.byline, d.bylineAt = b, number
	d.takeCredit(b.agency, number)
	d.takeDate(dateLine{published: b.date}, number)
}

func (d *dump) takeDate(date dateLine, number int) {
	if d.date.published == "" && date.published != "" {
		d.date.published, d.dateAt = date.published, number
	}
	if d.date.updated == "" && date.updated != "" {
		d.date.updated = date.updated
		if d.dateAt == 0 {
			d.dateAt = number
		}
	}
}

func (d *dump) takeCredit(agency string, number int) {
	if agency != "" && d.credit.text == "" {
		d.credit = paragraph{text: agency, number: number}
	}
}

// takeTitle chooses the title among the lines above the story. A page may begin with its own name, or that of a section:
// a line of few words gives way to a headline below it.
func (d *dump) takeTitle(left []paragraph, stated string) {
	if len(left) == 0 {
		return
	}
	at := 0
	if d.isPage && isLabel(left[0].text) {
		at = max(0, slices.IndexFunc(left, func(p paragraph) bool { return isHeadline(p.text) }))
	}
	d.title = left[at]
	d.title.text = oneLine(d.title.text)
	d.body = append(d.body, left[at+1:]...)
	if stated != "" && !strings.EqualFold(stated, d.title.text) && !(d.isPage && isHeadline(d.title.text)) {
		d.body = append([]paragraph{left[at]}, d.body...) // no title, but the text's first words
	}
}

// oneLine takes the ends of lines out of a title. The wide space of East Asian titles is part of them.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) && r != '\u3000' }), " ")
}

// isLabel tells the name of a section or a site, of up to three words or six ideographs.
func isLabel(l string) bool {
	n, wide := utf8.RuneCountInString(l), columns(l)
	return len(strings.Fields(l)) <= 3 && n <= 30 && (wide < 2*n-2 || n <= 6)
}

func isHeadline(l string) bool {
	return !isLabel(l) && !isLong(l) && !strings.HasSuffix(l, ".")
}
