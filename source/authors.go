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

// directory reads the lists of authors that lie among the articles, and those of the site around them.
func (d *Folder) directory(w *found) directory {
	people := directory{}
	for _, name := range w.authors {
		people.add(d.FS, name, authorsFolder(name))
	}
	switch {
	case d.Site != nil:
		people.addSite(d.Site, siteWide)
	case w.sites["."] != nil: // its folder for data is passed over
		people.addSite(d.FS, ".")
	}
	return people
}

// addSite reads the lists at the places where sites keep them.
func (d directory) addSite(site fs.FS, dir string) {
	for _, pattern := range siteAuthors {
		names, err := fs.Glob(site, pattern)
		if err != nil {
			continue // a folder that cannot be listed has no list of authors
		}
		for _, name := range names {
			d.add(site, name, dir)
		}
	}
}

// siteAuthors is where the programs that make sites look for authors, as seen from the site's folder.
var siteAuthors = []string{
	"authors.yml", "authors.yaml", "authors.json", "authors.toml", "blog/authors.yml",
	"_data/authors.*", "_data/authors/*", "_data/people.*", "_authors/*",
	"data/authors.*", "data/authors/*", "content/authors/*.md", "content/authors/*/_index.md", "content/authors/*/index.md",
	"src/content/authors/*", "src/data/authors.*",
}

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
	ending := strings.ToLower(path.Ext(name))
	data := isData(ending)
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
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

// add reads one file. What cannot be read names nobody: a key that is found nowhere is taken for a name.
func (d directory) add(fsys fs.FS, name, dir string) {
	value, ok := readData(fsys, name)
	if !ok {
		return
	}
	if d[dir] == nil {
		d[dir] = map[string]Person{}
	}
	if path.Base(name) == "_index.md" || path.Base(name) == "index.md" {
		d.put(dir, path.Base(path.Dir(name)), value)
		return
	}
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if stem != "authors" && stem != "people" {
		d.put(dir, stem, value)
		return
	}
	for _, p := range value.Map {
		d.put(dir, p.Key, p.Value)
	}
}

// put notes what a list says of one author. It is read as an author of an article is, but what is odd about it is the
// list's own matter, and what somebody's part in the publication is called is no role in an article.
func (d directory) put(dir, key string, v meta.Value) {
	if v.Kind != meta.Map {
		return
	}
	r := record{a: &Article{}}
	person := Person{Role: Author}
	for _, part := range v.Map {
		r.personPart(&person, part)
	}
	person.Role = Author
	if org, ok := v.Fold("organisation"); ok && org.Value.Text == "true" {
		person.Role = Organisation
	}
	if person.Name == "" {
		if title, ok := v.Fold("title"); ok { // a page of its own has its name for a title
			person.Name = person.plainName(strings.TrimSpace(title.Value.Text))
		}
	}
	if person.Name == "" {
		person.Name = person.plainName(key)
	}
	d[dir][strings.ToLower(key)] = person
	d.spelling(dir, person.Name, person)
	if aliases, ok := v.Fold("aliases"); ok {
		for _, alias := range append(aliases.Value.List, aliases.Value) {
			if isScalar(alias) {
				d.spelling(dir, alias.Text, person)
			}
		}
	}
}

// spelling notes how a person's name may be written. One that stands for two people stands for neither.
func (d directory) spelling(dir, name string, person Person) {
	key := spoken + strings.ToLower(strings.TrimSpace(name))
	if other, taken := d[dir][key]; taken && other.Name != person.Name {
		person = Person{}
	}
	d[dir][key] = person
}

// readData reads a file of data in YAML, TOML or JSON, or the front matter of a page.
func readData(fsys fs.FS, name string) (meta.Value, bool) {
	info, err := fs.Stat(fsys, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > meta.MaxSize {
		return meta.Value{}, false
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return meta.Value{}, false
	}
	text, err := Decode(data)
	if err != nil {
		return meta.Value{}, false
	}
	var value meta.Value
	switch strings.ToLower(path.Ext(name)) {
	case ".yml", ".yaml":
		value, _, err = meta.YAML(text, 1)
	case ".json":
		value, _, err = meta.JSON(text, 1)
	case ".toml":
		value, _, err = meta.TOML(text, 1)
	case ".md", ".mdx":
		var block meta.Block
		if block, err = meta.Split(text, true); err == nil {
			value, _, err = block.Decode()
		}
	default:
		return meta.Value{}, false
	}
	return value, err == nil
}
