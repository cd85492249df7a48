package text

import (
	"regexp"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source/dates"
)

// dateLine is what a line that is a date and nothing else says: when the story was published, when it was changed.
type dateLine struct {
	published, updated string
}

func (d dateLine) found() bool { return d.published != "" || d.updated != "" }

// dateWords stand before a date. Those of the second list tell when a page was changed, not when it came out.
var (
	publishedWords = regexp.MustCompile(`(?i)^(?:first published|published|posted|issued|created|released|date|publié|mis en ligne|veröffentlicht|erschienen|publicado|pubblicato|gepubliceerd|发布时间|发表时间)(?: on| at| le| am| el| il| op)?\s*[:：]?\s*`)
	updatedWords   = regexp.MustCompile(`(?i)^(?:last updated|last modified|updated|modified|mis à jour|mise à jour|modifié|aktualisiert|zuletzt aktualisiert|stand|actualizado|aggiornato|bijgewerkt|更新时间)(?: on| at| le| am| el| il| op)?\s*[:：]?\s*`)
	dateBars       = regexp.MustCompile(`\s*[|•·]\s*|\s+[-–—]\s+`)
	numericDay     = regexp.MustCompile(`^\d{1,2}[/-]\d{1,2}[/-]\d{4}$`)
)

// dateIn reads a line that is one date, or the two of publication and change. A clock or a zone that cannot be read is
// left away, and the day stays.
func dateIn(l string) (d dateLine) {
	if len(l) < len("2/1/2006") || len(l) > 120 || !strings.ContainsAny(l, "0123456789") || strings.Contains(l, "\n") {
		return dateLine{}
	}
	if d = oneDate(l); d.found() {
		return d
	}
	for _, part := range dateBars.Split(splitChange(l), -1) {
		switch one := oneDate(part); {
		case one.updated != "" && d.updated == "":
			d.updated = one.updated
		case one.published != "" && d.published == "":
			d.published = one.published
		case !one.found() && !isClock(strings.Fields(part)):
			return dateLine{}
		}
	}
	return d
}

// changeInside finds the words that tell of a change in the middle of a line.
var changeInside = regexp.MustCompile(`(?i)[^|•· ] +((?:last )?(?:updated|modified)|mis à jour|modifié|aktualisiert|actualizado|aggiornato)`)

// splitChange puts a bar between the two dates of a line that has none: "Published 12 March 2026 Updated 13 March 2026".
func splitChange(l string) string {
	at := changeInside.FindStringSubmatchIndex(l)
	if at == nil {
		return l
	}
	return l[:at[2]] + "|" + l[at[2]:]
}

func oneDate(l string) (d dateLine) {
	rest := publishedWords.ReplaceAllString(l, "")
	if change := updatedWords.ReplaceAllString(l, ""); change != l {
		d.updated = day(change)
		return d
	}
	if d.published = day(rest); d.published == "" && numericDay.MatchString(rest) {
		d.published = rest // day or month first: its writer is asked
	}
	return d
}

// day gives as much of s as is a date. A bare year or number is none.
func day(s string) string {
	words := strings.Fields(strings.Trim(strings.Replace(s, " - ", " ", 1), " .,;()|"))
	for n := len(words); n > 0 && n >= len(words)-5; n-- {
		part := strings.TrimRight(strings.Join(words[:n], " "), ",;-–—|")
		if len(part) < len("2/1/2006") || !strings.ContainsAny(part, " -/.年") {
			break
		}
		if _, err := dates.Parse(part, time.UTC); err == nil && (n == len(words) || isClock(words[n:])) {
			return part
		}
	}
	return ""
}

// isClock reports whether the words behind a date are only more of it: a time of day and a zone that nobody else knows.
func isClock(words []string) bool {
	for _, w := range words {
		w = strings.Trim(w, "(),;")
		upper := w == strings.ToUpper(w)
		if !upper && !containsFold([]string{"at", "um", "à", "a", "las", "uhr", "am", "pm", "a.m.", "p.m.", "h", "o’clock"}, w) {
			return false
		}
	}
	return true
}
