package source

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// A site is what is known of a program that makes sites: the files by which its folder is known, and the folders in it that
// hold no articles.
type site struct {
	program string
	markers []string // any of them; "a+b" is two files that lie together
	folders []string
	only    string   // the folder that every post is in, at any depth; empty where there is none
	files   []string // those whose files are published as they are, at the root of the site
	aside   bool     // nothing is published of folders whose names begin with _
}

// sites are the programs. To teach masthead another, add it here.
var sites = []*site{
	{program: "Hugo or Zola", files: []string{"static", "content"}, folders: []string{"archetypes", "assets", "data", "i18n", "layouts", "public", "resources", "sass", "static", "templates",
		"themes", "src/layouts"},
		markers: []string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml+content", "config.yaml+content", "config.yml+content",
			"config.json+content", "config+content"}},
	{program: "a theme of Hugo", markers: []string{"theme.toml+layouts", "layouts+exampleSite"}, files: []string{"exampleSite/static"},
		folders: []string{"archetypes", "assets", "data", "i18n", "layouts", "static", "exampleSite/archetypes", "exampleSite/layouts", "exampleSite/public", "exampleSite/static"}},
	{program: "Docusaurus", aside: true, markers: []string{"docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"}, files: []string{"static"},
		folders: []string{"build", "data", "docs", "i18n", "src", "static", "versioned_docs"}},
	{program: "Astro", aside: true, markers: []string{"astro.config.mjs", "astro.config.js", "astro.config.ts"}, files: []string{"public"},
		folders: []string{"dist", "public", "src/components", "src/layouts"}},
	{program: "Gatsby", markers: []string{"gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs"}, files: []string{"static"},
		folders: []string{"public", "static", "src/components", "src/templates"}},
	{program: "Nikola", markers: []string{"conf.py+posts"}, files: []string{"files"}, // of its pages no feed has any, dated or not
		folders: []string{"cache", "files", "galleries", "listings", "output", "pages", "plugins", "stories", "templates", "themes"}},
	{program: "Publish", markers: []string{"Package.swift+Content"}, folders: []string{"Output", "Resources", "Sources", "Tests"}, files: []string{"Resources"}},
	{program: "Pelican", markers: []string{"pelicanconf.py"}, folders: []string{"output", "theme", "themes", "content/pages"}, files: []string{"content"}},
	{program: "Eleventy", markers: []string{".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"}, files: []string{".", "public", "src"},
		folders: []string{"public", "templates", "src/css", "src/public"}},
	{program: "Lume", aside: true, markers: []string{"_config.ts", "_config.js"}, folders: []string{"static"}, files: []string{".", "static"}},
	{program: "Quartz", markers: []string{"quartz.config.ts", "quartz.config.yaml"}, folders: []string{"content/private", "content/templates", "docs", "public", "quartz"}, files: []string{"content"}},
	{program: "Obsidian", markers: []string{".obsidian"}, folders: []string{"Templates", "templates"}, files: []string{"."}},
	{program: next, markers: []string{"next.config.js", "next.config.mjs", "next.config.ts", "contentlayer.config.ts", "contentlayer.config.js"},
		folders: []string{"components", "out", "public"}, files: []string{"public"}},
	{program: nuxt, markers: []string{"nuxt.config.ts", "nuxt.config.js"}, folders: []string{"dist", "public", "static"}, files: []string{"public", "static"}},
	{program: "Vite or VuePress", markers: []string{".vitepress", ".vuepress", "vite.config.ts", "vite.config.js",
		"svelte.config.js"}, folders: []string{"dist", "public", "static"}, files: []string{"public", "static"}},
	{program: "MkDocs", markers: []string{"mkdocs.yml", "mkdocs.yaml"}, folders: []string{"site", "overrides"}, files: []string{"docs"}},
	{program: "Quarto", aside: true, markers: []string{"_quarto.yml", "_quarto.yaml"}, folders: []string{"_extensions", "_freeze", "_tools"}, files: []string{"."}},
	{program: "Bridgetown", markers: []string{"bridgetown.config.yml", "bridgetown.config.yaml"}, folders: []string{"frontend", "output", "plugins"}, only: "_posts", files: []string{"src"}},
	{program: substack, markers: []string{substackList + "+posts"}},
	{program: grav, markers: []string{"user+system+bin", "user+system+vendor", "pages+config+themes", "pages+config+accounts", "pages+config+plugins", "pages+config+.dependencies"},
		folders: []string{"bin", "cache", "logs", "system", "user/config", "user/data", "user/plugins", "user/themes", "vendor", "webserver-configs", "config", "data", "plugins",
			"themes"}},
	{program: "Jekyll or Hexo", markers: []string{"_config.yml", "_config.yaml", "_config.toml", "_posts+_layouts"},
		folders: []string{"public", "scaffolds", "themes", "vendor"}, only: "_posts", files: []string{".", "source"}},
}

