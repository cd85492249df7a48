package text

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dump is a text taken apart.
type dump struct {
	title, credit      paragraph
	byline             byline
	bylineAt           int
	date               dateLine
	dateAt             int
	notice, siteNotice paragraph
	body               []paragraph

	isPage  bool // some line proves that the text was copied from a page
	prose   int  // paragraphs of the story, as far as their length shows
	notices []notice
}

// read takes a text apart. first is the file's line on which the text begins; stated is the title where something else
// than the text states it.
func read(text []byte, first int, stated string) *dump {
	d := &dump{}
	list := paragraphs(string(text), first)
	kinds := d.sort(list)
	begin, finish := d.story(list, kinds)
	d.head(list[:begin], kinds[:begin], stated)
	d.rest(list[begin:finish], kinds[begin:finish])
	d.notes(list, kinds, finish)
	d.foot()
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
		switch {
		case kinds[i] == furniture, kinds[i] == end:
			proof += enough
		case kinds[i] == menu, isSigned(p.text), kinds[i] == noise && len(strings.Fields(p.text)) > 1 && !isRule(p.text):
			proof++ // also of two counters side by side
		}
		if kinds[i] == plain && isProse(p.text) {
			d.prose++
		}
	}
	if len(holders) > 1 { // two owners: the story's and the site's
		proof += enough
	}
	if d.isPage = proof >= enough; d.isPage {
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
	return creditOf(l) != "" || deskSign.MatchString(l) || publishedWords.MatchString(l) && dateIn(l).found()
}

// isRule tells a line of signs alone, which sets apart what stands around it.
func isRule(l string) bool {
	return strings.IndexFunc(l, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

// isProse tells a paragraph of a story from a line of a page.
func isProse(l string) bool {
	n := utf8.RuneCountInString(l)
	return n >= longLine || n >= 60 && endsSentence(l)
}

func endsSentence(l string) bool {
	last, _ := utf8.DecodeLastRuneInString(l)
	return strings.ContainsRune(`.!?…"”»“。！？」)`, last)
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
func isLong(l string) bool { return utf8.RuneCountInString(l) > 200 }

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
		case strings.EqualFold(p.text, "by") && i+1 < len(list) && bylineOf("By "+list[i+1].text).found():
			i++
			d.takeByline(bylineOf("By "+list[i].text), list[i].number)
		case d.takeLine(p):
		default:
			left = append(left, p)
		}
	}
	d.takeTitle(left, stated)
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
	if m := signedDate.FindStringSubmatch(p.text); m != nil && agencyIn(m[1]) != "" && dateIn(m[2]).found() {
		d.takeCredit(agencyIn(m[1]), p.number)
		d.takeDate(dateIn(m[2]), p.number)
		return true
	}
	if agency := creditOf(p.text); agency != "" {
		d.takeCredit(agency, p.number)
		return true
	}
	return d.isPage && isDesk(p.text)
}

// postedBy matches "Posted on 12 March 2026 by Jane Doe"; signedDate "AFP Published 12 March 2026".
var (
	postedBy   = regexp.MustCompile(`(?i)^(?:posted|published)(?: on)? (.{6,40}?) by (.{2,60})$`)
	signedDate = regexp.MustCompile(`^([\p{L}][\p{L} .-]{1,30}?)[\s|,•·-]+((?i:published|updated|posted)?.{8,60})$`)
)

func (d *dump) takeByline(b byline, number int) {
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
	d.title.text = strings.Join(strings.Fields(d.title.text), " ")
	d.body = append(d.body, left[at+1:]...)
	if stated != "" && !strings.EqualFold(stated, d.title.text) && !(d.isPage && isHeadline(d.title.text)) {
		d.body = append([]paragraph{left[at]}, d.body...) // no title, but the text's first words
	}
}

func isLabel(l string) bool { return len(strings.Fields(l)) <= 3 && utf8.RuneCountInString(l) <= 30 }

func isHeadline(l string) bool {
	return !isLabel(l) && !isLong(l) && !strings.HasSuffix(l, ".")
}

// rest reads the story itself.
func (d *dump) rest(list []paragraph, kinds []kind) {
	for i, p := range list {
		switch {
		case p.notice, kinds[i] != plain && d.isPage:
		default:
			if h := headingText(p.text); h != "" && !p.verbatim {
				p.text, p.heading = h, true
			}
			if d.prose > 0 && i < 3 {
				d.takeCredit(datelineAgency(p.text), p.number)
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
		case kinds[i] == end && prose > 0, kinds[i] == furniture && prose > 0:
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
		case isProse(p.text) && !b.found():
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
		case d.isPage && cut < 0 && !endsSentence(p.text) && !deskSign.MatchString(p.text) && !bylineOf(p.text).found():
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
