package feed

import (
	"html"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/masthead-feeds/masthead/source"
)

// This file is what an item says of how its story was put right after it had been published.

// correctionWord is what a correction is called in a language; in English, where nobody has told us better.
func correctionWord(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return "Correction"
	}
	base, _ := parsed.Base()
	switch base.String() {
	case "de":
		return "Korrektur"
	case "es":
		return "Corrección"
	case "it":
		return "Correzione"
	case "ja":
		return "訂正"
	case "nl":
		return "Correctie"
	case "pt":
		return "Correção"
	}
	return "Correction" // in French, too
}

// changed gives when an article was last changed, in whole seconds: the latest of when it was published, when it says
// that it was updated, and the dates of its corrections. Where now is not zero, what lies after it is left out, since
// nothing has been changed yet at an hour to come.
func (c Candidate) changed(now time.Time) time.Time {
	at := c.Article.Published.Value
	for t := range c.Article.Changes {
		if t.After(at) && (now.IsZero() || !t.After(now)) {
			at = t
		}
	}
	return at.Truncate(time.Second)
}

// ChangesAfter gives the first instant after now at which the item becomes another by what its article says of when it was
// changed; zero for never.
func (c Candidate) ChangesAfter(now time.Time) (next time.Time) {
	for t := range c.Article.Changes {
		if t.After(now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	return next
}

// corrections gives those that have been made by the instant now; of a zero now all. What one of an hour to come says is not to be
// seen before.
func corrections(a *source.Article, now time.Time) (list []source.Correction) {
	for _, c := range a.Corrections.Value {
		if now.IsZero() || !c.Date.After(now) {
			list = append(list, c)
		}
	}
	return list
}

// corrections puts what was put right behind the text. The line that the policy asks for stays the last: whoever licensed the
// story asked for it to end the text, and the corrections are the story's own.
func (m *maker) corrections() {
	for _, c := range corrections(m.a, m.now) {
		text := m.clean("corrections", c.Text, m.a.Corrections.From)
		if text == "" {
			continue
		}
		head := correctionWord(m.it.Language)
		if !c.Date.IsZero() {
			head += ", " + c.Date.Format(time.DateOnly)
		}
		if m.it.Text != "" {
			m.it.Text += "\n\n" + head + ": " + text
		}
		m.it.HTML += `<p class="correction"><strong>` + head + ":</strong> " + html.EscapeString(text) + "</p>"
	}
}

// isCorrected reports that by the instant now the article says of itself that it was corrected, or its provider does.
func isCorrected(a *source.Article, now time.Time) bool {
	for _, s := range a.Signals.Value {
		if strings.HasSuffix(strings.ToLower(s), "correction") {
			return true
		}
	}
	return len(corrections(a, now)) > 0
}
