package source

import (
	"html"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/orders"
)

// A press release says in its text when it may be printed. Where nothing else of a Markdown file or a page does, such a line
// at the head of the story holds it, for what is meant to be seen by desks must not be found out by readers.

// Where an order to hold a story is looked for: in so many of the first lines of its text, and in so many bytes of its HTML.
const (
	LinesAtHead = 4
	HeadOfText  = 4 << 10
)

// lineAtMost is how many bytes of a line are looked at: an order is shorter by far.
const lineAtMost = 1000

// headLines gives the first lines of text that a body shows. It reads no more of the body than that: every article is asked.
func headLines(body string) (lines []string) {
	if len(body) > HeadOfText {
		end := HeadOfText
		for end > 0 && !utf8.RuneStart(body[end]) {
			end--
		}
		body = body[:end]
	}
	var room [lineAtMost]byte
	line := room[:0]
	for body != "" && len(lines) < LinesAtHead {
		at := strings.IndexAny(body, "<\n")
		if at < 0 {
			at = len(body)
		}
		line = append(line, body[:min(at, max(0, lineAtMost-len(line)))]...)
		body = body[at:]
		name, size := tagAt(body)
		switch {
		case size == 0 && body != "": // a sign that begins no tag
			line = append(line, '<')
			size = 1
		case !isWithinLine(name):
			if l := folded(html.UnescapeString(string(line))); l != "" {
				lines = append(lines, l)
			}
			line = line[:0]
		}
		body = body[size:]
	}
	return lines
}

// folded gives a line with no white space but single blanks between its words.
func folded(l string) string {
	previous := 'x'
	for _, r := range l {
		if r <= ' ' && (r != ' ' || previous == ' ') || r >= utf8.RuneSelf && unicode.IsSpace(r) {
			return strings.Join(strings.Fields(l), " ")
		}
		previous = r
	}
	return strings.Trim(l, " ")
}

// tagAt gives the name of the tag that s begins with, and its size. The end of a line has no name.
func tagAt(s string) (name string, size int) {
	if strings.HasPrefix(s, "\n") {
		return "", 1
	}
	inner := strings.TrimPrefix(strings.TrimPrefix(s, "<"), "/")
	n := strings.IndexFunc(inner, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	end := strings.IndexByte(s, '>')
	if n <= 0 || end < 0 {
		return "", 0
	}
	return inner[:n], end + 1
}

// isWithinLine knows the elements that begin no new line.
func isWithinLine(name string) bool {
	switch strings.ToLower(name) {
	case "a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time", "u", "font":
		return true
	}
	return false
}

// holdByWords holds an article by the orders to do so in its words: the first lines of its text, its title and its summary. Of
// several the latest holds.
func (a *Article) holdByWords(lines []string) {
	stated := a.statesEmbargo()
	a.holdByText(lines, stated)
	if !stated {
		a.holdByTitle()
	}
}

// holdByText holds an article if one of the lines that its text begins with is an order to do so: until the time that it gives or,
// if that cannot be read, until somebody has seen to it. What states an embargo elsewhere counts more, but a story that is killed
// stays inside.
func (a *Article) holdByText(lines []string, stated bool) {
	from := Origin{File: a.file.Path, Rule: "line of the text"}
	for _, line := range lines {
		o, ok := orders.Read(line)
		if !ok && orders.IsInside(line) {
			a.holdForGood(from, "the text begins with a line that is for editors only, so that it is held back", "take the line out")
			return
		}
		if !ok || stated && !o.Kill {
			continue
		}
		until, read := o.Time(a.file.Zone)
		if !read {
			a.holdForGood(from, "the text begins with a line that holds it and gives no time that can be read, so that it is held back",
				"take the line out, or write embargo: and the time in its front matter or a sidecar")
			return
		}
		a.holdUntil(until, from)
	}
}

// statesEmbargo reports whether anything of the article itself says until when it is held.
func (a *Article) statesEmbargo() bool { return a.Embargo.Known() && !a.Embargo.From.IsPolicy() }

// holdUntil holds an article until an instant. Of two the later holds.
func (a *Article) holdUntil(until time.Time, from Origin) {
	if until.After(a.Embargo.Value) {
		a.Embargo.Value, a.Embargo.From = until, from
	}
}

func (a *Article) holdForGood(from Origin, why, fix string) {
	a.Embargo.Value, a.Embargo.From = farFuture(), from
	a.Problem(Problem{Field: "embargo", Message: why, Fix: fix})
}

// holdByTitle holds an article whose title or summary begins with an order that gives a time, as some desks write before the words
// themselves: "EMBARGOED UNTIL 1 July 2026: Wall to open". One in small letters is a headline about an embargo.
func (a *Article) holdByTitle() {
	for _, f := range []Field[string]{a.Title, a.Summary} {
		for _, words := range ordersAt(f.Value) {
			o, ok := orders.Read(words)
			if until, read := o.Time(a.file.Zone); ok && !o.Kill && read {
				a.holdUntil(until, f.From)
			}
		}
	}
}

// ordersAt gives what may be an order at the beginning of a text: its first line, and what stands before each mark that may set
// an order apart from the words behind it.
func ordersAt(text string) []string {
	if lines := headLines(text); len(lines) > 0 {
		text = lines[0]
	}
	if !beginsInCapitals(text) {
		return nil
	}
	return orderBefore(text)
}

// orderBefore gives a line, and what stands before each mark in it.
func orderBefore(text string) []string {
	list := []string{strings.TrimLeft(text, "[(")}
	for _, mark := range []string{": ", " - ", " – ", " — ", ". ", "] ", ") "} {
		if order, _, found := strings.Cut(text, mark); found {
			list = append(list, strings.TrimLeft(order, "[("))
		}
	}
	return list
}

// beginsInCapitals reports a line that begins with a word in capitals, whatever that is dressed in.
func beginsInCapitals(l string) bool {
	word, _, _ := strings.Cut(strings.TrimLeft(l, "[(*>!-–—•⚠ "), " ")
	return len(word) >= len("EMBARGO") && inCapitals(word)
}