// siteOf finds the program that a folder is the site of, by what lies in it.
func siteOf(names map[string]bool) *site {
	here := func(marker string) bool {
		for part := range strings.SplitSeq(marker, "+") {
			if !names[part] {
				return false
			}
		}
		return true
	}
	for _, s := range sites {
		if slices.ContainsFunc(s.markers, here) {
			return s
		}
	}
	return nil
}

// programsText tells the programs of one walk from those of another.
func (w *found) programsText() string {
	programs := map[string]string{}
	for home, site := range w.sites {
		if site != nil {
			programs[home] = site.program
		}
	}
	return fmt.Sprint(programs, w.order)
}

// next is the program of which blogs keep each post in the public folder, beside its pictures, as overreacted.io does.
const next = "Next"

// siteIn finds the program that a folder of a file system, in which these names lie, is the site of.
func siteIn(fsys fs.FS, dir string, names map[string]bool) *site {
	s := siteOf(names)
	if s == nil || s.program != next {
		return s
	}
	if posts, _ := fs.Glob(fsys, path.Join(dir, "public/*/index.md*")); len(posts) > 0 {
		blog := *s
		blog.folders = slices.DeleteFunc(slices.Clone(s.folders), func(folder string) bool { return folder == "public" })
		return &blog
	}
	return s
}

// siteAbove gives the site that a path is part of, and the path within it. A repository keeps its site in a folder of its own
// more often than not.
func (w *found) siteAbove(name string) (s *site, rest string) {
	if s := w.sites["."]; s != nil {
		return s, path.Join(w.place, name)
	}
	home, rest, _ := strings.Cut(name, "/")
	if isOfSites(home) && w.sites[home] == nil {
		var below string
		below, rest, _ = strings.Cut(rest, "/")
		home += "/" + below
	}
	if s := w.sites[home]; s != nil {
		return s, rest
	}
	return nil, name
}

// HoldsPosts reports whether a site keeps its posts in the folder that feeds are written to, from which it serves both.
func HoldsPosts(fsys fs.FS, folder string) bool {
	if folder != "public" {
		return false
	}
	s := siteIn(fsys, ".", namesIn(fsys, "."))
	return s != nil && s.program == next && !slices.Contains(s.folders, folder)
}

// eachSite calls do for the site around the folder, or for those in it, with the place of each in the folder.
func (d *Folder) eachSite(w *found, do func(home string, s *site, fsys fs.FS)) {
	if d.Site != nil {
		do(".", w.sites["."], d.Site)
		return
	}
	for _, home := range slices.Sorted(maps.Keys(w.sites)) {
		if s := w.sites[home]; s != nil {
			if fsys, err := fs.Sub(d.FS, home); err == nil {
				do(home, s, fsys)
			}
		}
	}
}

// homeOf gives the folder of the site that a path is part of.
func (w *found) homeOf(name string) string {
	s, rest := w.siteAbove(name)
	if s == nil || w.sites["."] != nil {
		return "."
	}
	return strings.TrimSuffix(name, "/"+rest)
}

// programFolder reports a folder that a program keeps for itself: that of the site around it, or any. The folder that is named
// as that of the articles is none.
func (w *found) programFolder(name string) bool {
	if name == "." {
		return false
	}
	switch path.Base(name) {
	case "_includes", "_layouts", "_sass", "_site", "_templates", "_partials", "_plugins", "_components":
		return true
	}
	if partOfPage.MatchString(path.Base(name)) {
		return true
	}
	s, rest := w.siteAbove(name)
	return s != nil && (slices.Contains(s.folders, rest) || s.aside && path.Base(name)[0] == '_')
}

// partOfPage matches the folders of the parts that Grav puts a page together of, in their order: 02._gallery.
var partOfPage = pattern.New(`^\d+\._`)

// pages knows which files of a site are no posts.
type pages struct {
	*found
	sections map[string]bool // folders that hold a dated article beside their index, or below
	bundles  map[string]bool // folders that hold one article, in their index, and what belongs to it
	dated    map[string]bool // sections that hold articles with a date of their own
	posts    map[*site]bool  // sites that have the folder of posts they are known by
	most     bool            // most articles are dated
}

