package text

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/dates"
)

// line is a line of the file, or a paragraph that begins there.
type line struct {
	text    string
	number  int
	heading bool
}

// dump is a text taken apart.
type dump struct {
	title, byline, date        line
	credit, notice, siteNotice line
	body                       []line

	inFurniture bool // from here on the page speaks, not the story
}

// read takes a text apart. first is the file's line on which the text begins.
func read(text []byte, first int) *dump {
	d := &dump{}
	for _, p := range paragraphs(string(text), first) {
		d.take(p)
	}
	d.settleNotices()
	return d
}

// longLine is the length in characters from which a line is plainly a paragraph of its own and not one of a text that
// was broken at 72 or 80 columns.
const longLine = 120

// paragraphs joins the lines of a text that was broken into columns; in any other text a line is a paragraph.
func paragraphs(text string, first int) (list []line) {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	broken := isBroken(lines)
	for i, l := range lines {
		l = strings.TrimSpace(strings.ReplaceAll(l, "\u00A0", " "))
		joins := broken && l != "" && i > 0 && strings.TrimSpace(lines[i-1]) != "" && len(list) > 0 && !standsAlone(l) && !standsAlone(list[len(list)-1].text)
		switch {
		case l == "":
		case joins:
			list[len(list)-1].text += "\n" + l
		default:
			list = append(list, line{text: l, number: first + i})
		}
	}
	return list
}

func isBroken(lines []string) bool {
	for _, l := range lines {
		if utf8.RuneCountInString(l) > longLine {
			return false
		}
	}
	return true
}

// standsAlone tells the lines that are never part of a paragraph.
func standsAlone(l string) bool {
	_, isNotice := source.ParseNotice(l)
	return isNotice || headingText(l) != "" || bylineName(l) != "" || matches(furniture, l) || matches(pageEnd, l)
}

// take sorts one paragraph.
func (d *dump) take(p line) {
	if _, ok := source.ParseNotice(p.text); ok {
		d.takeNotice(p)
		return
	}
	switch {
	case isNoise(p.text) || matches(furniture, p.text):
	case d.inFurniture:
	case len(d.body) > 0 && matches(pageEnd, p.text):
		d.inFurniture = true
	case d.title.text == "":
		d.title = line{text: strings.Join(strings.Fields(p.text), " "), number: p.number}
	default:
		d.takeText(p)
	}
}

// topLines is how many paragraphs below the title can still be its byline or its date.
const topLines = 4

func (d *dump) takeText(p line) {
	if len(d.body) < topLines {
		if name := bylineName(p.text); name != "" && d.byline.text == "" {
			d.byline = line{text: name, number: p.number}
			return
		}
		if date := dateOfLine(p.text); date != "" && len(d.body) == 0 && d.date.text == "" {
			d.date = line{text: date, number: p.number}
			return
		}
	}
	if h := headingText(p.text); h != "" {
		p.text, p.heading = h, true
	}
	if len(d.body) == 0 {
		d.datelineCredit(p)
	}
	d.body = append(d.body, p)
}

// takeNotice tells the story's own notice from that of the site the text was copied from: the story's stands at its
// foot, the site's behind the page's furniture.
func (d *dump) takeNotice(p line) {
	p.text = strings.Join(strings.Fields(p.text), " ")
	if !d.inFurniture && d.notice.text == "" && len(d.body) > 0 {
		d.notice = p
		return
	}
	d.siteNotice = p
}

// settleNotices reads the credit off the story's notice: a bare sign and name is how an agency signs, while a notice
// with a year or with rights reserved is anybody's.
func (d *dump) settleNotices() {
	n, ok := source.ParseNotice(d.notice.text)
	if !ok || n.Holder == "" || d.credit.text != "" {
		return
	}
	bare := n.Year == 0 && n.Text == "© "+n.Holder
	if agency := agencyName(n.Holder); agency != "" {
		d.credit = line{text: agency, number: d.notice.number}
	} else if bare && d.byline.text == "" {
		d.credit = line{text: n.Holder, number: d.notice.number}
	}
}

// dateline matches "WASHINGTON (AP) —" and "BEIJING, June 18 (Reuters) -" at the start of a story.
var dateline = regexp.MustCompile(`^[\p{Lu}][\p{L} .,'’/\d-]{1,60}\(([\p{L}][\p{L} .-]{1,40})\)\s*[-–—:]`)

func (d *dump) datelineCredit(p line) {
	if m := dateline.FindStringSubmatch(p.text); m != nil {
		if agency := agencyName(m[1]); agency != "" {
			d.credit = line{text: agency, number: p.number}
		}
	}
}

// isNoise tells lines that say nothing: quotes around nothing, counters, rules.
func isNoise(l string) bool {
	for _, r := range l {
		if unicode.IsLetter(r) {
			return false
		}
	}
	return dateOfLine(l) == ""
}

// dateOfLine gives the date of a line that is a date and nothing else. A bare year or number is none.
func dateOfLine(l string) string {
	if len(l) < len("2/1/2006") || len(l) > 60 {
		return ""
	}
	for _, lead := range datePrefixes {
		l = strings.TrimPrefix(l, lead)
	}
	if _, err := dates.Parse(l, time.UTC); err != nil || !strings.ContainsAny(l, " -/.年") {
		return ""
	}
	return l
}

// heading matches the way agencies mark a heading inside a text: – Array of disputes –, or *** Title ***.
var heading = regexp.MustCompile(`^(?:[-–—]{1,3}|\*{1,3}|={1,3}|#{1,3})\s*(\S.{0,100}?\S)\s*(?:[-–—]{1,3}|\*{1,3}|={1,3}|#{1,3})$`)

func headingText(l string) string {
	m := heading.FindStringSubmatch(l)
	if m == nil || strings.Contains(l, "\n") {
		return ""
	}
	return m[1]
}

// bylineName gives who a line such as "By Jane Doe" names, as written behind the word.
func bylineName(l string) string {
	if utf8.RuneCountInString(l) > 80 || strings.ContainsAny(l, "\n.?!:;") && !strings.Contains(l, "Jr.") {
		return ""
	}
	for _, word := range bylineWords {
		if len(l) <= len(word)+1 || !strings.EqualFold(l[:len(word)], word) || l[len(word)] != ' ' {
			continue
		}
		name := strings.TrimSpace(l[len(word):])
		if first, _ := utf8.DecodeRuneInString(name); unicode.IsUpper(first) || unicode.IsLetter(first) && !unicode.IsLower(first) {
			return name
		}
	}
	return ""
}
