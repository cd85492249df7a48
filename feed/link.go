package feed

import (
	"errors"
	"net/url"
	"path"
	"strings"

	"github.com/masthead-feeds/masthead/feed/markup"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// noURL is what an article writes for its url when it has no page.
const noURL = "none"

// link gives the address of the article's page and the rule that made it: its own, else the one of the permalink
// pattern. It is empty for a story without a page. An own address that is none is a Problem of the article.
func (m *Mapper) link(a *source.Article) (address, rule string) {
	if a.URL.Value == noURL {
		return "", "the article has no page"
	}
	if a.URL.Known() {
		address, err := m.Site.Resolve(a.URL.Value)
		if err == nil {
			return address, "the article's url, on the site"
		}
		a.Problem(problemAt(a.URL.From, "url", quote(a.URL.Value)+" "+err.Error(), "write the address of the page, or a path of the site"))
	}
	if strings.HasPrefix(a.Slug.Value, "/") {
		return m.Site.below(cleanPath(a.Slug.Value)), "the article's slug, on the site"
	}
	page := m.page(a) // which prepares the rule
	return page, m.pageRule
}

// patternRule begins the rule of an address that the permalink pattern gave.
const patternRule = "permalink pattern "

var errOutside = errors.New("leads out of the site")

// Resolve gives the absolute address of what an article or the configuration names: an address of the web, or a path of
// the site. A path is appended to the site's own, unless it has that in front of it already. The error says, without
// ref, why that is no address that could be published.
func (s *Site) Resolve(ref string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err == nil && (u.IsAbs() || u.Host != "") || strings.Contains(strings.SplitN(ref, "/", 2)[0], ":") {
		return markup.Address(s.URL, ref)
	}
	base := strings.TrimSuffix(s.URL.EscapedPath(), "/")
	rooted := "/" + strings.TrimLeft(strings.TrimSpace(ref), "/")
	if base != "" && (rooted == base || strings.HasPrefix(rooted, base+"/")) {
		rooted = rooted[len(base):]
	}
	address, err := markup.Address(s.root(), "./"+strings.TrimLeft(rooted, "/"))
	if err == nil && !strings.HasPrefix(address, s.root().String()) {
		err = errOutside
	}
	return address, err
}

// File gives the address of a file of the site by its plain name, such as "tags/café/feed.xml".
func (s *Site) File(name string) string { return s.below(escape(name)) }

// below appends a path to the site's address. The path is escaped where its parts were put in, and stays below the site.
func (s *Site) below(escaped string) string {
	address, err := markup.Address(s.root(), "./"+strings.TrimLeft(escaped, "/"))
	if err != nil {
		return s.root().String()
	}
	return address
}

// root is the site's address as that of a folder: relative addresses start in it.
func (s *Site) root() *url.URL {
	u := *s.URL
	u.RawQuery, u.Fragment = "", ""
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
		if u.RawPath != "" {
			u.RawPath += "/"
		}
	}
	return &u
}

// page gives the address that the permalink pattern makes.
func (m *Mapper) page(a *source.Article) string {
	m.prepare()
	return m.below(m.permalink.fill(a))
}

func (m *Mapper) prepare() {
	m.once.Do(func() {
		m.permalink = newPermalink(m.Permalink)
		m.pageRule = patternRule + m.Permalink
		m.home = m.Site.below("")
	})
}

// below is that of the site, without thought for a path that it would leave as it is.
func (m *Mapper) below(path string) string {
	m.prepare()
	if strings.HasSuffix(m.home, "/") && isPlainPath(path) {
		return m.home + path
	}
	return m.Site.below(path)
}

// isPlainPath reports a relative path that needs no thought: of words, with single slashes between and behind them.
func isPlainPath(p string) bool {
	previous := byte('/')
	for i := range len(p) {
		c := p[i]
		if !isPlain(c) && c != '/' || previous == '/' && (c == '/' || c == '.') {
			return false
		}
		previous = c
	}
	return true
}

func isPlain(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' || c == '~'
}

// permalink is a permalink pattern taken apart: words, and between them the names of placeholders.
type permalink struct {
	path, query []string // every other one, beginning with the second, is a placeholder
	hasQuery    bool
}

