package source_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/formats"
)

func TestKeysOfOtherPrograms(t *testing.T) {
	says(t, []struct{ in, want string }{
		{"Headline: A\nPubDate: 2026-01-02", "title: A\npublished: 2026-01-02T00:00:00Z"},
		{"created: 2025-01-01\npublished: 2026-01-02", "published: 2026-01-02T00:00:00Z"}, // Obsidian
		{"publish-date: 2026-01-02\nlast-modified-at: 2026-01-03", "published: 2026-01-02T00:00:00Z\nupdated: 2026-01-03T00:00:00Z"},
		{"last_update: {date: 2026-01-03, author: x}", "updated: 2026-01-03T00:00:00Z"},
		{"path: 2026/01/02/a-day", "url: 2026/01/02/a-day\npublished: 2026-01-02T00:00:00Z"},
		{"taxonomies: {tags: [a, b], categories: [c], authors: [Jane Doe]}\nextra: {author: John Roe, weather: rain}",
			"authors: Jane Doe\ntags: a, b, c"},
		{"params: {subtitle: S, author: {name: Jane Doe}}", "authors: Jane Doe\nsummary: S"},
		{"subtitle: S\ndescription: D", "summary: D"},
		{"unlisted: true", "draft: true"}, {"status: draft", "draft: true"}, {"status: published", ""}, {"hidden: true", "draft: true"},
		{"build: {list: never}", "draft: true"}, {"build: {list: local}", "draft: true"}, {"_build: {list: never}", "draft: true"}, {"eleventyExcludeFromCollections: true", "draft: true"},
		{"draft: false\nunlisted: true", "draft: true"}, {"hidden: true\ndraft: false", "draft: true"}, {"draft: false\npublished: false", "draft: true"},
		{"publish: true\nprivate: true", "draft: true"}, {"draft: no\nparams: {hidden: true}", "draft: true"}, {"withdrawn: false\nkilled: true", "withdrawn: true"},
		{"feed: false", "draft: true"}, {"rss: false", "draft: true"}, {"feed: news", ""}, {"routable: false", "draft: true"}, {"routable: true", ""}, {"exclude_from_feed: true", "draft: true"}, {"ignorePublish: true", "draft: true"},
		{"visibility: members", "draft: true"}, {"access: subscribers-only", "draft: true"}, {"access: members_only", "draft: true"}, {"access: public", ""},
		{"killed: true", "withdrawn: true"}, {"status: killed", "draft: true"}, {"hold_until: 2027-01-01", "embargo: 2027-01-01T00:00:00Z"},
		{"not_before: 2027-01-01", "embargo: 2027-01-01T00:00:00Z"}, {"publish_on: 2027-01-01", "published: 2027-01-01T00:00:00Z"}, {"private: what is inside", ""},
		{"categories: [[a, b], [c]]", "tags: a, b, c"}, {"tags: [{label: A, permalink: /a}]", "tags: A"},
		{"coverImage: /a.png\ncoverImageAlt: A wall", "image: /a.png"},
		{"header: {teaser: /t.png, overlay_color: '#000'}", "image: /t.png"}, {"header: What is new.", ""},
		{"enclosure: {url: /a.mp3, bytes: 12, mime: audio/mpeg}", "media: /a.mp3 (audio/mpeg) 12 bytes"},
		{"audio: /a.mp3\naudio_type: audio/mpeg", "media: /a.mp3 (audio/mpeg)"},
		{"syndicated_from: The Harbour Ledger\noriginal_url: https://ledger.example/a",
			"source.title: The Harbour Ledger\nsource.url: https://ledger.example/a"},
		{"author: Jane Doe\nauthorURL: https://jane.example/\nauthor_email: jane@example.org",
			"byline: Jane Doe\nauthors: Jane Doe <jane@example.org> https://jane.example/"},
		{"dc_creator: Jane Doe", "byline: Jane Doe\nauthors: Jane Doe"},
		{"version: 1.2\nplace: Paris", ""}, // of the software that a post is about, of the talk that it announces
		{"extra: {embargo: soon}", `embargo: 9999-12-31T00:00:00Z` + "\n" +
			`! a.md:2:18: embargo: "soon": there is no place for "soon" in a date; write it as 2024-05-31 or 2024-05-31T15:04:05+02:00`},
	})
}

