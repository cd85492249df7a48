package source

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/meta"
)

// This file tells articles from what else a site's folder holds, and knows what a file's place says of an article.

// keptBeside reports the files that lie beside articles and are none: parts of pages, whose names begin with an underscore,
// and what every folder of files has.
func keptBeside(name string) (why string, ok bool) {
	base := path.Base(name)
	stem := strings.TrimSuffix(base, path.Ext(base))
	switch {
	case strings.HasPrefix(base, "_"):
		return "its name begins with _, as those of parts of pages do", true
	case strings.EqualFold(stem, "readme"), stem == "LICENSE", stem == "LICENCE", stem == "COPYING", stem == "CONTRIBUTING",
		stem == "CODE_OF_CONDUCT", stem == "SECURITY", stem == "CHANGELOG", stem == "CODEOWNERS", base == "robots.txt",
		base == "humans.txt", base == "requirements.txt", base == "CNAME":
		return "it is about the folder", true
	case stem == "404":
		return "the page for addresses that lead nowhere", true
	}
	return "", false
}

// page reports the front matter of a page of the site that is no post: a list of tags, an archive, an undated page of the
// layout for pages.
func (f *File) page(front meta.Value, a *Article) (NotArticle, bool) {
	if isAuthors(f.Path) && !a.Published.Known() && !f.dated() {
		return NotArticle{"a page about an author"}, true
	}
	for _, key := range []string{"excalidraw-plugin", "kanban-plugin"} {
		if _, ok := front.Fold(key); ok {
			return NotArticle{"a drawing or a board, kept as Markdown: it has " + key}, true
		}
	}
	for _, key := range []string{"type", "layout", "template"} {
		said, ok := front.Fold(key)
		if !ok || said.Value.Kind != meta.Text {
			continue
		}
		word := strings.ToLower(strings.TrimSuffix(path.Base(said.Value.Text), path.Ext(said.Value.Text)))
		if isListing(word) || isPageWord(word) && !a.Published.Known() && !f.dated() {
			return NotArticle{fmt.Sprintf("a page of the site and no post: its %s is %s", key, said.Value.Text)}, true
		}
	}
	return NotArticle{}, false
}

func (f *File) dated() bool {
	_, ok := dates.FromPath(f.Path, f.Zone)
	return ok
}

// isListing knows the layouts of pages that list others.
func isListing(word string) bool {
	switch word {
	case "tags", "categories", "archives", "archive", "search", "taxonomy", "404":
		return true
	}
	return false
}

// isPageWord knows the layouts of pages that stand by themselves. Some use them for posts, too; those are dated.
func isPageWord(word string) bool {
	switch word {
	case "page", "pages", "home", "index", "about", "contact", "links", "friends", "landing", "collection", "author":
		return true
	}
	return false
}

// A site is what is known of a program that makes sites: the files by which its folder is known, the folders in it that hold
// no articles, and which of its files are pages.
type site struct {
	program string
	markers []string
	folders []string
	// home are the folders of pages that stand by themselves: an undated file directly in one is no post.
	home []string
	// only is the part of a path that every post has in it; empty where there is none.
	only string
}

// sites are the programs, each after those whose markers say more. To teach masthead another, add it here.
var sites = []site{
	{program: "Hugo or Zola", markers: []string{"hugo.toml", "hugo.yaml", "hugo.json", "config.toml"},
		folders: []string{"archetypes", "assets", "data", "i18n", "layouts", "public", "resources", "sass", "static", "templates", "themes"},
		home:    []string{"content"}},
	{program: "Docusaurus", markers: []string{"docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"},
		folders: []string{"build", "docs", "i18n", "src", "static", "versioned_docs"}, home: []string{"."}},
	{program: "Astro", markers: []string{"astro.config.mjs", "astro.config.js", "astro.config.ts"},
		folders: []string{"dist", "public", "src/components", "src/layouts"}, home: []string{".", "src/pages"}},
	{program: "Gatsby", markers: []string{"gatsby-config.js", "gatsby-config.ts"},
		folders: []string{"public", "src/components", "src/templates"}, home: []string{".", "src/pages"}},
	{program: "Pelican", markers: []string{"pelicanconf.py"}, folders: []string{"output", "theme", "themes", "content/pages"}, home: []string{"."}},
	{program: "Eleventy", markers: []string{".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"},
		home: []string{".", "src", "content"}},
	{program: "Obsidian", markers: []string{".obsidian"}, folders: []string{"Templates", "templates"}},
	{program: "Jekyll or Hexo", markers: []string{"_config.yml", "_config.yaml"},
		folders: []string{"public", "scaffolds", "themes", "vendor"}, home: []string{"."}, only: "_posts"},
}

// siteOf finds the program that a folder is the site of, by what lies in it.
func siteOf(root map[string]bool) *site {
	for i, s := range sites {
		if slices.ContainsFunc(s.markers, func(marker string) bool { return root[marker] }) {
			return &sites[i]
		}
	}
	return nil
}

