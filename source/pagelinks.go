package source

import (
	"html"
	"net/url"
	"path"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// fileLink matches a link to a file of Markdown that lies near the article: ../b.md, b.md#part. One to a path of the site is left
// to the site.
var fileLink = pattern.New(`(<a\b[^<>]*?\bhref=")([^"#?:/][^"#?:]*\.(?:md|mdx|markdown|qmd))((?:#[^"]*)?")`)

// linkPages makes of links between files links between their pages, as MkDocs, VitePress, Docusaurus, Quarto and Lume do. It takes
// pages to have the addresses of their files, /{path}/, for what other files say must not change this one's text; of what other
// patterns make of two files beside one another that is mostly right, too.
func (a *Article) linkPages() {
	if a.Format != "markdown" || a.URL.Known() || !strings.Contains(a.HTML, ".md") && !strings.Contains(a.HTML, ".qmd") && !strings.Contains(a.HTML, ".markdown") {
		return
	}
	a.HTML = fileLink.ReplaceAllStringFunc(a.HTML, func(link string) string {
		m := fileLink.FindStringSubmatch(link)
		name, err := url.PathUnescape(html.UnescapeString(m[2]))
		if _, beside := keptBeside(name); err != nil || beside {
			return link
		}
		return m[1] + html.EscapeString(relativePage(a.file.Path, path.Join(path.Dir(a.file.Path), name))) + m[3]
	})
}

// relativePage gives the address of a file's page as seen from that of another.
func relativePage(from, to string) string {
	here, there := segmentsOfPage(from), segmentsOfPage(to)
	for len(here) > 0 && len(there) > 0 && here[0] == there[0] {
		here, there = here[1:], there[1:]
	}
	address := url.URL{Path: "./" + strings.Repeat("../", len(here)) + strings.Join(append(there, ""), "/")}
	return address.EscapedPath()
}

func segmentsOfPage(file string) []string {
	page := strings.TrimSuffix(file, path.Ext(file))
	if path.Base(page) == "index" {
		page = path.Dir(page)
	}
	if page == "." {
		return nil
	}
	return strings.Split(page, "/")
}