func TestBylines(t *testing.T) {
	says(t, []struct{ in, want string }{
		{"author: Jane Doe and John Roe", "byline: Jane Doe and John Roe\nauthors: Jane Doe; John Roe"},
		{"author: 'Jane Doe, John Roe, and Max van der Berg'", "byline: Jane Doe, John Roe, and Max van der Berg\nauthors: Jane Doe; John Roe; Max van der Berg"},
		{"by: By JANE DOE and JOHN ROE", "byline: By JANE DOE and JOHN ROE\nauthors: JANE DOE; JOHN ROE"},
		{"author: Aaron Staples, Michigan State University", "byline: Aaron Staples, Michigan State University\nauthors: Aaron Staples, Michigan State University"},
		{`author: <a href='https://jane.example/'>Jane Doe</a> & <a href="https://john.example/" rel=me>John Roe</a>`,
			"byline: Jane Doe & John Roe\nauthors: Jane Doe https://jane.example/; John Roe https://john.example/"},
		{"author: <b>Jane Doe</b> <jane@example.org>", "byline: Jane Doe <jane@example.org>\nauthors: Jane Doe <jane@example.org>"},
		{"author: Marks and Spencer", "byline: Marks and Spencer\nauthors: Marks and Spencer"},
		{"author: Doe, Jane", "byline: Doe, Jane\nauthors: Doe, Jane"},
		{"author: 'Martin Roe, Jr. and Jane Doe, PhD'", "byline: Martin Roe, Jr. and Jane Doe, PhD\nauthors: Martin Roe, Jr.; Jane Doe, PhD"},
		{"author: Rosa Klein und Max Groß", "byline: Rosa Klein und Max Groß\nauthors: Rosa Klein; Max Groß"},
		{"author: 山田太郎、佐藤花子", "byline: 山田太郎、佐藤花子\nauthors: 山田太郎; 佐藤花子"},
		{"author: Jane Doe and AFP", "byline: Jane Doe and AFP\nauthors: Jane Doe\ncredit: AFP"},
		{"author: 'Jane Doe and John Roe in Paris, with AFP'", "byline: Jane Doe and John Roe in Paris, with AFP\nauthors: Jane Doe; John Roe\ncredit: AFP\nplace: Paris"},
		{"byline: Köln (dpa)", "byline: Köln (dpa)\ncredit: dpa\nplace: Köln"},
		{"byline: 'Bad Homburg (dpa/lhe) - '", "byline: Bad Homburg (dpa/lhe) -\ncredit: dpa\nplace: Bad Homburg"},
		{"byline: WASHINGTON (AP) —", "byline: WASHINGTON (AP) —\ncredit: AP\nplace: WASHINGTON"},
		{"byline: Jane Doe (dpa)", "byline: Jane Doe (dpa)\nauthors: Jane Doe\ncredit: dpa"},
		{"byline: Jane (Oxford)", "byline: Jane (Oxford)\nauthors: Jane (Oxford)"},
		{"byline: By JANE DOE in NEW YORK", "byline: By JANE DOE in NEW YORK\nauthors: JANE DOE\nplace: NEW YORK"},
		{"byline: 'Jan van der Berg (AFP/Reuters)'", "byline: Jan van der Berg (AFP/Reuters)\nauthors: Jan van der Berg\ncredit: AFP, Reuters"},
		{"author: 'Jane Doe, PA'", "byline: Jane Doe, PA\nauthors: Jane Doe, PA"},
		{"author: Women in Business", "byline: Women in Business\nauthors: Women in Business"},
		{"author: The Team, with AFP", "byline: The Team, with AFP\nauthors: The Team, with AFP\ncredit: AFP"},
		{"author: Jane Doe in Paris and John Roe in London", "byline: Jane Doe in Paris and John Roe in London\nauthors: Jane Doe; John Roe"},
		{"author: 'Jane Doe in Paris and John Roe in London, with AFP'", "byline: Jane Doe in Paris and John Roe in London, with AFP\nauthors: Jane Doe; John Roe\ncredit: AFP"},
		{"author: Jane Doe | John Roe", "byline: Jane Doe | John Roe\nauthors: Jane Doe; John Roe"},
		{"author: Jane Doe | Daily Planet", "byline: Jane Doe | Daily Planet\nauthors: Jane Doe | Daily Planet"},
		{"author: Women in Business and Men in Kitchens", "byline: Women in Business and Men in Kitchens\nauthors: Women in Business and Men in Kitchens"},
		{"author: Earth Wind & Fire", "byline: Earth Wind & Fire\nauthors: Earth Wind & Fire"},
		{"author: Smith Jones and Brown", "byline: Smith Jones and Brown\nauthors: Smith Jones and Brown"},
		{"author: Jane Doe for AFP", "byline: Jane Doe for AFP\nauthors: Jane Doe\ncredit: AFP"},
		{"byline: AFP and Jane Doe", "byline: AFP and Jane Doe\nauthors: Jane Doe\ncredit: AFP"},
		{"author: By AFP staff", "byline: By AFP staff\nauthors: AFP staff\ncredit: AFP"},
		{"author: (AFP)", "byline: (AFP)\nauthors: AFP\ncredit: AFP"},
		{"author: The Example desk", "byline: The Example desk\nauthors: The Example desk"},
		{"author: MENA Desk", "byline: MENA Desk\nauthors: MENA Desk"},
		{"author: Michael Bloomberg", "byline: Michael Bloomberg\nauthors: Michael Bloomberg"},
		{"authors: [{name: Michael Bloomberg, role: editor}, Friends of the Antara River]", "authors: Friends of the Antara River; Michael Bloomberg (editor)"},
		{"authors: ['Jane Doe, with AFP', John Roe]\ncredit: The Ledger", "authors: Jane Doe; John Roe\ncredit: The Ledger, AFP"},
		{"author: 'Jane Doe, Associated Press'\ncredit: AFP", "byline: Jane Doe, Associated Press\nauthors: Jane Doe\ncredit: AFP, Associated Press"},
		{"author: 'Jane Doe, AFP'\ncredit: Agence France-Presse", "byline: Jane Doe, AFP\nauthors: Jane Doe\ncredit: Agence France-Presse"},
		{"credit: [AFP, Reuters]", "credit: AFP, Reuters"}, {"credit: {name: AFP, url: https://afp.example/}", "credit: AFP"},
		{"byline: Jane Doe in Residence\ncredit: dpa", "byline: Jane Doe in Residence\nauthors: Jane Doe\ncredit: dpa\nplace: Residence"},
		{"byline: Von Jane Doe", "byline: Von Jane Doe\nauthors: Jane Doe"},
		{"byline: Von dpa", "byline: Von dpa\nauthors: dpa (organisation)\ncredit: dpa"},
		{"byline: Von der Leyen", "byline: Von der Leyen\nauthors: Von der Leyen"},
		{"authors: {jane: {url: /jane}, john: {name: John Roe}}", "authors: jane /jane; John Roe"},
		{"author: Tom Roe on behalf of the Harbour team", "byline: Tom Roe on behalf of the Harbour team\nauthors: Tom Roe on behalf of the Harbour team"},
	})
}

