package source

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// authorList is one file that says who the authors are: all of them, or one.
type authorList struct {
	people directory
	dir    string // for whose articles it speaks
	file   string // as seen from the folder of the articles
	tell   func(Problem)
}

// read reads the file. Whom it does not name is named by nobody: a key that is found nowhere is taken for a name.
func (l authorList) read(fsys fs.FS, name string) {
	value, warnings, err := readData(fsys, name)
	if err != nil {
		l.tell(problemAt(l.file, metaProblem(l.file, err)))
		return
	}
	for _, w := range warnings {
		l.tell(Problem{File: l.file, Line: w.Line, Column: w.Column, Message: w.Message, Fix: w.Fix})
	}
	if l.people[l.dir] == nil {
		l.people[l.dir] = map[string]Person{}
	}
	stem := strings.TrimPrefix(strings.TrimSuffix(path.Base(name), path.Ext(name)), ".")
	switch {
	case value.Kind == meta.Null:
	case stem == "_index" || stem == "index":
		l.put(path.Base(path.Dir(name)), value)
	case stem != "authors" && stem != "people" && value.Kind != meta.List:
		l.put(stem, value)
	default:
		l.all(value)
	}
}

// all reads a list of people: by their keys, one after the other, or either below a key of its own.
func (l authorList) all(v meta.Value) {
	switch v.Kind {
	case meta.Map:
		if p, ok := v.Fold("authors"); ok && len(v.Map) == 1 && (p.Value.Kind == meta.List || p.Value.Kind == meta.Map && !isPersonMap(p.Value)) {
			l.all(p.Value)
			return
		}
		for _, p := range v.Map {
			l.put(p.Key, p.Value)
		}
	case meta.List:
		for _, one := range v.List {
			l.put(keyWithin(one), one)
		}
	}
}

// keyWithin gives the key that somebody in a list without keys says to have, or else the name.
func keyWithin(v meta.Value) string {
	if isScalar(v) {
		return strings.TrimSpace(v.Text)
	}
	for _, wanted := range []string{"key", "id", "name"} {
		for _, p := range v.Map {
			if personKey(p.Key) == wanted && isScalar(p.Value) && strings.TrimSpace(p.Value.Text) != "" {
				return strings.TrimSpace(p.Value.Text)
			}
		}
	}
	return ""
}

func (l authorList) problem(v meta.Value, field, message, fix string) {
	l.tell(Problem{File: l.file, Line: v.Line, Column: v.Column, Field: field, Message: message, Fix: fix})
}

// put notes what the list says of one author. It is read as an author of an article is, but what somebody's part in the
// publication is called is no role in an article.
func (l authorList) put(key string, v meta.Value) {
	switch {
	case v.Kind == meta.Null:
		return
	case v.Kind == meta.Text && strings.TrimSpace(v.Text) != "" && key != "": // jd: Jane Doe
		person := parsePerson(v.Text, Author)
		l.note(key, person, v)
		return
	case v.Kind != meta.Map || key == "":
		l.problem(v, key, "expected somebody's name, or a map, found "+kindName(v.Kind), "write "+cmp.Or(key, "jane")+": {name: Jane Doe}")
		return
	}
	r := record{&Article{}, layer{file: l.file}}
	person := Person{Role: Author}
	for _, part := range v.Map {
		told := len(r.a.Problems)
		r.personPart(&person, part)
		if of := personKey(part.Key); of != "email" && of != "name" { // what else is odd is another program's matter
			r.a.Problems = r.a.Problems[:told]
		}
		l.slip(key, part)
	}
	for _, p := range r.a.Problems {
		p.Field = key + "." + p.Field
		l.tell(p)
	}
	person.Role = Author
	if l.isOrganisation(key, v) {
		person.Role = Organisation
	}
	if title, ok := v.Fold("title"); ok && person.Name == "" { // a page of its own has its name for a title
		person.Name = person.plainName(strings.TrimSpace(title.Value.Text))
	}
	l.note(key, person, v)
	for _, p := range v.Map {
		if word := strings.ToLower(p.Key); word != "aliases" && word != "alias" {
			continue
		}
		for _, alias := range items(p.Value) {
			if isScalar(alias) && strings.TrimSpace(alias.Text) != "" {
				l.spelling(alias.Text, person, alias)
			}
		}
	}
}

