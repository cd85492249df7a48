package source

import (
	"html"
	"regexp"
	"strings"

	"github.com/masthead-feeds/masthead/source/dates"
)

// A press release says in its text when it may be printed. Where nothing else of a Markdown file or a page does, such a line
// at the head of the story holds it, for what is meant to be seen by desks must not be found out by readers.

// orderLine matches a line that holds a story and says nothing else.
var orderLine = regexp.MustCompile(`(?i)^\W*(?:(?:strictly |strict )?(?:(?:under )?embargo(?:ed)?\b|not for (?:publication|release|use|broadcast) (?:before|until)\b|hold for release\b|sperrfrist\b|gesperrt bis\b|sous embargo\b|bajo embargo\b|sotto embargo\b|sob embargo\b))(.*)$`)

// untilWord matches what stands before the time in such a line, and is what makes it an order.
var untilWord = regexp.MustCompile(`(?i)^\W*(?:(?:until|till|til|for release(?: on| at)?|before|to|bis(?: zum)?|jusqu['’](?:au|à|en)|hasta(?: el)?|fino al?|até(?: o)?)\b|:)[\s:–—-]*`)

const (
	linesAtHead  = 4   // in which such a line may stand
	longestOrder = 120 // bytes; a longer line is a sentence of the story
)

var tag = regexp.MustCompile(`</?([a-zA-Z0-9]+)[^>]*>`)

// headLines gives the first lines of text that a body shows. It reads no more of the body than that: every article is asked.
func headLines(body string) (lines []string) {
	const enough = 4 << 10
	if len(body) > enough {
		body = strings.ToValidUTF8(body[:enough], "")
	}
	var line strings.Builder
	end := func() {
		if l := strings.Join(strings.Fields(html.UnescapeString(line.String())), " "); l != "" {
			lines = append(lines, l)
		}
		line.Reset()
	}
	for body != "" && len(lines) < linesAtHead {
		text, name := body, ""
		if at := tag.FindStringSubmatchIndex(body); at != nil {
			text, name, body = body[:at[0]], body[at[2]:at[3]], body[at[1]:]
		} else {
			body = ""
		}
		for i, part := range strings.Split(text, "\n") {
			if i > 0 {
				end()
			}
			line.WriteString(part)
		}
		if !isWithinLine(name) {
			end()
		}
	}
	return lines[:min(len(lines), linesAtHead)]
}

// isWithinLine knows the elements that begin no new line.
func isWithinLine(name string) bool {
	switch strings.ToLower(name) {
	case "a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time", "u", "font":
		return true
	}
	return false
}

// holdByText holds an article whose text begins with an order to do so, until the time that it gives or, if that cannot be
// read, until somebody has seen to it.
func (a *Article) holdByText() {
	if a.Embargo.Known() {
		return
	}
	for _, line := range headLines(a.HTML) {
		m := orderLine.FindStringSubmatch(line)
		if m == nil || len(line) > longestOrder {
			continue
		}
		rest := strings.Trim(untilWord.ReplaceAllString(m[1], ""), " .()[]*_-–—:")
		from := Origin{File: a.file.Path, Rule: "line of the text"}
		d, err := dates.Parse(rest, a.file.Zone)
		switch ordered := rest == "" || untilWord.MatchString(m[1]) || !strings.Contains(strings.ToLower(line), "embargo"); {
		case err == nil:
			a.Embargo.Set(d.Time, from)
		case !ordered: // "Embargo on cod lifted"
			continue
		default:
			a.Hold(from)
			a.Problem(Problem{Field: "embargo", Message: "the text begins with an embargo whose time cannot be read, so that it is held back",
				Fix: "write embargo: and the time in its front matter or a sidecar"})
		}
		return
	}
}