func TestAuthorsByKey(t *testing.T) {
	const jane = "{name: Jane Doe, title: Editor, url: https://jane.example/, image_url: /jane.png, socials: {x: jane}}"
	for name, files := range map[string]map[string]string{
		"beside":    {"authors.yml": "jane: " + jane},
		"data":      {"_data/authors.yml": "jane: " + jane},
		"one each":  {"data/authors/jane.yaml": jane},
		"a page":    {"authors/jane.md": "---\nname: Jane Doe\nwebsite: https://jane.example/\n---\nShe writes.\n"},
		"Hugo":      {"authors/jane/_index.md": "---\ntitle: Jane Doe\nurl: https://jane.example/\n---\n"},
		"JSON":      {"authors.json": `{"jane": {"name": "Jane Doe", "homepage": "https://jane.example/"}}`},
		"TOML":      {"data/authors/jane.toml": "name = 'Jane Doe'\nurl = 'https://jane.example/'"},
		"nearest":   {"blog/authors.yml": "jane: " + jane, "authors.yml": "jane: {name: Another Jane}"},
		"defaults":  {"authors.yml": "jane: " + jane},
		"two names": {"authors.yml": "jane: " + jane},
	} {
		key := map[string]string{"defaults": "title: x", "two names": "author: Jane, ghost"}[name]
		if key == "" {
			key = "authors: [Jane, {key: ghost, url: /g}]"
		}
		files["blog/a.md"] = "---\n" + key + "\n---\nText.\n"
		if name == "defaults" {
			files["blog/_defaults.yaml"] = "authors: [jane]"
		}
		s := scan(t, folder(files))
		if len(s.Articles) != 1 {
			t.Errorf("%s: %d articles", name, len(s.Articles))
			continue
		}
		want := map[string]string{"defaults": "Jane Doe https://jane.example/", "two names": "Jane, ghost"}[name]
		if want == "" {
			want = "Jane Doe https://jane.example/; ghost /g"
		}
		got := ""
		for _, e := range s.Articles[0].Explain() {
			if e.Name == "authors" {
				got = e.Value
			}
		}
		if got != want {
			t.Errorf("%s: authors %q, want %q", name, got, want)
		}
	}
}

// One person is one name, by whatever spelling and in whatever format; a spelling of two is nobody's.
func TestOnePersonHasOneSpelling(t *testing.T) {
	const list = "jane: {name: Jane Doe, aliases: [J. Doe, DOE Jane], url: https://jane.example/}\njohn: {name: John Roe, aliases: J.R.}\n" +
		"jack: {name: Jack Rye, aliases: J.R.}\nwire: {name: Wire Agency, aliases: [WIRE], organisation: true}\n"
	for text, want := range map[string]string{
		"author: Jane Doe":                        "Jane Doe https://jane.example/",
		"author: By J. Doe and John Roe in Paris": "Jane Doe https://jane.example/; John Roe",
		"authors: [{name: DOE Jane, url: /own}]":  "Jane Doe /own",
		"author: J.R.":                            "J.R.",
		"authors: [{name: J. Doe, role: editor}]": "Jane Doe (editor) https://jane.example/",
		"author: Wire":                            "Wire Agency (organisation)",
		"author: Jane Doering":                    "Jane Doering",
	} {
		s := scan(t, folder(map[string]string{"authors.yaml": list, "a.md": "---\n" + text + "\n---\nText.\n"}))
		got := ""
		for _, e := range s.Articles[0].Explain() {
			if e.Name == "authors" {
				got = e.Value
			}
		}
		if got != want {
			t.Errorf("%s: authors %q, want %q", text, got, want)
		}
	}
}

func TestTheAuthorsOfTheSiteAround(t *testing.T) {
	d := folder(map[string]string{"a.md": "---\nauthor: jane\n---\nText.\n"})
	d.Site = folder(map[string]string{"_data/authors.yml": "jane: {name: Jane Doe}", "_posts/b.md": "Text."}).FS
	if got := said(scan(t, d).Articles[0]); got != "byline: jane\nauthors: Jane Doe" {
		t.Error(got)
	}
}

// Articles in a format that nobody reads are missed, unless they were not asked for.
func TestFormatsThatNobodyReads(t *testing.T) {
	files := map[string]string{"a.rst": "Text.", "b.rst": "Text.", "c.org": "Text.", "README.rst": "Text.", "d.md": "Text.", "e.bin": ""}
	var told []string
	for _, p := range scan(t, folder(files)).Problems {
		told = append(told, p.File+": "+p.Message)
	}
	if got, want := strings.Join(told, "\n"), "a.rst: reStructuredText is not read, which 2 files are in\nc.org: Org is not read"; got != want {
		t.Errorf("told:\n%s\nwant:\n%s", got, want)
	}
	d := folder(files)
	d.Include = []string{"**/*.md"}
	if s := scan(t, d); len(s.Problems) != 0 {
		t.Errorf("told of what was not asked for: %v", s.Problems)
	}
}