// note enters somebody under a key and a name.
func (l authorList) note(key string, person Person, at meta.Value) {
	if person.Name == "" {
		person.Name = person.plainName(key)
	}
	l.people[l.dir][strings.ToLower(key)] = person
	l.spelling(person.Name, person, at)
}

// spelling notes how a person's name may be written. One that stands for two people stands for neither.
func (l authorList) spelling(name string, person Person, at meta.Value) {
	key := spoken + strings.ToLower(strings.TrimSpace(name))
	if other, taken := l.people[l.dir][key]; taken && other.Name != person.Name {
		if other.Name != "" {
			l.problem(at, "aliases", fmt.Sprintf("%q is %s and %s, so that it stands for neither", strings.TrimSpace(name), other.Name, person.Name), "leave it to one of them")
		}
		person = Person{}
	}
	l.people[l.dir][key] = person
}

func (l authorList) isOrganisation(key string, v meta.Value) bool {
	if p, ok := v.Fold("organization"); ok { // which elsewhere is where somebody works
		yes, _ := truth(p.Value)
		return yes
	}
	p, ok := v.Fold("organisation")
	if !ok || p.Value.Kind == meta.Null {
		return false
	}
	yes, ok := truth(p.Value)
	if !ok {
		l.problem(p.Value, key+".organisation", fmt.Sprintf("%q is neither true nor false", p.Value.Text), "write true for a desk or an agency, and nothing for a person")
	}
	return yes
}

// slip tells of a key that is nearly one which is read. All others are for other programs.
func (l authorList) slip(key string, p meta.Pair) {
	word := strings.ToLower(p.Key)
	if personKey(word) != "" || !isScalar(p.Value) || isOthersKey(word) {
		return
	}
	const long = 8 // letters, from which on two slips are one word
	for _, known := range []string{"name", "email", "url", "website", "avatar", "image_url", "aliases", "organisation"} {
		if n := edits(word, known); n == 1 && len(word) > 2 || n == 2 && len(known) >= long {
			l.problem(p.Value, key+"."+p.Key, "not a key that a person has", "write "+known)
			return
		}
	}
}

// isOthersKey knows the words of other programs that look like a slip.
func isOthersKey(word string) bool {
	switch word {
	case "organisation", "organization", "organizations", "aliases", "alias", "title", "webmail", "gname", "fname", "lname", "uname", "urls":
		return true
	}
	return false
}

// readData reads a file of data in YAML, TOML or JSON, or the front matter of a page. What is none of these says nothing.
func readData(fsys fs.FS, name string) (value meta.Value, warnings []meta.Error, err error) {
	ending := strings.ToLower(path.Ext(name))
	isPage := ending == ".md" || ending == ".mdx"
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return value, nil, unreadable(err)
	case !info.Mode().IsRegular() || !isData(ending) && !isPage:
		return value, nil, nil
	case info.Size() > meta.MaxSize:
		return value, nil, Problem{Message: fmt.Sprintf("larger than the %d MB that are read of metadata", meta.MaxSize>>20), Fix: "keep in it who the authors are, and nothing else"}
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return value, nil, unreadable(err)
	}
	text, err := Decode(data)
	if err != nil {
		return value, nil, err
	}
	switch ending {
	case ".json":
		return listOr(meta.JSON, text, "{\"authors\":\n", "}")
	case ".toml":
		return meta.TOML(text, 1)
	case ".md", ".mdx":
		block, err := meta.Split(text, true)
		if err != nil {
			return value, nil, err
		}
		value, _, err = block.Decode()
		return value, nil, err
	}
	return listOr(meta.YAML, text, "authors:\n", "")
}

// listOr decodes a document that may be a list, which metadata never is: it is read as the value of a key, above the first line.
func listOr(decode func([]byte, int) (meta.Value, []meta.Error, error), text []byte, before, behind string) (meta.Value, []meta.Error, error) {
	value, warnings, err := decode(text, 1)
	if err == nil {
		return value, warnings, nil
	}
	wrapped, warnings, wrong := decode([]byte(before+string(text)+behind), 0)
	if list, ok := wrapped.Get("authors"); wrong == nil && ok && list.Kind == meta.List {
		return list, warnings, nil
	}
	if fault, ok := errors.AsType[*meta.Error](err); ok && strings.Contains(fault.Message, "keys with values") {
		return value, nil, &meta.Error{Line: fault.Line, Column: fault.Column, Message: fault.Message, Fix: "write jane: {name: Jane Doe}"}
	}
	return value, nil, err
}
