package feed

import (
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/dates"
)

// NoURL is what an article writes for its url when it has no page.
const NoURL = "none"

// Link gives the address of the article's page: its own, else the one that the permalink pattern makes. It is empty for
// a story without a page.
func (m *Mapper) Link(a *source.Article) string {
	switch own := a.URL.Value; {
	case own == NoURL:
		return ""
	case own != "":
		return m.Site.Resolve(own)
	case strings.HasPrefix(a.Slug.Value, "/"):
		return m.Site.Resolve(a.Slug.Value)
	}
	return m.Site.Resolve(expand(m.Permalink, a))
}

func (m *Mapper) linkRule(a *source.Article) string {
	switch {
	case a.URL.Value == NoURL:
		return "the article has no page"
	case a.URL.Known():
		return "the article's url, on the site"
	case strings.HasPrefix(a.Slug.Value, "/"):
		return "the article's slug, on the site"
	}
	return "permalink pattern " + m.Permalink
}

// Resolve makes a path of the site absolute. A path is appended to the site's own path, unless it begins with it
// already; an absolute address stays as it is.
func (s *Site) Resolve(ref string) string {
	u, err := url.Parse(strings.ReplaceAll(strings.TrimSpace(ref), " ", "%20"))
	if err != nil {
		u = &url.URL{Path: ref}
	}
	if u.IsAbs() {
		return u.String()
	}
	if u.Host != "" {
		u.Scheme = s.URL.Scheme
		return u.String()
	}
	base := strings.TrimSuffix(s.URL.Path, "/")
	if !strings.HasPrefix(u.Path, "/") {
		u.Path = "/" + u.Path
	}
	if base != "" && u.Path != base && !strings.HasPrefix(u.Path, base+"/") {
		u.Path = base + u.Path
	}
	resolved := *s.URL
	resolved.Path, resolved.RawPath, resolved.RawQuery, resolved.Fragment = u.Path, "", u.RawQuery, u.Fragment
	return resolved.String()
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

var slashes = regexp.MustCompile(`/{2,}`)

// expand fills a permalink pattern. A placeholder without a value leaves its segment out.
func expand(pattern string, a *source.Article) string {
	filled := placeholder.ReplaceAllStringFunc(pattern, func(name string) string {
		return placeholderValue(strings.Trim(name, "{}"), a)
	})
	return slashes.ReplaceAllString(filled, "/")
}

func placeholderValue(name string, a *source.Article) string {
	switch name {
	case "path":
		return escape(pathOf(a))
	case "slug":
		return escape(slugOf(a))
	case "section":
		return escape(a.Section.Value)
	case "language":
		return escape(a.Language.Value)
	case "year":
		return a.Published.Value.Format("2006")
	case "month":
		return a.Published.Value.Format("01")
	case "day":
		return a.Published.Value.Format("02")
	}
	return ""
}

// escape keeps characters of a name from being read as part of the address around it.
func escape(s string) string {
	parts := strings.Split(s, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

// pathOf is the article's path without its ending; a folder's index is the folder, and a slug takes the last segment's
// place.
func pathOf(a *source.Article) string {
	name := withoutEnding(a.Path)
	if path.Base(name) == "index" {
		name = path.Dir(name)
	}
	if a.Slug.Known() {
		name = path.Join(path.Dir(name), a.Slug.Value)
	}
	return strings.TrimPrefix(name, ".")
}

func slugOf(a *source.Article) string {
	if a.Slug.Known() {
		return a.Slug.Value
	}
	name := withoutEnding(a.Path)
	if path.Base(name) == "index" && path.Dir(name) != "." {
		name = path.Dir(name)
	}
	return dates.StripDate(path.Base(name))
}

// withoutEnding drops the file name's ending; the number of a member of a file of several articles stays, as "-2".
func withoutEnding(name string) string {
	file, member, many := strings.Cut(name, "#")
	file = strings.TrimSuffix(file, path.Ext(file))
	if many {
		return file + "-" + member
	}
	return file
}

// ID gives the identity of the article, which is the same in every feed and format: its own, else a tag: URI of its
// path, else the address of its page (RFC 4287 §4.2.6: it must never change).
func (m *Mapper) ID(a *source.Article) string {
	own := strings.TrimSpace(a.ID.Value)
	if own != "" {
		if u, err := url.Parse(own); err == nil && u.IsAbs() && !strings.ContainsAny(own, " <>\"") {
			return own
		}
		return m.Site.mint(own)
	}
	if m.Site.IDs.Domain == "" {
		if link := m.Link(a); link != "" {
			return link
		}
	}
	return m.Site.mint(a.Path)
}

func (m *Mapper) idRule(a *source.Article) string {
	switch {
	case a.ID.Known():
		return "the article's own id"
	case m.Site.IDs.Domain != "":
		return "minted of the path, by site.ids"
	case m.Link(a) != "":
		return "the address of its page"
	}
	return "minted of the path"
}

// mint makes a URI of a name that is unique within the site: tag:domain,since:name (RFC 4151 §2.1), or a fragment of the
// site's address when nothing to mint with is configured.
func (s *Site) mint(name string) string {
	escaped := strings.ReplaceAll(escape(name), "+", "%2B")
	if s.IDs.Domain != "" {
		return "tag:" + s.IDs.Domain + "," + s.IDs.Since + ":" + escaped
	}
	u := *s.URL
	u.RawQuery, u.Fragment = "", ""
	return u.String() + "#" + escaped
}
