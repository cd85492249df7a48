package markdown

import (
	"cmp"
	"html"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// writers write what tags become. The others go without a trace.
var writers = map[becomes]func(*writer, *piece){
	unknown:   (*writer).unknown,
	untold:    (*writer).miss,
	code:      (*writer).code,
	picture:   (*writer).picture,
	link:      (*writer).embedded,
	file:      (*writer).file,
	reference: (*writer).file,
	quote:     (*writer).quote,
	note:      (*writer).aside,
	details:   (*writer).aside,
	section:   (*writer).section,
	argument:  (*writer).argument,
}

// tag writes what a tag becomes.
func (w *writer) tag(p *piece) {
	if write := writers[p.row.becomes]; write != nil {
		write(w, p)
	}
}

// encloses reports whether there is something between the tag and another.
func (p *piece) encloses() bool { return p.pair > 0 || p.ended || p.tag.bodied }

// unknown leaves out a tag that nothing is known of, unless it says itself where its words lead.
func (w *writer) unknown(p *piece) {
	if p.encloses() || p.tag.closes {
		return
	}
	address, words := p.tag.get("href", "url", "link", "src"), p.tag.get("title", "text", "name", "label")
	if p.text == "" && words != "" && strings.ContainsAny(address, "/.#") {
		w.link(p, address)
		return
	}
	w.miss(p)
	w.unlinked = w.unlinked || p.text != ""
	w.put(p.text)
}

// section writes the label of one of several parts, such as a tab.
func (w *writer) section(p *piece) {
	if !p.tag.closes {
		w.label(cmp.Or(p.tag.get("label", "title", "name", "header", "value"), strings.Join(p.tag.words(), " ")))
	}
}

// argument writes the first argument of a tag that encloses nothing.
func (w *writer) argument(p *piece) {
	if list := p.tag.words(); !p.encloses() && len(list) > 0 {
		w.put(literal(list[0]))
	}
}

// label writes the name of one of several parts.
func (w *writer) label(s string) {
	if s = strings.TrimSpace(s); s != "" {
		w.block("<p><strong>" + html.EscapeString(s) + "</strong></p>")
	}
}

// code writes what a tag encloses as fenced code, or as a code span within a line.
func (w *writer) code(p *piece) {
	t := p.tag
	body := t.body
	if !t.bodied {
		if body = t.get("code", "chart"); body == "" {
			if !t.closes {
				w.miss(p)
			}
			return
		}
	}
	if w.page {
		w.put(t.codeElement(body))
		return
	}
	if !strings.Contains(body, "\n") && !w.standsAlone() {
		fence := fenceFor(body, 1)
		w.put(fence + " " + strings.TrimSpace(body) + " " + fence)
		return
	}
	prefix, _ := margins(w.text[w.lineStart:])
	body = strings.TrimRight(strings.Trim(strings.ReplaceAll(body, "\r\n", "\n"), "\n"), " \t")
	fence := fenceFor(body, 3)
	lines := strings.Split(strings.TrimSuffix(body, "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimPrefix(l, prefix)
	}
	w.block(append(append([]string{fence + t.language()}, lines...), fence)...)
}

// codeElement gives code as HTML.
func (t *tag) codeElement(body string) string {
	language := t.language()
	if language != "" {
		language = ` class="language-` + html.EscapeString(language) + `"`
	}
	return "<pre><code" + language + ">" + html.EscapeString(strings.Trim(body, "\r\n")) + "</code></pre>"
}

// fenceFor gives backticks that do not stand in the body, at least so many.
func fenceFor(body string, least int) string {
	longest := least - 1
	backticks([]byte(body), 0, func(_, n int) bool { longest = max(longest, n); return true })
	return strings.Repeat("`", longest+1)
}

var languageName = pattern.New(`^[A-Za-z][\w+#.-]{0,30}$`)

// language gives the language of code, where the tag names it: lang:go, lang="go", or the first word that may be one.
func (t *tag) language() string {
	if s := t.get("lang", "language", "type", "syntax"); s != "" {
		if languageName.MatchString(s) {
			return s
		}
		return ""
	}
	if t.name == "mermaid" {
		return t.name
	}
	if list := t.words(); len(list) > 0 && t.name != "codeblock" && languageName.MatchString(list[0]) {
		return list[0]
	}
	return ""
}
