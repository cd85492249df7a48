package markdown

import (
	"cmp"
	"fmt"
	"html"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tag writes what a tag becomes.
func (w *writer) tag(p *piece) {
	t := p.tag
	encloses := p.pair > 0 || p.ended || t.bodied
	switch p.row.becomes {
	case unknown:
		if !encloses && !t.closes {
			w.miss(p)
			w.unlinked = w.unlinked || p.text != ""
			w.put(p.text)
		}
	case untold:
		w.miss(p)
	case code:
		w.code(p)
	case picture:
		w.picture(p)
	case link:
		w.link(p)
	case file, reference:
		w.file(p)
	case quote:
		w.quote(p)
	case note, details:
		w.aside(p)
	case section:
		if s := t.get("label", "title", "name", "header", "value"); !t.closes {
			w.label(cmp.Or(s, strings.Join(t.words(), " ")))
		}
	case argument:
		if list := t.words(); !encloses && len(list) > 0 {
			w.put(literal(list[0]))
		}
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

// fenceFor gives backticks that do not stand in the body, at least so many.
func fenceFor(body string, least int) string {
	longest := least - 1
	backticks([]byte(body), 0, func(_, n int) bool { longest = max(longest, n); return true })
	return strings.Repeat("`", longest+1)
}

var languageName = regexp.MustCompile(`^[A-Za-z][\w+#.-]{0,30}$`)

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

// link writes a link to what a page embeds.
func (w *writer) link(p *piece) {
	t := p.tag
	if t.closes {
		return
	}
	address := t.embedded(p.row.address)
	if address == "" {
		w.miss(p)
		return
	}
	a := anchor(address, t.get("title", "label", "caption", "text"))
	if w.standsAlone() {
		w.block("<p>" + a + "</p>")
		return
	}
	w.put(a)
}

// embedded gives the address of what is embedded: one that is written out, else what the arguments make of the pattern.
func (t *tag) embedded(pattern string) string {
	var ids []string
	for _, a := range t.args {
		if strings.HasPrefix(a.value, "http://") || strings.HasPrefix(a.value, "https://") {
			return a.value
		}
		if a.key == "" {
			ids = append(ids, a.value)
		}
	}
	id := cmp.Or(t.get("id", "videoid", "video_id", "video", "v", "repo", "tweetid", "url", "src", "file"), strings.Join(ids, "/"))
	if id == "" || pattern == "%s" {
		if strings.ContainsAny(id, "/.") {
			return id
		}
		return ""
	}
	if len(ids) > 1 && !strings.Contains(pattern, "gist") {
		id = ids[0]
	}
	if user := t.get("user", "username"); user != "" {
		pattern = strings.NewReplacer("/i/", "/"+user+"/", "/anon/", "/"+user+"/").Replace(pattern)
		if strings.Contains(pattern, "gist") {
			id = user + "/" + id
		}
	}
	return fmt.Sprintf(pattern, id)
}

// file writes the address of an article or file of the site, which stands in a link's brackets, or a link to it.
func (w *writer) file(p *piece) {
	t := p.tag
	if t.closes {
		return
	}
	list := t.words()
	address := t.get("path", "url", "src")
	var text string
	for i, s := range list {
		if address == "" && (len(list) == 1 || strings.ContainsAny(s, "/.") || p.row.becomes == reference && t.dialect == liquid && strings.HasSuffix(t.name, "_link")) {
			address = s
			text = strings.TrimSpace(strings.Join(append(append([]string{}, list[:i]...), list[i+1:]...), " "))
			break
		}
	}
	if address == "" && len(list) > 0 {
		address = list[0]
	}
	address = page(t.name, address)
	if p.row.becomes == reference || t.name == "link" && text != "" {
		w.put(anchor(address, cmp.Or(text, t.get("title"), strings.Trim(address, "./"))))
		return
	}
	w.put(strings.ReplaceAll(address, " ", "%20"))
}

var dated = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$`)

// page gives the address at which the programs publish a file, unless their configuration says otherwise: Jekyll below
// its date, the others in a folder of its name.
func page(tag, file string) string {
	file, fragment, _ := strings.Cut(file, "#")
	if fragment != "" {
		fragment = "#" + fragment
	}
	stem, isArticle := withoutEnding(file)
	jekyll := tag == "post_url" || tag == "link"
	switch {
	case strings.Contains(file, "://"), file == "":
		return file + fragment
	case jekyll:
		if dir, base := path.Split(stem); dated.MatchString(base) {
			m := dated.FindStringSubmatch(base)
			dir = strings.TrimSuffix(strings.Trim(dir, "/"), "_posts")
			return path.Join("/", dir, m[1], m[2], m[3], m[4]) + fragment
		}
		return path.Join("/", strings.TrimPrefix(strings.TrimPrefix(stem, "/"), "_")) + fragment
	case strings.HasPrefix(tag, "asset"), tag == "static", !isArticle && strings.Contains(path.Base(file), "."):
		return file + fragment
	case strings.HasPrefix(stem, "/"):
		return strings.TrimSuffix(stem, "/") + "/" + fragment
	}
	return "../" + strings.TrimSuffix(strings.TrimPrefix(stem, "./"), "/") + "/" + fragment
}

// withoutEnding takes off what an article's file name has and its address has not.
func withoutEnding(file string) (stem string, isArticle bool) {
	for _, ending := range []string{".md", ".mdx", ".markdown", ".html", ".adoc"} {
		if s, ok := strings.CutSuffix(file, ending); ok {
			s = strings.TrimSuffix(strings.TrimSuffix(s, "_index"), "index")
			return s, true
		}
	}
	return file, false
}

// quote writes the ends of a quotation, and below it who said it.
func (w *writer) quote(p *piece) {
	t := p.tag
	switch {
	case p.pair > 0:
		w.block("<blockquote>")
	case p.ended:
		lines := []string{"</blockquote>"}
		if by := p.opener.source(); by != "" {
			lines = []string{"<p>— " + linked(by) + "</p>", "</blockquote>"}
		}
		w.block(lines...)
	case !t.closes:
		if said := cmp.Or(t.get("text", "quote"), strings.Join(t.words(), " ")); said != "" {
			w.block("<blockquote>", "<p>"+html.EscapeString(said)+"</p>", "</blockquote>")
		}
	}
}

// linked makes a link of words that an address stands among.
func linked(s string) string {
	i := strings.Index(s, "http")
	if i <= 0 {
		return html.EscapeString(s)
	}
	address, rest, _ := strings.Cut(s[i:], " ")
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return html.EscapeString(s)
	}
	return anchor(address, strings.Trim(s[:i]+rest, " ,"))
}

// source gives whom a quotation is from.
func (t *tag) source() string {
	by := t.get("author", "by", "name", "attribution")
	if by == "" && t.dialect == liquid && len(t.words()) == len(t.args) {
		by = t.inside
	}
	return strings.Trim(strings.Join(strings.Fields(by+" "+t.get("source", "cite")), " "), `"'`)
}

// aside writes the ends of a note, or of what is shown on demand, with its title.
func (w *writer) aside(p *piece) {
	t := p.tag
	kind, title := t.note()
	begin, head, end := `<aside class="`+kind+`">`, "<p><strong>"+html.EscapeString(plainWords(title))+"</strong></p>", "</aside>"
	if p.row.becomes == details {
		title = cmp.Or(t.get("summary", "title"), strings.Join(t.words(), " "), "…")
		begin, head, end = "<details>", "<summary>"+html.EscapeString(plainWords(title))+"</summary>", "</details>"
	}
	switch {
	case p.pair > 0:
		w.block(begin, head)
	case p.ended:
		w.block(end)
	case !t.closes:
		if said := cmp.Or(t.get("text", "content", "message"), strings.Join(t.words(), " ")); said != "" {
			w.block(begin, head, "<p>"+html.EscapeString(said)+"</p>", end)
			return
		}
		w.miss(p)
	}
}

// note gives the kind of a note and its title. The kind is the tag's own name, or an argument of a tag whose name says
// only that it is a note.
func (t *tag) note() (kind, title string) {
	kind = t.name[strings.LastIndexAny(t.name, "./")+1:]
	title = t.get("title", "header", "heading", "caption")
	var rest []string
	for _, s := range t.words() {
		switch lower := strings.ToLower(s); {
		case kinds[lower]:
			kind = lower
		case lower == "md", lower == "simple", lower == "no-icon", lower == "open", lower == "true", lower == "false", strings.HasPrefix(s, "{"):
		default:
			rest = append(rest, s)
		}
	}
	if named := strings.ToLower(t.get("type", "kind", "variant", "class", "level", "color")); kinds[named] {
		kind = named
	}
	if title == "" {
		title = strings.Join(rest, " ")
	}
	if title == "" {
		title = titled(kind)
	}
	return kind, title
}

// kinds are the words for a note that are titles as well.
var kinds = map[string]bool{
	"note": true, "tip": true, "info": true, "warning": true, "danger": true, "caution": true, "important": true,
	"success": true, "question": true, "failure": true, "error": true, "bug": true, "example": true, "abstract": true,
	"summary": true, "hint": true, "attention": true, "todo": true, "quote": true, "check": true, "done": true,
	"help": true, "faq": true, "tldr": true, "cite": true, "fail": true, "missing": true, "details": true, "warn": true,
	"update": true, "secondary": true, "seealso": true,
}

func titled(s string) string {
	if s == "warn" {
		s = "warning"
	}
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}
