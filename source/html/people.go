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
	"github.com/masthead-feeds/masthead/source/agency"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// beforeName matches what pages write before a name, and that is no part of it.
var beforeName = pattern.New(`^(?i)(?:(?:by|written by|posted by|published by|words by|text by|story by|von|par|por|di|door|av|text:|texte:|texto:|autor:|autorin:|autoren:|autore:|auteurs? ?:|authors?:|par :|von:|by:|geschrieben von|verfasst von|écrit par|publié par|` +
	`(?:ein )?(?:artikel|beitrag) von:?|(?:erstellt|eingestellt|gespeichert) von:?|text von|escrito por|publicado por|scritto da|a cura di|geschreven door|skrevet av|` +
	`view all posts by|more by|more stories by|show all articles of|zeige alle beiträge von|view all posts from|posts by)\s+|(?:作者|著者|文|記者|记者)[:：／/]\s*)`)

// behindName matches what follows a name in a byline: what somebody is, since when, how to write to them.
var behindName = pattern.New(`(?i)\s*(?:[|•·/–—]\s.*|[,(]\s*(?:(?:chief|senior|staff|political|economics|business|science|health|special|foreign|contributing|associate|assistant|deputy|managing|guest)\s+)*(?:staff|reporter|writer|correspondent|editor|columnist|contributor|journalist|blogger|author|redakteur(?:in)?|journaliste)s?\b.*|` +
	`\s(?:on|am|le|el|um|at)\s+\p{L}*\.?,?\s*\d.*|\s(?:published|updated|last updated|edited by|posted|publié|veröffentlicht|aktualisiert|publiziert|erschienen|publicado|actualizado|pubblicato|aggiornato)\b.*|\sstand:.*|[,(]?\s*@\w+\)?.*|[,:]?\s+\d{1,2}[./:]\s?\d.*|[,:]?\s+\p{L}{3,9}\.?\s+\d{1,2},?\s+\d{4}.*|\s*\d{1,2}\.?\s+\p{L}{3,9}\.?\s+\d{4}.*|` +
	`\s(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[.,]+\s*\d.*|\s*\(with (?:agency )?inputs?\b.*|\s*\((?-i:[a-z]{2,4})\)|\s+기자)$`)

// nobody are the words that stand where a name should: what programs put in, and what links say.
var nobody = []string{
	"null", "undefined", "none", "no author", "unknown", "anonymous", "guest", "guest author", "admin", "administrator", "adm", "wordpressadmin", "editor",
	"editors", "staff", "staff writer", "staff reporter", "webmaster", "super user", "user", "root", "author", "by", "web desk", "online desk",
	"view my complete profile", "afficher mon profil complet", "posts", "bio", "more", "weiter", "weitere artikel", "follow author", "about the author",
	"unbenannt", "last", "view author archive", "get author rss feed", "our correspondent", "follow", "read more", "share", "see all", "email", "twitter", "facebook",
	"see all articles", "subscribe to rss", "alle beiträge", "alle artikel", "archiv anzeigen", "revised edition", "agencies", "agenturen",
}

// links are the words of a place for a name in which only links stand: where to follow somebody, how to write to them.
var links = []string{"+", "twitter", "facebook", "instagram", "linkedin", "youtube", "whatsapp", "email", "e-mail", "mail", "rss", "share", "follow", "print", "website"}

// chooseAuthors leaves only names among the authors. Pages name the site or a desk where others name the author, so the
// sources before the first that names a person are dropped; where none does, those before the first that names somebody else
// than the site.
func (s *speaker) chooseAuthors() {
	sites, sources, hosts := s.siteNames(), saidOf("authors"), append(s.hosts(), s.holders()...)
	best, from := ofSite, 0
	for i, name := range sources {
		var who standing
		if s.said[name], who = authors(s.said[name], sites, hosts); who > best {
			best, from = who, i
		}
	}
	for _, before := range sources[:from] {
		delete(s.said, before)
	}
}

// standing is what a name is that stands where the author's should.
type standing int

const (
	ofSite   standing = iota // the site's own, or none
	ofGroup                  // that of an agency or a desk
	ofPerson                 // plainly a person's
)

// siteNames are what the site calls itself.
func (s *speaker) siteNames() (names []string) {
	for _, name := range []string{"og:site_name", "JSON-LD publisher", "application-name", "article:publisher", "citation_publisher", "dc.publisher"} {
		if site := s.first(name); site != "" {
			names = append(names, site)
		}
	}
	return names
}

// holders are those whose copyright the head of the page states: a house, or somebody who writes for themselves.
func (s *speaker) holders() (names []string) {
	for _, name := range []string{"copyright", "dc.rights", "JSON-LD copyrightHolder"} {
		if notice, ok := source.ParseNotice(s.first(name)); ok && notice.Holder != "" {
			names = append(names, notice.Holder)
		}
	}
	return names
}