// passPages takes out of the articles the pages of the site, and what lies beside a post for its sake.
func (w *found) passPages(cards []*Card) []*Card {
	p := w.pagesOf(cards)
	return slices.DeleteFunc(cards, func(c *Card) bool {
		why := p.why(c)
		if why != "" {
			w.passed = append(w.passed, Problem{File: c.File(), Message: why})
		}
		return why != ""
	})
}

func (w *found) pagesOf(cards []*Card) pages {
	p := pages{found: w, sections: map[string]bool{}, bundles: map[string]bool{}, dated: map[string]bool{}, posts: map[*site]bool{}}
	dated, folder, said := 0, "", false
	for _, c := range cards {
		hasDate := c.is(hasOwnDate)
		if hasDate {
			dated++
		}
		if dir := path.Dir(c.File()); dir != folder || hasDate && !said { // else the one before has said it
			folder, said = dir, hasDate
			s, rest := w.siteAbove(c.File())
			if s != nil && s.only != "" && strings.Contains("/"+rest, "/"+s.only+"/") {
				p.posts[s] = true
			}
			if hasDate {
				p.dated[sectionOf(rest)] = true
			}
		}
		if hasDate && c.is(isMarkdown) {
			dir := path.Dir(c.File())
			if !isIndex(c) {
				p.sections[dir] = true
			}
			for dir = path.Dir(dir); dir != "." && !p.sections[dir]; dir = path.Dir(dir) {
				p.sections[dir] = true
			}
		}
		if hasDate && isIndex(c) && path.Dir(c.File()) != "." {
			p.bundles[path.Dir(c.File())] = true
		}
	}
	if len(p.bundles) > 0 {
		for _, c := range cards { // where other articles lie beside the index it is the page of a section
			if c.is(isMarkdown) && !isIndex(c) {
				delete(p.bundles, path.Dir(c.File()))
			}
		}
	}
	p.most = 2*dated > len(cards)
	return p
}

// why tells why a file is no post; it is empty for an article.
func (p pages) why(c *Card) string {
	name := c.File()
	s, rest := p.siteAbove(name)
	switch {
	case c.is(isRedirect | isRejected):
		return ""
	case p.posts[s] && !strings.Contains("/"+rest, "/"+s.only+"/") && !strings.Contains("/"+rest, "/_drafts/"):
		return "a page of a site of " + s.program + ", and no post"
	case c.is(isMarkup) && p.inBundle(name):
		return "it belongs to the article in the folder's index"
	case c.is(hasOwnDate):
		return ""
	case isIndex(c) && p.sections[path.Dir(name)]:
		return "an undated page of a section, beside dated articles"
	case p.most && path.Dir(name) == "." && (isIndex(c) || isShouted(name)):
		return "an undated page in a folder of dated articles"
	case len(p.dated) == 0 || p.dated[sectionOf(rest)]:
		return ""
	case s == nil && p.isRepository: // in which the time of a file is that of its checkout
		return "an undated page of a repository, in a folder without dated ones"
	case s != nil && s.program != "Obsidian" && s.program != "Quartz":
		return "an undated page of a site of " + s.program
	}
	return ""
}

// sectionOf gives the part of a site that a file is in: the folder below the one that holds all content. Posts and pages are
// hardly ever in one.
func sectionOf(name string) string {
	parts := strings.Split(path.Dir(name), "/")
	for len(parts) > 1 && isContent(parts[0]) {
		parts = parts[1:]
	}
	return parts[0]
}

// isContent knows the folders that hold all content of a site, or all of a language.
func isContent(folder string) bool {
	switch folder {
	case "content", "src", "source", "site", "website", "docs", "data", "pages", "user", "Content", "lib", "public", "exampleSite":
		return true
	}
	return (len(folder) == 2 || len(folder) == 5) && folder[0] >= 'a' && ofLanguage.MatchString(folder)
}

var ofLanguage = pattern.New(`^[a-z]{2}(?:[-_][A-Za-z]{2})?$`)

// isShouted matches the files about a repository, which are called in capitals.
func isShouted(name string) bool { return shouted.MatchString(path.Base(name)) }

var shouted = pattern.New(`^[A-Z][A-Z_-]{4,}\.(?:md|txt)$`)

// inBundle reports whether a file lies in the folder of one article, or below it.
func (p pages) inBundle(name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if p.bundles[dir] {
			return true
		}
	}
	return false
}

func isIndex(c *Card) bool {
	return c.is(isMarkdown) && strings.TrimSuffix(path.Base(c.File()), path.Ext(c.File())) == "index"
}
