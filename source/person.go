package source

import "strings"

// Role is what a person did for an article.
type Role string

// The roles of a byline. A person without a stated role is an author.
const (
	Author       Role = "author"
	Editor       Role = "editor"
	Translator   Role = "translator"
	Photographer Role = "photographer"
	Illustrator  Role = "illustrator"
	Contributor  Role = "contributor"
	// Organisation marks an agency or a desk that stands as the author where no person is named.
	Organisation Role = "organisation"
)

// ParseRole gives the role that a word for it stands for, in any case; ok is false when the word is none of the
// field's own.
func ParseRole(word string) (role Role, ok bool) {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "author", "writer", "reporter", "by", "aut":
		return Author, true
	case "editor", "edited by", "edt":
		return Editor, true
	case "translator", "translation", "translated by", "trl":
		return Translator, true
	case "photographer", "photo", "photos", "pht":
		return Photographer, true
	case "illustrator", "illustration", "ill":
		return Illustrator, true
	case "contributor", "ctb":
		return Contributor, true
	case "organisation", "organization", "agency", "org":
		return Organisation, true
	}
	return "", false
}

// Person is somebody of a byline: a name and what else the article says about them. Names are data and are kept as
// written; nothing is ever appended to one.
type Person struct {
	Name   string
	Email  string // a bare address, as the article gives it
	URL    string // the person's page, as written; may be relative to the site
	Avatar string // the person's picture, as written; may be relative to the site
	Role   Role
}

// String gives the person as explain prints one: name, role, e-mail address and page.
func (p Person) String() string {
	var b strings.Builder
	b.WriteString(p.Name)
	if p.Role != "" && p.Role != Author {
		b.WriteString(" (" + string(p.Role) + ")")
	}
	if p.Email != "" {
		b.WriteString(" <" + p.Email + ">")
	}
	if p.URL != "" {
		b.WriteString(" " + p.URL)
	}
	return b.String()
}

// after is 0 for those who stand in the byline and 1 for those who come after them.
func (p Person) after() int {
	if p.IsAuthor() {
		return 0
	}
	return 1
}

// IsAuthor reports whether the person stands in the byline itself, rather than as a contributor beside it.
func (p Person) IsAuthor() bool { return p.Role == Author || p.Role == Organisation || p.Role == "" }