var placeholder = pattern.New(`\{[a-z]+\}`)

func newPermalink(pattern string) (p permalink) {
	before, query, found := strings.Cut(pattern, "?")
	p.path, p.query, p.hasQuery = takeApart(before), takeApart(query), found
	return p
}

func takeApart(pattern string) (parts []string) {
	at := 0
	for _, m := range placeholder.FindAllStringIndex(pattern, -1) {
		parts = append(parts, pattern[at:m[0]], pattern[m[0]+1:m[1]-1])
		at = m[1]
	}
	return append(parts, pattern[at:])
}

// fill makes the path of an article, without a slash before it. A segment that is a placeholder without a value is left out.
func (p permalink) fill(a *source.Article) string {
	filled := fillParts(p.path, a, escape)
	for strings.Contains(filled, "//") {
		filled = strings.ReplaceAll(filled, "//", "/")
	}
	if p.hasQuery {
		filled += "?" + fillParts(p.query, a, url.QueryEscape)
	}
	return strings.TrimPrefix(filled, "/")
}

func fillParts(parts []string, a *source.Article, escape func(string) string) string {
	filled := make([]byte, 0, 128)
	for i, part := range parts {
		if i%2 == 1 {
			part = escape(placeholderValue(part, a))
		}
		filled = append(filled, part...)
	}
	return string(filled)
}

func placeholderValue(name string, a *source.Article) string {
	switch name {
	case "path":
		return pathOf(a)
	case "slug":
		return slugOf(a)
	case "section":
		return cleanPath(a.Section.Value)
	case "language":
		return a.Language.Value
	case "year":
		return a.Published.Value.Format("2006")
	case "month":
		return a.Published.Value.Format("01")
	case "day":
		return a.Published.Value.Format("02")
	}
	return ""
}

// cleanPath takes out of a path, or a name that becomes a part of one, what would lead to a place above it. A slash at
// its end stays.
func cleanPath(s string) string {
	if s == "" {
		return ""
	}
	cleaned := strings.TrimPrefix(path.Clean("/"+s), "/")
	if cleaned != "" && strings.HasSuffix(s, "/") {
		cleaned += "/"
	}
	return cleaned
}

// escape keeps characters of a name from being read as part of the address around it.
func escape(s string) string {
	if isPlainPath(s) {
		return s
	}
	parts := strings.Split(s, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

// pathOf is the article's path without its ending; a folder's index is the folder, and a slug takes the last segment's
// place.
func pathOf(a *source.Article) string {
	name := withoutEnding(a.Route())
	bare, translation := withoutLanguage(name, a)
	if name = bare; path.Base(name) == "index" {
		name = path.Dir(name)
	}
	if translation != "" {
		name = path.Join(translation, name)
	}
	if slug := cleanPath(a.Slug.Value); slug != "" {
		name = path.Join(path.Dir(name), slug)
	}
	return strings.TrimPrefix(name, ".")
}

func slugOf(a *source.Article) string {
	if slug := cleanPath(a.Slug.Value); slug != "" {
		return slug
	}
	name, _ := withoutLanguage(withoutEnding(a.Route()), a)
	if path.Base(name) == "index" && path.Dir(name) != "." {
		name = path.Dir(name)
	}
	return dates.StripDate(path.Base(name))
}

// withoutLanguage takes the language off the name of a file that has it there, index.ja: such a page is put below a folder of
// its language, beside the one that it translates.
func withoutLanguage(name string, a *source.Article) (bare, folder string) {
	if a.Language.From.Rule != source.FileName {
		return name, ""
	}
	return strings.TrimSuffix(name, path.Ext(name)), a.Language.Value
}

// member matches the number of an article in a file of several.
var member = pattern.New(`#(\d+)$`)

// withoutEnding drops the file name's ending; the number of a member of a file of several articles stays, as "-2".
func withoutEnding(name string) string {
	suffix := ""
	if !strings.Contains(name, "#") {
		return strings.TrimSuffix(name, path.Ext(name))
	}
	if m := member.FindStringSubmatchIndex(name); m != nil {
		name, suffix = name[:m[0]], "-"+name[m[2]:]
	}
	return strings.TrimSuffix(name, path.Ext(name)) + suffix
}