// authors gives those of the values that name somebody, and the best that one of them is. Beside somebody else the site
// names itself for nothing.
func authors(values []meta.Value, sites, hosts []string) (list []meta.Value, best standing) {
	var site []meta.Value
	for _, v := range values {
		said := v
		if v.Kind == meta.Map {
			v = v.Map[0].Value
		}
		v.Text = withoutSiteBehind(personName(v.Text), sites, hosts)
		switch {
		case v.Text == "":
			continue
		case containsFold(sites, v.Text) || isHost(v.Text):
			site = append(site, organisation(v))
			continue
		case said.Kind != meta.Map:
			list = append(list, v)
		default:
			if _, isOrganisation := said.Fold("role"); isOrganisation {
				list = append(list, each([]string{v.Text}, said)...)
				continue
			}
			list = append(list, each(namesOf(v.Text), said)...)
		}
		best = max(best, standingOf(v.Text, hosts))
	}
	if best == ofSite {
		list = append(site, list...)
	}
	return list, best
}

// withoutSiteBehind cuts the site off a byline that names it behind the people: "Jane Doe and John Roe, Example News".
func withoutSiteBehind(line string, sites, hosts []string) string {
	i := strings.LastIndex(line, ",")
	if i < 0 {
		return line
	}
	last := strings.TrimSpace(line[i+1:])
	if len(sites) > 0 {
		hosts = nil // the page may be that of another site, whose name is a credit
	}
	if agency.Name(last) == "" && (containsFold(sites, last) || namesSite(last, hosts)) {
		return strings.TrimSpace(line[:i])
	}
	return line
}

// each gives a value for each of the people whom one thing of JSON-LD names. A page about all of them is nobody's own.
func each(people []string, thing meta.Value) (list []meta.Value) {
	rest := thing.Map[1:]
	if len(people) > 1 {
		rest = nil
	}
	for _, name := range people {
		one := thing
		one.Map = append([]meta.Pair{{Key: "name", Value: textAt(name, thing)}}, rest...)
		list = append(list, one)
	}
	return list
}

// namesOf gives the people whom a line names that was written where one name should be: "Jane Doe und John Roe, dpa". Only
// an agency is taken off the end, which is the credit: whom else it names there cannot be told from a place.
func namesOf(line string) []string {
	if m := agencyBehind.FindStringSubmatch(line); m != nil && agency.Name(m[2]) != "" {
		if names := source.SplitNames(m[1]); len(names) > 1 || isFullName(m[1]) {
			return names
		}
	}
	return source.SplitNames(line)
}

// agencyBehind matches a line of names with the sign of an agency behind.
var agencyBehind = pattern.New(`^(.+?)\s*[,/|]\s*([\p{L}][\p{L} -]{1,30})$`)

// standingOf tells the names of sites, agencies and desks from those of people.
func standingOf(name string, hosts []string) standing {
	switch {
	case agency.Name(name) != "", groupWords.MatchString(name), containsHost.MatchString(name):
		return ofGroup
	case !containsFold(hosts, name) && isFullName(name):
		return ofPerson
	case namesSite(name, hosts) || slices.ContainsFunc(hosts, func(host string) bool { return letters(host[:max(0, strings.IndexByte(host, '.'))]) == letters(name) }):
		return ofSite
	}
	return ofPerson
}

// containsHost matches the name of a site among other words, groupWords the words by which people call themselves who are many.
var (
	containsHost = pattern.New(`(?i)(?:^|[\s(])(?:[a-z0-9äöü-]+\.)+(?:com|org|net|de|at|ch|fr|uk|es|it|info|eu|tv|news|lt|pl|cz|nl|se|no|dk)\b`)
	groupWords   = pattern.New(`(?i)(?:^|[\s-])(?:redaktion|redaction|rédaction|redacción|redazione|redactie|nachrichten|news|newsroom|newsdesk|desk|team|staff|e\. ?v\.|gmbh|ag|verlag|magazin|magazine|stiftung|institut|verband|zeitung|editors|press|agentur|online)(?:$|[\s,-])`)
)

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
	if isNotice || containsFold(nobody, s) || areLinks(s) || isAddress(s) || strings.Contains(s, "</") || !strings.ContainsFunc(s, unicode.IsLetter) {
		return ""
	}
	return s
}

// labelled matches a name behind what its bearer did: "Interview: Jane Doe".
var labelled = pattern.New(`^\p{L}[\p{L} ]{2,25}:\s*(.+)$`)

// areLinks reports whether every word is that of a link.
func areLinks(s string) bool {
	for word := range strings.FieldsSeq(s) {
		if !containsFold(links, word) {
			return false
		}
	}
	return true
}

func isAddress(s string) bool {
	lower := strings.ToLower(s)
	if strings.Contains(lower, "[at]") || strings.Contains(lower, "(at)") {
		return true
	}
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
	return len(words) > 0 && len(words) <= 6 && len(s) < 80 && dayIn(s) == "" && !leadsToDate.MatchString(s) && !strings.ContainsAny(s, "?!…{}[]<>=")
}

// leadsToDate matches what stands before a date: Zuletzt geändert am.
var leadsToDate = pattern.New(`(?i)(?:^|\s)(?:am|on|le|el|um|veröffentlicht|aktualisiert|published|updated|publié|publicado)$`)

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