// programFolder reports a folder that a program keeps for itself: of this site, or of any.
func (s *site) programFolder(name string) bool {
	switch path.Base(name) {
	case "_includes", "_layouts", "_sass", "_site", "_templates", "_partials", "_plugins", "_components":
		return true
	}
	return s != nil && slices.Contains(s.folders, name)
}

// page reports a file of the site that is a page and no post. posts says that the site has the folders of posts that it is
// known by.
func (s *site) page(a *Article, posts bool) bool {
	if s == nil {
		return false
	}
	if s.only != "" && posts && !strings.Contains("/"+a.file.Path, "/_") {
		return true
	}
	return a.Published.From.Rule == FileTime && slices.Contains(s.home, path.Dir(a.file.Path))
}

// passPages takes out of the articles the pages of the site, and what lies beside a post for its sake.
func (w *found) passPages(articles []*Article) []*Article {
	posts := w.site != nil && slices.ContainsFunc(w.files, func(f *File) bool { return strings.Contains("/"+f.Path, "/"+w.site.only+"/") })
	bundles := bundlesOf(articles)
	return slices.DeleteFunc(articles, func(a *Article) bool {
		why := ""
		switch {
		case a.Redirect.Known() || a.Rejected:
			return false
		case w.site.page(a, posts):
			why = "a page of a site of " + w.site.program + ", and no post"
		case isFrontPage(a) && 2*bundles.dated > len(articles):
			why = "the undated front page of a folder of dated articles"
		case (a.Format == "text" || a.Format == "html") && bundles.hold(a.file.Path):
			why = "it belongs to the article in the folder's index"
		default:
			return false
		}
		w.passed = append(w.passed, Problem{File: a.file.Path, Message: why})
		return true
	})
}

func isFrontPage(a *Article) bool {
	return path.Dir(a.file.Path) == "." && isIndex(a) && a.Published.From.Rule == FileTime
}

func isIndex(a *Article) bool {
	return a.Format == "markdown" && strings.TrimSuffix(path.Base(a.file.Path), path.Ext(a.file.Path)) == "index"
}

// bundles are the folders that hold one article, in their index, and what belongs to it: pictures, listings, downloads.
type bundles struct {
	folders map[string]bool
	dated   int // articles that have a date of their own
}

func bundlesOf(articles []*Article) bundles {
	b := bundles{folders: map[string]bool{}}
	for _, a := range articles {
		if a.Published.From.Rule != FileTime {
			b.dated++
			if isIndex(a) && path.Dir(a.file.Path) != "." {
				b.folders[path.Dir(a.file.Path)] = true
			}
		}
	}
	for _, a := range articles { // where other articles lie beside the index it is the page of a section
		if a.Format == "markdown" && !isIndex(a) {
			delete(b.folders, path.Dir(a.file.Path))
		}
	}
	return b
}

// hold reports whether a file lies in such a folder, or below one.
func (b bundles) hold(name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if b.folders[dir] {
			return true
		}
	}
	return false
}

// fillFromPlace adds what the article's path says of it: a draft lies in _drafts, and the language is in the file's name or in
// that of a folder near the root, index.ja.md or ja/index.md.
func (a *Article) fillFromPlace() {
	dir := "/" + path.Dir(a.file.Path) + "/"
	if strings.Contains(dir, "/_drafts/") {
		a.Draft.Set(true, Origin{File: a.file.Path, Rule: inFolder, Key: "_drafts"})
	}
	if tag, _, ok := languageOfName(path.Base(a.file.Path)); ok {
		a.Language.Set(tag, Origin{File: a.file.Path, Rule: FileName})
	}
	for i, folder := range strings.Split(path.Dir(a.file.Path), "/") {
		if tag, ok := languageWord(folder); ok && i < 2 {
			a.Language.Set(tag, Origin{File: a.file.Path, Rule: inFolder, Key: folder})
		}
	}
}

// languageOfName finds the language in a file's name, between two dots, and gives the name without it.
func languageOfName(base string) (tag, rest string, ok bool) {
	ending := path.Ext(base)
	stem := strings.TrimSuffix(base, ending)
	word := path.Ext(stem)
	if word == "" || word == stem {
		return "", base, false
	}
	if tag, ok = languageWord(word[1:]); !ok {
		return "", base, false
	}
	return tag, strings.TrimSuffix(stem, word) + ending, true
}

// languageWord reads the languages that sites are written in, with a region or a script behind them. Other words that are
// codes of some language are more often something else: notes.io.md, min.md.
func languageWord(word string) (tag string, ok bool) {
	main, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(word), "_", "-"), "-")
	switch main {
	case "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl", "he", "hi", "hr", "hu",
		"id", "it", "ja", "ka", "ko", "lt", "lv", "nb", "nl", "nn", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk",
		"ur", "vi", "zh":
	default:
		return "", false
	}
	parsed, err := language.Parse(strings.ReplaceAll(word, "_", "-"))
	if err != nil {
		return "", false
	}
	return parsed.String(), true
}
