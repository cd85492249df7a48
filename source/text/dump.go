package text

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source"
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
	list := d.takeOrders(paragraphs(string(text), first))
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
		if !p.verbatim && !isTopLine(p.text) && creditOf(p.text) == "" {
			kinds[i] = kindOf(strings.Trim(headingOr(p.text), " "))
		}
		switch k := kinds[i]; {
		case k == furniture, k == related, k == end, k == contact:
			proof += enough
		case k == menu, isSigned(p.text), k == noise && len(strings.Fields(p.text)) > 1 && !isRule(p.text):
			proof++ // also of two counters side by side
		}
		if kinds[i] == plain && isProse(p.text) {
			d.prose++
		}
	}
	if len(holders) > 1 { // two owners: the story's and the site's
		proof += enough
	}
	if d.isPage = proof >= enough || d.isOrdered; d.isPage {
		spreadContacts(list, kinds)
		spreadRelated(list, kinds)
		return kinds
	}
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
	return dateIn(l).found() && is(published, canonical(l))
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

// topLines is how many lines below the title of a note can still be its byline or its date.
const topLines = 4

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
		case !d.isPage && i > topLines:
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
	odd, found := told(published, canonical(p.text), hasYear.MatchString)
	if found {
		d.takeDate(dateLine{published: odd}, p.number)
	}
	return found
}

var hasYear = regexp.MustCompile(`(?:^|\D)(?:19|20)\d\d(?:$|\D)`)

// dateAndCredit reads a date with the source behind it: "2026-03-12 10:15 来源：新华社", "12 March 2026 (AFP)".
func dateAndCredit(l string) (date dateLine, agency string) {
	words := strings.Fields(canonical(l))
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
	postedBy   = regexp.MustCompile(`(?i)^(?:posted|published)(?: on)? (.{6,40}?) by (.{2,60})$`)
	signedDate = regexp.MustCompile(`^([\p{L}][\p{L} .-]{1,30}?)[\s|,•·-]+((?i:published|updated|posted)?.{8,60})$`)
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
	for d.isPage && at+1 < len(left) && isLabel(left[at].text) && isHeadline(left[at+1].text) {
		at++
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

// isLabel tells the name of a section or a site, of up to three words or eight ideographs.
func isLabel(l string) bool {
	n, wide := utf8.RuneCountInString(l), columns(l)
	return len(strings.Fields(l)) <= 3 && n <= 30 && (wide < 2*n-2 || n <= 8)
}

func isHeadline(l string) bool {
	return !isLabel(l) && !isLong(l) && !strings.HasSuffix(l, ".")
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

// foot reads the lines below the last prose: who is credited, and who signs. The last line of a note may name its writer.
func (d *dump) foot() {
	d.cutTail()
	n := len(d.body)
	for n > 0 {
		p := d.body[n-1]
		agency := creditOf(p.text)
		b := bylineOf(p.text)
		switch {
		case isProse(p.text) && !b.found(), signoffOf(p.text) != nil:
			return
		case agency != "":
			d.takeCredit(agency, p.number)
		case deskSign.MatchString(p.text):
		case b.found() && !d.byline.found():
			d.takeByline(b, p.number)
		default:
			return
		}
		n--
		d.body = d.body[:n]
	}
}

// dropSecondByline takes out of a page the name that stands alone below the title where a byline gives it, too.
func (d *dump) dropSecondByline() {
	for i := 0; d.isPage && d.byline.name != "" && i < min(topLines, len(d.body)); i++ {
		if strings.EqualFold(d.body[i].text, d.byline.name) {
			d.body = slices.Delete(d.body, i, i+1)
			return
		}
	}
}

// cutTail takes off what stands below the last prose of a page and is no sentence: the headlines of other stories, the
// words of buttons. A credit there ends the story. What is long is no such tail.
func (d *dump) cutTail() {
	last := len(d.body) - 1
	for last >= 0 && !isProse(d.body[last].text) {
		last--
	}
	if last < 0 {
		return
	}
	d.takeCredit(closingAgency(d.body[last].text), d.body[last].number)
	size, tail, cut := 0, 0, -1
	for i, p := range d.body {
		size += len(p.text)
		if i <= last {
			continue
		}
		tail += len(p.text)
		switch {
		case creditOf(p.text) != "":
			d.body = d.body[:i+1]
			return
		case d.isPage && cut < 0 && !endsSentence(p.text) && !deskSign.MatchString(p.text) && !bylineOf(p.text).found() && signoffOf(p.text) == nil:
			cut = i
		}
	}
	if cut > 0 && 5*tail < size {
		d.body = d.body[:cut]
	}
}

// heading matches the way agencies mark a heading inside a text: – Array of disputes –, or *** Title ***.
var heading = regexp.MustCompile(`^(?:[-–—]{1,3}|\*{1,3}|={1,3}|#{1,3})\s*(\S.{0,100}?\S)\s*(?:[-–—]{1,3}|\*{1,3}|={1,3}|#{1,3})$`)

// quotedHeading matches their other form: 'Array of disputes', « Querelles ».
var quotedHeading = regexp.MustCompile(`^(?:'([^'.!?]{3,60})'|‘([^’.!?]{3,60})’|«\s*([^».!?]{3,60}?)\s*»)$`)

func headingText(l string) string {
	if strings.Contains(l, "\n") {
		return ""
	}
	if m := heading.FindStringSubmatch(l); m != nil {
		return m[1]
	}
	if quotedHeading.MatchString(l) {
		return strings.Trim(l, "'‘’«» ")
	}
	return ""
}

func headingOr(l string) string {
	if h := headingText(l); h != "" {
		return h
	}
	return l
}
