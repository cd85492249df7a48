package feed

import (
	"cmp"
	"html"
	"net/url"
	"strings"

	"github.com/masthead-feeds/masthead/source"
)

// This file puts into the text what readers show nowhere else: who made a story, whose it is, and what may be done with it. The
// lines have no words but those of the story, so that they are in its language.

// mention is a part of such a line.
type mention struct {
	before string // what parts it from the one before
	class  string
	rel    string
	text   string
	url    string // empty for words alone
}

// writeCredits puts a byline before the text that a document carries, and a line of rights behind it. A summary has no room for
// them.
func (it *Item) writeCredits(c Cut) {
	if c.Text != source.Full || it.HTML == "" && it.Text == "" {
		return
	}
	var byline, rights, origin []mention
	if it.CreditLines {
		byline, rights = it.byline(), it.rights()
	}
	if it.SourceLink {
		u, err := url.Parse(it.SourceURL)
		if err != nil {
			u = &url.URL{Host: it.SourceURL}
		}
		origin = []mention{{"", "source", "external", cmp.Or(it.SourceTitle, u.Hostname()), it.SourceURL}}
	}
	if it.Text != "" {
		it.Text = strings.TrimSpace(lineText(byline) + "\n\n" + it.Text + "\n\n" + strings.TrimSpace(lineText(rights)+"\n"+lineText(origin)))
	}
	it.HTML = lineHTML("byline", byline) + it.HTML + lineHTML("rights", rights) + lineHTML("source", origin)
}

// byline names who made the story, and the agency behind them. It is not written twice: some texts begin with it.
func (it *Item) byline() (list []mention) {
	const opening = 300
	start := cmp.Or(it.HTML, it.Text)
	start = start[:min(opening, len(start))]
	if len(it.Authors) > 0 && strings.Contains(strings.ToLower(start), strings.ToLower(html.EscapeString(it.Authors[0].Name))) {
		return nil
	}
	for _, p := range it.Authors {
		list = append(list, mention{", ", "author", "author", p.Name, p.URL})
	}
	if it.Credit != "" && !named(it.Authors, it.Credit) {
		list = append(list, mention{before: " / ", class: "credit", text: it.Credit})
	}
	return list
}

// rights say whose the story is and what may be done with it.
func (it *Item) rights() (list []mention) {
	const dot = " · "
	if it.Notice != "" {
		list = append(list, mention{before: dot, class: "copyright", text: it.Notice})
	}
	for _, l := range it.Licenses {
		list = append(list, mention{dot, "license", "license", cmp.Or(l.Title, l.URL), l.URL})
	}
	if it.UsageTerms != "" {
		list = append(list, mention{before: dot, class: "usage-terms", text: it.UsageTerms})
	}
	if it.UsageTermsURL != "" {
		list = append(list, mention{dot, "usage-terms", "license", it.UsageTermsURL, it.UsageTermsURL})
	}
	return list
}

func lineHTML(class string, list []mention) string {
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<p class="` + class + `">`)
	for i, m := range list {
		if i > 0 {
			b.WriteString(m.before)
		}
		if text := html.EscapeString(m.text); m.url == "" {
			b.WriteString(`<span class="` + m.class + `">` + text + "</span>")
		} else {
			b.WriteString(`<a class="` + m.class + `" rel="` + m.rel + `" href="` + html.EscapeString(m.url) + `">` + text + "</a>")
		}
	}
	b.WriteString("</p>")
	return b.String()
}

func lineText(list []mention) string {
	var b strings.Builder
	for i, m := range list {
		if i > 0 {
			b.WriteString(m.before)
		}
		b.WriteString(m.text)
		if m.url != "" && m.url != m.text {
			b.WriteString(" <" + m.url + ">")
		}
	}
	return b.String()
}
