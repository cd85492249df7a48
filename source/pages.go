package source

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
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
	case strings.EqualFold(stem, "readme"), base[0] <= 'Z' && repositoryFile.MatchString(stem), base == "robots.txt", base == "humans.txt",
		base == "requirements.txt", base == "CNAME", base == "OFL.txt":
		return "it is about the folder", true
	case strings.HasSuffix(stem, ".antlers"):
		return "a template of Statamic", true
	case stem == "404":
		return "the page for addresses that lead nowhere", true
	}
	return "", false
}

// repositoryFile matches the files that a repository has beside what it is for.
var repositoryFile = pattern.New(`^(?:LICEN[CS]E.*|COPYING|CONTRIBUTING|CODE[_-]OF[_-]CONDUCT|SECURITY|CHANGELOG|CODEOWNERS|SUPPORT|ROADMAP|GOVERNANCE|MAINTAINERS|AUTHORS|AGENTS|CLAUDE|GEMINI|NOTICE|SUMMARY|TODO)$`)

// page reports the front matter of a page of the site that is no post: a list of tags, an archive, an undated page of the
// layout for pages.
func (f *File) page(front meta.Value, a *Article) (NotArticle, bool) {
	if isAuthors(f.Path) && !a.Published.Known() && !f.dated() {
		return NotArticle{"a page about an author"}, true
	}
	for _, key := range boardKeys() {
		if _, ok := front.Fold(key); ok {
			return NotArticle{"a drawing or a board, kept as Markdown: it has " + key}, true
		}
	}
	if _, ok := front.Fold("listing"); ok && strings.EqualFold(path.Ext(f.Path), ".qmd") {
		return NotArticle{"a page that lists others: it has listing"}, true
	}
	if said, ok := front.Fold("content"); ok { // of Grav, where a file is called as its template is
		stem := strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path))
		if _, lists := said.Value.Fold("items"); lists && (stem == "blog" || stem == "modular" || !a.Published.Known() && !f.dated()) {
			return NotArticle{"a page that lists others: its content has items"}, true
		}
	}
	for _, key := range layoutKeys() {
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

// boardKeys are those that only a drawing or a board has, and layoutKeys those that may say that a page is no post.
func boardKeys() []string  { return []string{"excalidraw-plugin", "kanban-plugin"} }
func layoutKeys() []string { return []string{"type", "layout", "template"} }

func isPageKey(key string) bool {
	return slices.Contains(append(append(boardKeys(), layoutKeys()...), "listing", "content"), strings.ToLower(key))
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

// fillFromPlace adds what the article's path says of it: a draft lies in _drafts, and the language is in the file's name or in
// that of a folder near the root, index.ja.md or ja/index.md.
func (a *Article) fillFromPlace() {
	if place := a.file.place; strings.HasPrefix(place, "_drafts/") || strings.Contains(place, "/_drafts/") {
		from := Origin{File: a.file.Path, Rule: inFolder, Key: "_drafts"}
		if !a.Draft.Value && a.Draft.From.Rule != "sidecar" { // no program lets out what says so itself
			a.Draft.Override(true, from)
		} else {
			a.Draft.Set(true, from)
		}
	}
	if stem := strings.TrimSuffix(a.file.Path, path.Ext(a.file.Path)); strings.HasSuffix(stem, ".draft") { // of Nuxt
		a.Draft.Set(true, Origin{File: a.file.Path, Rule: FileName, Key: ".draft"})
	}
	if tag, _, ok := languageOfName(path.Base(a.file.Path)); ok {
		a.Language.Set(tag, Origin{File: a.file.Path, Rule: FileName})
	}
	depth := 0
	for folder := range strings.SplitSeq(path.Dir(a.file.place), "/") {
		if depth == 2 {
			break
		}
		tag, ok := languageWord(folder)
		if ok {
			a.Language.Set(tag, Origin{File: a.file.Path, Rule: inFolder, Key: folder})
		}
		if ok || !isContent(folder) { // src/content/docs/ja is as near the root as ja
			depth++
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

// WithoutLanguage gives the path of a file that has a language in its name, without that and without its ending, which is what the
// paths of its translations begin with: a/index for a/index.ja.md.
func WithoutLanguage(file string) (stem string, ok bool) {
	stem = strings.TrimSuffix(file, path.Ext(file))
	word := path.Ext(stem)
	if word == "" || strings.HasSuffix(strings.TrimSuffix(stem, word), "/") || word == stem {
		return "", false
	}
	if _, ok = languageWord(word[1:]); !ok {
		return "", false
	}
	return strings.TrimSuffix(stem, word), true
}

// holdInDrafts holds what lies in a folder called drafts, which few programs know, and everybody means. Whoever means something else
// says draft: false, in the article or for its folder.
func (a *Article) holdInDrafts() {
	for folder := range strings.SplitSeq(path.Dir(a.file.Path), "/") {
		if strings.EqualFold(folder, "drafts") {
			a.Draft.Set(true, Origin{File: a.file.Path, Rule: inFolder, Key: folder})
		}
	}
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