// MkDocs hides the list of a blog's authors.
func TestTheHiddenListOfAuthors(t *testing.T) {
	site := folder(map[string]string{"mkdocs.yml": "", "docs/blog/.authors.yml": "authors:\n  jane: {name: Jane Doe, description: Editor}",
		"docs/blog/posts/a.md": "---\ndate: {created: 2026-01-02}\nauthors: [jane]\n---\nText.\n"})
	if got := scan(t, site).Articles[0].People.Value; len(got) != 1 || got[0].Name != "Jane Doe" {
		t.Errorf("of the site: %v", got)
	}
	d := folder(map[string]string{"a.md": "---\nauthors: [jane]\n---\nText.\n"})
	d.Site, d.Place = site.FS, "docs/blog/posts"
	if got := scan(t, d).Articles[0].People.Value; len(got) != 1 || got[0].Name != "Jane Doe" {
		t.Errorf("of the posts alone: %v", got)
	}
}

func TestWhatIsNoArticle(t *testing.T) {
	d := folder(map[string]string{
		"hugo.toml": "", "themes/x/exampleSite/a.md": "Text.", "_includes/a.md": "Text.", "posts/themes/a.md": "Text.",
		"README.md": "Text.", "posts/_part.md": "Text.", "404.md": "Text.",
		"tags.md": "---\ntype: tags\ndate: 2026-01-01\n---\n", "about.md": "---\nlayout: page\n---\nText.\n",
		"posts/2026-01-02-a.md": "---\nlayout: page\n---\nText.\n", "posts/b.md": "---\nlayout: page\ndate: 2026-01-02\n---\nText.\n",
	})
	s := scan(t, d)
	var articles, passed []string
	for _, a := range s.Articles {
		articles = append(articles, a.Path)
	}
	for _, p := range s.Passed {
		passed = append(passed, p.File+": "+p.Message)
	}
	if got, want := strings.Join(articles, " "), "posts/2026-01-02-a.md posts/b.md posts/themes/a.md"; got != want {
		t.Errorf("articles %s, want %s", got, want)
	}
	want := `404.md: the page for addresses that lead nowhere
README.md: it is about the folder
_includes: a folder of what a site is made with
about.md: a page of the site and no post: its layout is page
posts/_part.md: its name begins with _, as those of parts of pages do
tags.md: a page of the site and no post: its type is tags
themes: a folder of what a site is made with`
	if got := strings.Join(passed, "\n"); got != want {
		t.Errorf("passed over\n%s\nwant\n%s", got, want)
	}
}

// Themes of Jekyll have their authors in the site's configuration, or a page for each.
func TestAuthorsOfThemesOfJekyll(t *testing.T) {
	for file, list := range map[string]string{
		"_config.yml":     "title: The Harbour Ledger\nauthors:\n  jane:\n    name: Jane Doe\n    site: https://jane.example/\n",
		"_people/jane.md": "---\nlayout: author\nid: jane\nname: Jane Doe\n---\n",
	} {
		files := map[string]string{"_config.yml": "", "_posts/2026-01-02-a.md": "---\nauthor: jane\n---\nText.\n"}
		files[file] = list
		s := scan(t, folder(files))
		if got := s.Articles[0].People.Value; len(got) != 1 || got[0].Name != "Jane Doe" || len(s.Problems) != 0 {
			t.Errorf("%s: %v, told %v", file, got, s.Problems)
		}
	}
}

func TestPagesBesideThePosts(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"Bridgetown": {"bridgetown.config.yml": "", "src/_posts/a.md": "---\ndate: 2026-01-02\n---\nText.\n", "src/coaching.md": "Text.",
			"plugins/a.md": "Text."},
		"in a folder called as the program": {"package.json": "{}", "jekyll/_config.yml": "", "jekyll/_posts/2026-01-02-a.md": "Text.", "jekyll/_pages/b.md": "Text."},
		"repository":                        {"AGENTS.md": "Text.", "views/a.antlers.md": "Text.", "2026-01-02-a.md": "Text."},
	} {
		if s := scan(t, folder(files)); len(s.Articles) != 1 || !strings.HasSuffix(s.Articles[0].Path, "a.md") {
			t.Errorf("%s: %d articles, passed over %v", name, len(s.Articles), s.Passed)
		}
	}
}

// Where a site lies in its repository, and what lies beside its posts.
func TestSitesInRepositories(t *testing.T) {
	const post, text = "---\ndate: 2026-01-02\n---\nText.\n", "Text."
	for name, files := range map[string]map[string]string{
		"two folders deep":           {"apps/site/astro.config.mjs": "", "apps/site/src/content/blog/a.md": post, "apps/site/src/content/about.md": text, "apps/site/public/b.md": text, "apps/api/package.json": ""},
		"one of packages":            {"packages/website/docusaurus.config.js": "", "packages/website/blog/a.md": post, "packages/website/docs/b.md": text},
		"one of services":            {"services/site/vite.config.ts": "", "services/site/content/blog/a.md": post, "services/site/content/pages/b.md": text},
		"pages beside languages":     {"hugo.toml": "", "content/en/a.md": post, "content/chat.md": text},
		"posts and layouts alone":    {"_posts/a.md": post, "_layouts/post.html": text, "b.md": post},
		"a section of folders":       {"blog/2026/a.md": post, "blog/index.md": text},
		"a public folder of Next":    {"next.config.js": "", "public/b.md": post, "posts/a.md": post},
		"a theme of Hugo":            {"theme.toml": "", "layouts/list.html": text, "archetypes/default.md": text, "exampleSite/content/posts/a.md": post, "exampleSite/static/b.md": text},
		"components of a SvelteKit":  {"svelte.config.js": "", "src/lib/posts/a.md": post, "src/lib/components/demo/b.md": text, "src/lib/uses.md": text},
		"Nikola":                     {"conf.py": "", "posts/a.md": post, "pages/b.md": post, "galleries/demo/index.md": text},
		"Publish":                    {"Package.swift": "", "Content/posts/a.md": post, "Content/about.md": text, "Sources/b.md": post},
		"the page of a section":      {"blog/a.md": post, "blog/c/a.md": post, "blog/index.md": text},
		"a site of no dated article": {"a.md": text},
	} {
		var articles []string
		for _, a := range scan(t, folder(files)).Articles {
			if !strings.HasSuffix(a.Path, "/a.md") && a.Path != "a.md" {
				articles = append(articles, a.Path)
			}
		}
		if len(articles) > 0 {
			t.Errorf("%s: published %s", name, articles)
		}
	}
	s := scan(t, folder(map[string]string{"next.config.js": "", "public/a-day/index.md": post, "public/llms.md": text, "public/soon/index.md": text}))
	if len(s.Articles) != 1 || s.Articles[0].Path != "public/a-day/index.md" {
		t.Errorf("posts in public: %d articles, passed over %v", len(s.Articles), s.Passed)
	}
}

