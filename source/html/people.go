package html

import (
	"cmp"
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// beforeName matches what pages write before a name, and that is no part of it.
var beforeName = pattern.New(`^(?i)(?:by|written by|posted by|published by|words by|text by|story by|von|par|por|di|door|av|text:|texte:|texto:|autor:|autorin:|autoren:|autore:|auteur:|authors?:|par :|von:|by:|geschrieben von|verfasst von|écrit par|publié par|` +
	`view all posts by|more by|show all articles of|zeige alle beiträge von|view all posts from|posts by)\s+`)

// behindName matches what follows a name in a byline: what somebody is, since when, how to write to them.
var behindName = pattern.New(`(?i)\s*(?:[|•·/–—]\s.*|[,(]\s*(?:(?:chief|senior|staff|political|economics|business|science|health|special|foreign|contributing|associate|assistant|deputy|managing|guest)\s+)*(?:staff|reporter|writer|correspondent|editor|columnist|contributor|journalist|blogger|author|redakteur(?:in)?|journaliste)s?\b.*|` +
	`\s(?:on|am|le|el|um|at)\s+\p{L}*\.?,?\s*\d.*|\s(?:published|updated|last updated|edited by|posted|publié|veröffentlicht|aktualisiert)\b.*|[,(]?\s*@\w+\)?.*|[,:]?\s+\d{1,2}[./:]\s?\d.*|[,:]?\s+\p{L}{3,9}\.?\s+\d{1,2},?\s+\d{4}.*|\s*\d{1,2}\.?\s+\p{L}{3,9}\.?\s+\d{4}.*)$`)

// nobody are the words that stand where a name should: what programs put in, and what links say.
var nobody = []string{
	"null", "undefined", "none", "no author", "unknown", "anonymous", "guest", "guest author", "admin", "administrator", "adm", "wordpressadmin", "editor",
	"editors", "staff", "staff writer", "staff reporter", "webmaster", "super user", "user", "root", "author", "by", "web desk", "online desk",
	"view my complete profile", "afficher mon profil complet", "posts", "bio", "more", "weiter", "weitere artikel", "follow author", "about the author",
	"unbenannt", "last", "view author archive", "get author rss feed", "our correspondent", "follow", "read more", "share", "see all", "email", "twitter", "facebook",
	"see all articles", "subscribe to rss",
}

// chooseAuthors leaves only names among the authors. Pages name the site where others name the author, so the sources
// before the first that names a person are dropped.
func (s *speaker) chooseAuthors() {
	sites, sources := s.siteNames(), saidOf("authors")
	named := false
	for i, name := range sources {
		var person bool
		if s.said[name], person = authors(s.said[name], sites); person && !named {
			named = true
			for _, before := range sources[:i] {
				delete(s.said, before)
			}
		}
	}
}

// siteNames are what the site calls itself.
func (s *speaker) siteNames() (names []string) {
	for _, name := range []string{"og:site_name", "JSON-LD publisher", "application-name", "article:publisher", "citation_publisher", "dc.publisher"} {
		if site := s.first(name); site != "" {
			names = append(names, site)
		}
	}
	return names
}

// authors gives those of the values that name somebody, and whether one of them is a person.
func authors(values []meta.Value, sites []string) (list []meta.Value, person bool) {
	for _, v := range values {
		said := v
		if v.Kind == meta.Map {
			v = v.Map[0].Value
		}
		v.Text = personName(v.Text)
		switch {
		case v.Text == "":
			continue
		case containsFold(sites, v.Text) || isHost(v.Text):
			said = organisation(v)
		case said.Kind == meta.Map:
			said.Map = append([]meta.Pair{{Key: "name", Value: v}}, said.Map[1:]...)
			_, isOrganisation := said.Fold("role")
			person = person || !isOrganisation
		default:
			said, person = v, true
		}
		list = append(list, said)
	}
	return list, person
}

// isHost reports a name that is that of a site: example.org.
func isHost(name string) bool {
	return hostName.MatchString(name)
}

var hostName = pattern.New(`^(?i)(?:[a-z0-9äöü-]+\.)+(?:com|org|net|de|at|ch|fr|uk|co\.uk|es|it|info|eu|tv|news|io)$`)

func organisation(name meta.Value) meta.Value {
	role := name
	role.Text = string(source.Organisation)
	return meta.Value{Kind: meta.Map, Line: name.Line, Column: name.Column,
		Map: []meta.Pair{{Key: "name", Value: name}, {Key: "role", Value: role}}}
}

// personName gives the name of somebody as written, or nothing when it is none.
func personName(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if m := labelled.FindStringSubmatch(s); m != nil && isFullName(m[1]) {
		s = m[1]
	}
	for range 2 {
		s = strings.TrimSpace(strings.Trim(beforeName.ReplaceAllString(s, ""), "→, "))
	}
	if len(s) < 300 && !strings.Contains(s, "@") || strings.Contains(s, " @") {
		s = behindName.ReplaceAllString(s, "")
	}
	s = strings.Trim(s, "→,;:|·•–—-/ ")
	_, isNotice := source.ParseNotice(s)
	if isNotice || containsFold(nobody, s) || isAddress(s) || strings.Contains(s, "</") || !strings.ContainsFunc(s, unicode.IsLetter) {
		return ""
	}
	return s
}

// labelled matches a name behind what its bearer did: "Interview: Jane Doe".
var labelled = pattern.New(`^\p{L}[\p{L} ]{2,25}:\s*(.+)$`)

func isAddress(s string) bool {
	lower := strings.ToLower(s)
	for _, start := range []string{"http://", "https://", "www.", "@", "/"} {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	address, err := mail.ParseAddress(s)
	return err == nil && address.Name == ""
}

// splitNames takes a byline apart, which names several people between commas and an "and".
func splitNames(line string) (names []string) {
	line = personName(line)
	for _, part := range between.Split(line, 8) {
		if name := personName(part); name != "" {
			names = append(names, name)
		}
	}
	if len(names) > 1 {
		for _, name := range names {
			if !isFullName(name) {
				return []string{line} // a comma within a name, a firm, a place
			}
		}
	}
	return names
}

var between = pattern.New(`(?i)\s*(?:,|;|&|\s(?:and|und|et|y|e|en|og|och)\s)\s*`)

// isPersonName reports whether words in a place for a name may be one.
func isPersonName(s string) bool {
	words := strings.Fields(s)
	return len(words) > 0 && len(words) <= 6 && len(s) < 80 && dayIn(s) == "" && !strings.ContainsAny(s, "?!…{}[]<>=")
}

// isFullName reports whether a few words are all written as those of names are.
func isFullName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 || !isPersonName(s) {
		return false
	}
	capital := 0
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(first) && !strings.ContainsAny(w, "0123456789:"):
			capital++
		case slices.Contains(particles, w):
		default:
			return false
		}
	}
	return capital > 1
}

// particles are the words in names that begin with a small letter.
var particles = []string{"de", "da", "di", "del", "der", "den", "van", "von", "zu", "la", "le", "dos", "du", "bin", "al", "el", "y", "ten", "ter", "af"}

// nameIn gives the name in an element that stands for a person: that of the property name, else its text unless that is
// long enough to tell a life.
func nameIn(n *html.Node) string {
	for d := range n.Descendants() {
		if hasWord(d, "itemprop", "name") || hasWord(d, "class", "p-name") || hasWord(d, "class", "fn") {
			return cmp.Or(attr(d, "content"), textOf(d))
		}
	}
	name := cmp.Or(attr(n, "content"), textOf(n))
	if len(name) > 100 {
		return ""
	}
	return name
}
