package source

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// directory is who the keys stand for that articles name their authors by: folder → key in lower case → person. Other
// programs keep such a list in a file beside the articles, or in a folder for a site's data.
type directory map[string]map[string]Person

// spoken marks the keys of a directory that are names of people, and their other spellings, from those that are keys.
const spoken = "\x00"

// spell writes everybody in the byline as the lists of authors do, by whatever spelling of theirs, and adds what else those say
// of them: one person is one name, wherever it comes from.
func (a *Article) spell() {
	if a.file == nil || len(a.file.people) == 0 || !a.People.Known() {
		return
	}
	people := slices.Clone(a.People.Value) // which may be the defaults' of many articles
	for i, p := range people {
		known, ok := a.file.people.lookup(path.Dir(a.file.Path), spoken+p.Name)
		if !ok || known.Name == "" {
			continue
		}
		role := p.Role
		if known.Role == Organisation && p.IsAuthor() {
			role = Organisation
		}
		people[i] = Person{known.Name, cmp.Or(p.Email, known.Email), cmp.Or(p.URL, known.URL), cmp.Or(p.Avatar, known.Avatar), role}
	}
	a.People.Value = people
}

// lookup finds the person whom a key stands for to the articles of a folder: the list that lies nearest above it counts.
func (d directory) lookup(dir, key string) (Person, bool) {
	key = strings.ToLower(strings.TrimSpace(key))
	for len(d) > 0 && key != "" {
		if p, ok := d[dir][key]; ok {
			return p, true
		}
		switch dir {
		case siteWide:
			return Person{}, false
		case ".":
			dir = siteWide
		default:
			dir = path.Dir(dir)
		}
	}
	return Person{}, false
}

// siteWide is the place in a directory of what lies above the folder of the articles.
const siteWide = ".."

// directory reads the lists of authors that lie among the articles, and those of the site around them. What is wrong in them is
// theirs, and told once.
func (d *Folder) directory(w *found) directory {
	people := directory{}
	tell := func(p Problem) {
		if !slices.Contains(w.problems, p) {
			w.problems = append(w.problems, p)
		}
	}
	for _, name := range w.authors {
		authorList{people, authorsFolder(name), name, tell}.read(d.FS, name)
	}
	d.eachSite(w, func(home string, _ *site, fsys fs.FS) { // the folder for data in it is passed over
		dir := home
		if d.Site != nil {
			dir = siteWide
		}
		people.addSite(fsys, dir, d.upTo(home), tell)
	})
	return people
}

// addSite reads the lists at the places where sites keep them. up leads from the folder of the articles to the site's.
func (d directory) addSite(site fs.FS, dir, up string, tell func(Problem)) {
	for _, name := range []string{"_config.yml", "_config.yaml"} { // where themes of Jekyll have them; what else is wrong in it is Jekyll's to tell
		config, _, err := readData(site, name)
		list, ok := config.Fold("authors")
		if err == nil && ok && list.Value.Kind == meta.Map && !isPersonMap(list.Value) {
			if d[dir] == nil {
				d[dir] = map[string]Person{}
			}
			authorList{d, dir, up + name, tell}.all(list.Value)
		}
	}
	for _, pattern := range siteAuthors {
		names, err := fs.Glob(site, pattern)
		if err != nil {
			continue // a folder that cannot be listed has no list of authors
		}
		for _, name := range names {
			authorList{d, dir, up + name, tell}.read(site, name)
		}
	}
}

// siteAuthors is where the programs that make sites look for authors, as seen from the site's folder.
var siteAuthors = []string{
	"authors.yml", "authors.yaml", "authors.json", "authors.toml", "blog/authors.yml", "docs/blog/" + hiddenAuthors, "docs/" + hiddenAuthors,
	"_data/authors.*", "_data/authors/*", "_data/people.*", "_authors/*", "_people/*", "src/_data/authors.*", "src/_data/people.*", "source/_data/authors.*",
	"data/authors.*", "data/authors/*", "content/authors/*.md", "content/authors/*/_index.md", "content/authors/*/index.md",
	"src/content/authors/*", "src/data/authors.*",
}

// hiddenAuthors is the list of authors of a blog of MkDocs, in the blog's folder.
const hiddenAuthors = ".authors.yml"

// IsSite reports whether a folder is that of a whole site: it has what a program is known by, or a list of authors where
// sites have one.
func IsSite(folder fs.FS) bool {
	if siteOf(namesIn(folder, ".")) != nil {
		return true
	}
	return slices.ContainsFunc(siteAuthors, func(pattern string) bool {
		names, err := fs.Glob(folder, pattern)
		return err == nil && len(names) > 0
	})
}

// isAuthors reports whether a file among the articles is a list of authors, or about one of them: authors.yml, or
// data/authors/jane.yaml.
func isAuthors(name string) bool {
	if !strings.Contains(name, "authors") && !strings.Contains(name, "people") { // as of nearly all files
		return false
	}
	ending := strings.ToLower(path.Ext(name))
	data := isData(ending)
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if path.Base(name) == hiddenAuthors {
		return true
	}
	switch path.Base(path.Dir(name)) {
	case "authors", "_authors":
		return data || ending == ".md" || ending == ".mdx"
	}
	if stem == "people" {
		return data && path.Base(path.Dir(name)) == "_data"
	}
	return stem == "authors" && data || isAuthorPage(name)
}

// isAuthorPage knows the page that Hugo has of each term: authors/jane/_index.md.
func isAuthorPage(name string) bool {
	return path.Base(name) == "_index.md" && path.Base(path.Dir(path.Dir(name))) == "authors"
}

func isData(ending string) bool {
	return ending == ".yml" || ending == ".yaml" || ending == ".json" || ending == ".toml"
}

// authorsFolder gives the folder for whose articles a list of authors speaks.
func authorsFolder(name string) string {
	dir := path.Dir(name)
	for {
		switch path.Base(dir) {
		case "authors", "_authors", "_data", "data":
			dir = path.Dir(dir)
			continue
		}
		if isAuthorPage(name) {
			dir = path.Dir(path.Dir(path.Dir(name)))
		}
		return dir
	}
}