// Grav keeps the parts of a page in folders of their own, and calls a file as its template is.
func TestPagesOfGravAreNoArticles(t *testing.T) {
	s := scan(t, folder(map[string]string{
		"01.blog/blog.md":             "---\ndate: 2026-01-01\ncontent:\n  items: '@self.children'\n---\nText.\n",
		"01.blog/a-day/item.md":       "---\ndate: 2026-01-02\ncontent: {items: '@page'}\n---\nText.\n",
		"01.blog/quiet/item.md":       "---\ncontent: What is in it.\n---\nText.\n",
		"02.about/default.md":         "---\ncontent: {items: '@self.modular'}\n---\nText.\n",
		"03.home/01._hero/hero.md":    "---\ndate: 2026-01-02\n---\nText.\n",
		"03.home/02._notes/a/b.md":    "Text.",
		"04.news/1._underlined_/a.md": "Text.",
	}))
	var articles []string
	for _, a := range s.Articles {
		articles = append(articles, a.Path)
	}
	if got, want := strings.Join(articles, " "), "01.blog/a-day/item.md 01.blog/quiet/item.md"; got != want {
		t.Errorf("articles %s, want %s", got, want)
	}
}

func TestWhatThePlaceSays(t *testing.T) {
	for path, want := range map[string]string{
		"index.ja.md": "language: ja", "posts/a.pt-BR.md": "language: pt-BR", "ja/a.md": "language: ja", "posts/de/a.md": "language: de", "src/content/docs/ja/guides/a.md": "language: ja",
		"notes.io.md": "", "v1.2.md": "", "a/b/de/c.md": "", "_drafts/a.md": "draft: true", "posts/Drafts/a/index.md": "draft: true", "drafts.md": "", "blog/_drafts/a.md": "draft: true",
	} {
		if got := said(scan(t, folder(map[string]string{path: "Text."})).Articles[0]); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	a := scan(t, folder(map[string]string{"ja/a.md": "---\nlang: en\n---\n", "_defaults.yaml": "language: fr"})).Articles[0]
	if a.Language.Value != "en" {
		t.Errorf("the article's own language is %s", a.Language.Value)
	}
	a = scan(t, folder(map[string]string{"_posts/2026-01-02-a.md": "---\ntags: a b\ncategories: c\n---\n"})).Articles[0]
	if got := strings.Join(a.Tags.Value, ", "); got != "a, b, c" {
		t.Errorf("tags in Jekyll's folder: %s", got)
	}
}

func TestLinksInProperties(t *testing.T) {
	says(t, []struct{ in, want string }{
		{`author: "[[Jane Doe]]"`, "byline: Jane Doe\nauthors: Jane Doe"},
		{`authors: ["[[People/Jane Doe|Jane]]", "[[People/John Roe]]"]`, "authors: Jane; John Roe"},
		{`image: "![[Attachments/wall.jpg]]"`, "image: Attachments/wall.jpg"},
		{`source: "[The Ledger](https://ledger.example/a)"`, "source.title: The Ledger\nsource.url: https://ledger.example/a"},
		{`license: "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)"`, "rights.license: https://creativecommons.org/licenses/by/4.0/"},
		{"title: \"[sic]\"", "title: [sic]"},
		{`copyright: "(c)  2026 Jane Doe"`, "rights.notice: (c) 2026 Jane Doe\nrights.holder: Jane Doe\nrights.year: 2026"},
		{"publish: false", "draft: true"}, {"date: git Last Modified", ""},
		{"translator: B C\nauthor: D E", "byline: D E\nauthors: D E; B C (translator)"},
		{"author: D E\ntranslator: B C", "byline: D E\nauthors: D E; B C (translator)"},
	})
}

func TestAuthorsByLink(t *testing.T) {
	says(t, []struct{ in, want string }{
		{"author: '[Jane Doe](https://jane.example/), cache smasher'", "byline: Jane Doe, cache smasher\nauthors: Jane Doe https://jane.example/"},
		{"author: '[Jane Doe](https://jane.example/), [John Roe](https://roe.example/) (Ledger), Max Moe'",
			"byline: Jane Doe, John Roe (Ledger), Max Moe\nauthors: Jane Doe https://jane.example/; John Roe https://roe.example/; Max Moe"},
		{"author: 'Jane Doe ([@jane](https://jane.example/))'", "byline: Jane Doe (@jane)\nauthors: Jane Doe https://jane.example/"},
		{"author: 'Jane Doe (@jane)'", "byline: Jane Doe (@jane)\nauthors: Jane Doe"},
		{"author: Jane Doe, Chief Code Cacher", "byline: Jane Doe, Chief Code Cacher\nauthors: Jane Doe, Chief Code Cacher"},
		{"author: Jane Doe\nauthor_link: mailto:jane@example.org", "byline: Jane Doe\nauthors: Jane Doe <jane@example.org>"},
		{"date: {created: 2026-02-18, updated: 2026-04-13}", "published: 2026-02-18T00:00:00Z\nupdated: 2026-04-13T00:00:00Z"},
		{"images: []\nauthors: []\ntags: []\nimage: {}", ""},
	})
}

func TestFilesOfAnArticlesFolder(t *testing.T) {
	d := folder(map[string]string{
		"a/index.md": "---\ndate: 2026-01-01\n---\nText.", "a/colour.txt": "dodgerblue", "a/b/timing.txt": "1 s",
		"c/index.md": "---\ndate: 2026-01-01\n---\nText.", "c/d.md": "Text.", "c/e.txt": "Text.", // a section: its files are articles
		"index.md": "All that there is.", "v0.13.1.md": "Text.", "A note - of mine.md": "Text.",
	})
	d.Readers = append(d.Readers, slips{}, plain{})
	s := scan(t, d)
	got := ""
	for _, a := range s.Articles {
		d.Body(a)
		got += a.Path + "=" + a.Title.Value + " "
	}
	want := "A note - of mine.md=A note - of mine a/index.md=A c/d.md=D c/e.txt=E c/index.md=C index.md=Index v0.13.1.md=v0.13.1 "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// plain reads any text.
type plain struct{}

func (plain) Format() string                               { return "text" }
func (plain) Extensions() []string                         { return []string{".txt"} }
func (plain) Head(*source.File) ([]*source.Article, error) { return nil, nil }
func (plain) Body(_ *source.File, _ *source.Article) error { return nil }

func TestWhatHoldsAStoryInItsText(t *testing.T) {
	for text, want := range map[string]string{
		"**EMBARGOED UNTIL 1 July 2027**\n\nThe wall opens.":          "2027-07-01T00:00:00Z",
		"# The wall\n\nEmbargo: 1 July 2027, 10:00\n\nIt opens.":      "2027-07-01T10:00:00Z",
		"STRICTLY EMBARGOED\n\nThe wall opens.":                       "9999-12-31T00:00:00Z",
		"Sperrfrist: Freitag Mittag\n\nDie Mauer öffnet.":             "9999-12-31T00:00:00Z",
		"NOT FOR PUBLICATION BEFORE the minister speaks\n\nIt opens.": "9999-12-31T00:00:00Z",
		"Embargo on cod lifted\n\nThe fleet sails.":                   "",
		"Embargoes rarely work, say those who lived under one for years, and who know what it meant to be cut off from all the world.": "",
		"One.\n\nTwo.\n\nThree.\n\nFour.\n\nEmbargoed until 2027-01-01":                                                                "",
	} {
		d := folder(map[string]string{"a.md": text})
		a := scan(t, d).Articles[0]
		d.Body(a)
		got := ""
		if a.Embargo.Known() {
			got = a.Embargo.Value.Format("2006-01-02T15:04:05Z07:00")
		}
		if got != want {
			t.Errorf("%q: embargo %q, want %q", text, got, want)
		}
	}
	says(t, []struct{ in, want string }{
		{"embargo_date: 2027-01-01", "embargo: 2027-01-01T00:00:00Z"}, {"emargo: 2027-01-01", "embargo: 2027-01-01T00:00:00Z"},
		{"password: secret", "draft: true"}, {"state: draft", "draft: true"}, {"dg-publish: false", "draft: true"}, {"is_published: true", "draft: false"}, {"public: false", "draft: true"}, {"publish: never", "draft: true"},
		{"premium: true", "draft: true"}, {"members_only: true", "draft: true"}, {"paid: false", ""}, {"paid: by the desk", ""}, {"wip: true", "draft: true"}, {"on_hold: yes", "draft: true"},
		{"post_status: draft", "draft: true"}, {"publication_state: draft", "draft: true"}, {"stage: production", ""}, {"status: in-progress", "draft: true"}, {"status: evergreen", ""},
		{"email_type: private", "draft: true"}, {"email_type: premium", "draft: true"}, {"email_type: free", "draft: true"}, {"email_type: public", ""}, {"status: about_to_send", "draft: true"},
		{"status: paused", "draft: true"}, {"status: sent", ""}, {"status: scheduled", "draft: true"}, {"status: scheduled\npublish_date: 2026-01-02", "published: 2026-01-02T00:00:00Z"},
		{"audience: premium", "draft: true"}, {"audience: only_paid", "draft: true"}, {"audience: everyone", ""}, {"tier: paid", "draft: true"}, {"tier: free", ""}, {"hidden_from_feed: true", "draft: true"}, {"paid_only: true", "draft: true"},
		{"subject: A\npublish_date: 2026-01-02", "title: A\npublished: 2026-01-02T00:00:00Z"}, {"subject: A\ntitle: B\nemail_type: public", "title: B"}, {"subject: physics", ""},
		{"protect: logged_in", "draft: true"}, {"protect: false", ""}, {"access: {site.login: true}", "draft: true"}, {"access: {site.login: false}", ""},
	})
}

func TestASidecarOfOneMember(t *testing.T) {
	d := folder(map[string]string{"a.json#2.meta.yaml": "embargo: 2027-01-01", "a.json.meta.yaml": "section: wire"})
	d.FS.(fstest.MapFS)["a.json"] = &fstest.MapFile{Data: []byte("SLIPS\none\ntwo\n")}
	d.Readers = append(d.Readers, slips{})
	s := scan(t, d)
	if len(s.Articles) != 2 || s.Articles[0].Embargo.Known() || !s.Articles[1].Embargo.Known() || s.Articles[1].Section.Value != "wire" || len(s.Problems) != 0 {
		t.Errorf("%d articles, %v", len(s.Articles), s.Problems)
	}
}

// A sidecar of a member that a file does not have is told; where it keeps an article inside, none of the file leaves, for nobody
// knows which was meant. The only article of a file is its first.
func TestASidecarOfNoMember(t *testing.T) {
	for name, want := range map[string]struct{ rejected, told bool }{
		"a.json#1.meta.yaml": {}, "a.json#3.meta.yaml": {true, true}, "a.json.2.meta.yaml": {true, true}, "a.json-1.meta.yaml": {true, true},
		"a.json#0.meta.yaml": {true, true},
	} {
		for text, holds := range map[string]bool{"embargo: 2027-01-01": true, "section: wire": false} {
			d := folder(map[string]string{name: text})
			d.FS.(fstest.MapFS)["a.json"] = &fstest.MapFile{Data: []byte("SLIPS\none\ntwo\n")}
			d.Readers = append(d.Readers, slips{})
			for _, a := range scan(t, d).Articles {
				told := slices.ContainsFunc(a.Problems, func(p source.Problem) bool { return p.File == name })
				if a.Rejected != (want.rejected && holds) || holds && told != want.told || told && !want.told {
					t.Errorf("%s: %s: rejected %v, %v", name, text, a.Rejected, a.Problems)
				}
			}
		}
	}
	d := folder(map[string]string{"a.md": "Text.", "a.md#1.meta.yaml": "section: wire"})
	if s := scan(t, d); s.Articles[0].Section.Value != "wire" || len(s.Problems) != 0 {
		t.Errorf("the only article is in %q, %v", s.Articles[0].Section.Value, s.Problems)
	}
}

// Some programs take no pages out of folders whose names begin with _; others have their posts in one.
func TestFoldersAside(t *testing.T) {
	for marker, want := range map[string]int{"docusaurus.config.js": 1, "astro.config.mjs": 1, "_quarto.yml": 1, "_config.ts": 1, "hugo.toml": 2, "README.md": 2} {
		d := folder(map[string]string{marker: "", "blog/_soon/a.md": "---\ndate: 2026-01-02\n---\nText.", "blog/b.md": "---\ndate: 2026-01-02\n---\nText."})
		if s := scan(t, d); len(s.Articles) != want {
			t.Errorf("%s: %d articles, want %d", marker, len(s.Articles), want)
		}
	}
}

// Quartz publishes nothing of the folder of private notes.
func TestPrivateNotesOfQuartz(t *testing.T) {
	d := folder(map[string]string{"private/a.md": "---\ndate: 2026-01-02\n---\nText.", "b.md": "---\ndate: 2026-01-02\n---\nText."})
	d.Site, d.Place = folder(map[string]string{"quartz.config.ts": "", "content/b.md": "Text."}).FS, "content"
	if s := scan(t, d); len(s.Articles) != 1 || s.Articles[0].Path != "b.md" {
		t.Errorf("%d articles, %v", len(s.Articles), s.Passed)
	}
}

// Quartz leaves out what its configuration names, a program of which a list is read, or YAML.
func TestWhatQuartzIgnores(t *testing.T) {
	notes := map[string]string{"a.md": "Text.", "Fleeting/b.md": "Text.", "deep/own/c.md": "Text.", "own/d.md": "Text.", "deep/Fleeting/e.md": "Text."}
	for file, text := range map[string]string{
		"quartz.config.ts":   "const config = {\n  configuration: {\n    ignorePatterns: [\n      'Fleeting', // it's not done\n      // \"a.md\",\n      \"**/own\",\n      \"!(*.md)\",\n    ],\n  },\n}\n",
		"quartz.config.yaml": "configuration:\n  ignorePatterns:\n    - Fleeting\n    - '**/own'\n    - '!(*.md)'\n",
	} {
		d := folder(notes)
		d.Site, d.Place = folder(map[string]string{file: text, "content/a.md": "Text."}).FS, "content"
		var out []string
		for _, a := range scan(t, d).Articles {
			out = append(out, a.Path)
		}
		if slices.Sort(out); !slices.Equal(out, []string{"a.md", "deep/Fleeting/e.md"}) {
			t.Errorf("%s: %q are out", file, out)
		}
	}
}

// Some programs publish of a vault only the notes that ask for it.
func TestNotesThatAskToBeOut(t *testing.T) {
	const explicit = "import { ExplicitPublish } from './plugins'\nconst config = {\n  filters: [Plugin.RemoveDrafts(), Plugin.ExplicitPublish()],\n}\n"
	for _, test := range []struct {
		file, text, key string
		inside          bool
	}{
		{"quartz.config.ts", explicit, "publish", true},
		{"quartz.config.ts", "filters: [\n  { name: \"@quartz-community/explicit-publish\" },\n]", "publish", true},
		{"quartz.config.ts", "filters: [Plugin.RemoveDrafts()], // or Plugin.ExplicitPublish()", "publish", false},
		{"quartz.config.yaml", "plugins:\n  - source: github:quartz-community/explicit-publish\n    enabled: true\n", "publish", true},
		{"quartz.config.yaml", "plugins:\n  - source: github:quartz-community/explicit-publish\n    enabled: false\n", "publish", false},
		{".obsidian/community-plugins.json", `["dataview", "digitalgarden"]`, "dg-publish", true},
		{".obsidian/community-plugins.json", `["dataview"]`, "dg-publish", false},
	} {
		d := folder(map[string]string{test.file: test.text, "a.md": "---\n" + test.key + ": true\n---\nText.", "b.md": "---\ndraft: false\n" + test.key + ": true\n---\nText.",
			"c.md": "Text.", "d.md": "---\ndraft: false\n---\nText.", "e.md": "---\n" + test.key + ":\n---\nText."})
		for _, a := range scan(t, d).Articles {
			if want := test.inside && a.Path > "c"; a.Draft.Value != want {
				t.Errorf("%s, %s: a draft is %v, want %v", test.text, a.Path, a.Draft.Value, want)
			}
		}
	}
}

// An export of Substack says in a list beside its posts which are drafts, or for those who pay. A list that cannot be read holds all
// of them.
func TestAnExportOfSubstack(t *testing.T) {
	const head = "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url\n"
	posts := map[string]string{"posts/1.out.html": "<p>Out.</p>", "posts/2.draft.html": "<p>Half.</p>", "posts/3.paid.html": "<p>Paid.</p>", "posts/4.about.html": "<p>About.</p>",
		"posts.csv": head + "1.out,2026-01-02T10:00:00.000Z,TRUE,,,newsletter,everyone,\"Out, at last\",It took long,\n" +
			"2.draft,,false,,,newsletter,everyone,Half,,\n3.paid,2026-01-03T10:00:00.000Z,true,,,newsletter,only_paid,Paid,,\n" +
			"4.about,2026-01-03T10:00:00.000Z,true,,,page,everyone,About,,\n"}
	for place, d := range map[string]*source.Folder{"": folder(posts), "posts": folder(map[string]string{"1.out.html": "<p>Out.</p>", "2.draft.html": "<p>Half.</p>", "3.paid.html": "<p>Paid.</p>", "4.about.html": "<p>About.</p>"})} {
		d.Readers = formats.Readers()
		if place != "" {
			d.Site, d.Place = folder(posts).FS, place
		}
		articles := scan(t, d).Articles
		if len(articles) != 4 {
			t.Fatalf("%d articles", len(articles))
		}
		a := articles[0]
		if !articles[3].Draft.Value {
			t.Errorf("in %q: a page is out: %s", place, said(articles[3]))
		}
		if a.Draft.Value || a.Title.Value != "Out, at last" || a.Summary.Value != "It took long" || a.Published.Value.Format(time.DateOnly) != "2026-01-02" ||
			a.Slug.Value != "out" || !articles[1].Draft.Value || !articles[2].Draft.Value {
			t.Errorf("in %q: %s; %s; %s", place, said(a), said(articles[1]), said(articles[2]))
		}
	}
	posts["posts.csv"] = head + "1.out,\"2026"
	d := folder(posts)
	d.Readers = formats.Readers()
	for _, a := range scan(t, d).Articles {
		if !a.Rejected {
			t.Errorf("%s is out though nobody knows what it is", a.Path)
		}
	}
}

// A draft of Nuxt is called one.
func TestADraftByItsName(t *testing.T) {
	for name, want := range map[string]bool{"a.draft.md": true, "b/index.draft.md": true, "draft.md": false, "a.drafts.md": false} {
		if a := scan(t, folder(map[string]string{name: "---\ntitle: A\n---\nText."})).Articles[0]; a.Draft.Value != want {
			t.Errorf("%s: a draft is %v", name, a.Draft.Value)
		}
	}
}

// What lies in the bin of an editor's board, or is not begun, is not published.
func TestADraftByItsStatus(t *testing.T) {
	for status, want := range map[string]bool{"Not started": true, "To do": true, "backlog": true, "trash": true, "deleted": true, "Done": false, "ready": false} {
		if a := scan(t, folder(map[string]string{"a.md": "---\nstatus: " + status + "\n---\nText."})).Articles[0]; a.Draft.Value != want {
			t.Errorf("%s: a draft is %v", status, a.Draft.Value)
		}
	}
}

// The folder that is named is that of the articles, whatever its program keeps elsewhere in a folder of this name.
func TestAFolderThatIsNamed(t *testing.T) {
	d := folder(map[string]string{"a-day/index.md": "---\ndate: 2026-01-02\n---\nText."})
	d.Site, d.Place = folder(map[string]string{"next.config.js": "", "public/a-day/index.md": "Text."}).FS, "public"
	if s := scan(t, d); len(s.Articles) != 1 {
		t.Errorf("%d articles, %v", len(s.Articles), s.Passed)
	}
}

// The folder that is named may be a part of a site: what its place in it says still holds.
func TestAFolderWithinASite(t *testing.T) {
	site := folder(map[string]string{"_config.yml": "", "_drafts/a.md": "Text.", "_posts/2026-01-02-b.md": "Text."}).FS
	d := folder(map[string]string{"a.md": "---\npublished: true\n---\nText."})
	if d.Site, d.Place = site, "_drafts"; !scan(t, d).Articles[0].Draft.Value {
		t.Error("a draft is out because it says that it is published")
	}
	for place, want := range map[string]string{"_drafts": "draft: true", "_posts": "tags: a, b"} {
		d := folder(map[string]string{"a.md": map[string]string{"_drafts": "Text.", "_posts": "---\ntags: a b\n---\n"}[place]})
		d.Site, d.Place = site, place
		if got := said(scan(t, d).Articles[0]); got != want {
			t.Errorf("%s: %s, want %s", place, got, want)
		}
	}
}
