package feedfile

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/agency"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// heading is what a feed says of itself, as far as it speaks for its items.
type heading struct {
	feed     source.Feed
	rule     string // the kind of statement that the feed makes: "Atom"
	language string
	rights   string // of entries that have none of their own; empty where the format has the feed's for the feed alone
	authors  []person
	persons  []person // of each item that names none of its own by podcast:person
	licenses []license
	base     string // what addresses in it are relative to
	xmlBase  string // where the feed says so itself
	ours     bool   // masthead wrote it, whose words for where an item is from are meant so
}

// nameOf gives what a feed is known by, also one that has no title: by it its items are known not to be the publication's own. It
// is empty for a feed of which nothing is said.
func nameOf(f source.Feed) string {
	if title := strings.TrimSpace(f.Title); title != "" {
		return title
	}
	for _, address := range []string{f.Home, f.URL, f.ID} {
		if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
			return u.Hostname()
		}
	}
	return cmp.Or(f.ID, f.Home, f.URL)
}

// isOurs knows the generator of our own feeds.
func isOurs(generator string) bool {
	return strings.HasPrefix(strings.TrimSpace(generator), "masthead")
}

// person is somebody who made an item.
type person struct {
	name, email, url, avatar string
	role                     source.Role
}

// license is a licence as a feed names one.
type license struct{ url, title string }

// unspecified ends the address that says of an entry that it has no licence, whatever the feed has (RFC 4946 §2.1).
const unspecified = "/license#unspecified"

// mostOfAKind is more than any item has of people, words, pictures or licences. Each is compared with all.
const mostOfAKind = 1000

func tooMany(f *source.File, line, column int, what string) source.Problem {
	return source.Problem{File: f.Path, Line: line, Column: column, Message: fmt.Sprintf("more than %d of %s in one item: from here on they are left out", mostOfAKind, what),
		Fix: "get the feed again, or tell its author"}
}

// entry is one item on its way to an article.
type entry struct {
	f    *source.File
	a    *source.Article
	head *heading
	at   func(said string) (line, column int) // where the item says something
	// verbatim says that the id is wanted as it is written.
	verbatim bool

	link    string // absolute
	base    *url.URL
	from    source.Feed // where the item says that it is from; empty where it does not
	via     string      // its page there
	people  []person
	credit  string
	rights  string
	terms   string
	license []license
}

func (x *entry) say(key, said, text string) {
	if text = strings.TrimSpace(text); text != "" {
		x.state(key, said, x.value(said, text))
	}
}

func (x *entry) value(said, text string) meta.Value {
	line, column := x.at(said)
	return meta.Value{Kind: meta.Text, Text: text, Line: line, Column: column}
}

func (x *entry) state(key, said string, v meta.Value) {
	x.a.State(x.f, x.head.rule, source.Statement{Key: key, Said: said, Value: v})
}

// parts gives a map of names and values, in turn, of which those without a value are left out.
func (x *entry) parts(said string, pairs ...string) meta.Value {
	v := x.value(said, "")
	v.Kind = meta.Map
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			part := x.value(said, pairs[i+1])
			v.Map = append(v.Map, meta.Pair{Key: pairs[i], Line: v.Line, Column: v.Column, Value: part})
		}
	}
	return v
}

func (x *entry) list(said string) meta.Value {
	v := x.value(said, "")
	v.Kind = meta.List
	return v
}

// words states words that may have commas in them.
func (x *entry) words(key, said string, list []string) {
	v := x.list(said)
	for _, word := range list {
		if word = strings.TrimSpace(word); word != "" {
			v.List = append(v.List, x.value(said, word))
		}
	}
	x.state(key, said, v)
}

func (x *entry) origin(said string) source.Origin {
	line, column := x.at(said)
	return source.Origin{File: x.f.Path, Line: line, Column: column, Rule: x.head.rule, Key: said}
}

// abs makes an address absolute that the item or the feed names. Of one that is relative to nobody knows what there is no use:
// it would lead to the site that takes the item over.
func (x *entry) abs(ref string) string {
	address := resolve(x.base, ref)
	if u, err := url.Parse(address); err == nil && !u.IsAbs() {
		return ""
	}
	return address
}

// identify states the id as it is written. One that is no URI counts only within its feed, so that it is told from those of
// others by the feed's address. Without one an item is what it links to, or else what it says.
func (x *entry) identify(said, id string, otherwise ...string) {
	for _, s := range otherwise {
		id = cmp.Or(strings.TrimSpace(id), s)
	}
	if id == "" {
		return
	}
	if !isGlobal(id) && !x.verbatim {
		id = x.head.scope(x.f.Path) + "#" + id
	}
	x.say("id", said, id)
}

// uuid matches an id that is none other's in the world.
var uuid = pattern.New(`^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)

func isGlobal(id string) bool {
	u, err := url.Parse(id)
	return err == nil && u.IsAbs() || uuid.MatchString(id)
}

// scope is what ids that are no URIs are told apart by: the feed's address without its scheme, which may change.
func (h *heading) scope(path string) string {
	address := cmp.Or(h.feed.ID, h.feed.Home, h.feed.URL, path)
	_, rest, found := strings.Cut(address, "://")
	if !found {
		return address
	}
	return rest
}

// page states where the item is. One without an address has no page here either.
func (x *entry) page(said, address string) {
	x.link = x.abs(address)
	if u, err := url.Parse(x.link); err != nil || u.Hostname() == "" || !isWeb(x.link) {
		x.link, said, address = "", "no link", "none"
		x.say("url", said, address)
		return
	}
	x.say("url", said, x.link)
}

func isWeb(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}

// add puts somebody among the people. An address alone is nobody's name.
func (x *entry) add(p person) {
	p.name = strings.TrimSpace(plainTitle(p.name))
	if p.name != "" && !isWeb(p.name) && !addressAlone.MatchString(p.name) {
		x.people = append(x.people, p)
	}
}

func (x *entry) addAll(list []person) {
	for _, p := range list {
		x.add(p)
	}
}

// addNew does so for those who are not among them yet.
func (x *entry) addNew(list []person) {
	for _, p := range list {
		if !slices.ContainsFunc(x.people, func(have person) bool { return strings.EqualFold(have.name, strings.TrimSpace(p.name)) }) {
			x.add(p)
		}
	}
}

// called makes people of names.
func called(names []string, role source.Role) (list []person) {
	for _, name := range names {
		list = append(list, person{name: strings.TrimSpace(plainTitle(name)), role: role})
	}
	return list
}

// addressAlone matches an e-mail address, or several words that pretend to be none: noreply@blogger.com (Unknown).
var addressAlone = pattern.New(`(?i)^(?:mailto:)?\S+@\S+(?:\s+\(unknown\))?$`)

// byline states who made the item. Where nobody is named it is who the feed says that it is by. A contributor who is an agency is
// whom the story comes from.
func (x *entry) byline(said string) {
	named := false
	for _, p := range x.people {
		named = named || p.role == source.Author
	}
	if !named {
		x.people = append(x.head.byWhom(x.from), x.people...)
	}
	list := x.list(said)
	for _, p := range x.people {
		if p.role != source.Author && (p.role == source.Organisation || agency.Name(p.name) != "") {
			x.credit = cmp.Or(x.credit, p.name)
			continue
		}
		if p == (person{name: p.name, role: source.Author}) { // which may be a line that names several
			list.List = append(list.List, x.value(said, p.name))
			continue
		}
		list.List = append(list.List, x.parts(said, "name", p.name, "email", p.email, "url", x.abs(p.url), "avatar", x.abs(p.avatar), "role", string(p.role)))
	}
	x.state("authors", said, list)
	x.say("credit", said, x.credit)
}

// byWhom gives the people who made an item that names nobody. One that came from another feed is not by this one's. A feed that
// is by itself names nobody.
func (h *heading) byWhom(from source.Feed) (list []person) {
	if from != (source.Feed{}) {
		return nil
	}
	for _, p := range h.authors {
		if !strings.EqualFold(p.name, h.feed.Title) {
			list = append(list, p)
		}
	}
	return list
}

// settle makes the addresses of a feed absolute, and finds what those of its items are relative to.
func (h *heading) settle() {
	for _, address := range []string{h.base, h.feed.URL, h.feed.Home, h.feed.ID} {
		if base, err := url.Parse(address); err == nil && isWeb(address) {
			h.feed.URL, h.feed.Home = resolve(base, h.feed.URL), resolve(base, h.feed.Home)
			break
		}
	}
	h.base = cmp.Or(h.base, h.feed.Home, h.feed.URL)
}

// rightsOf states notice, terms and licences, each as the format calls them: the item's own, else those that the format lets it
// have of the feed.
func (x *entry) rightsOf(said, termsSaid, licenseSaid string) {
	notice := strings.TrimSpace(x.rights)
	if terms := strings.TrimSpace(x.terms); terms != "" { // our own Atom has them behind the notice, in one element
		if notice == terms {
			notice = ""
		}
		notice = strings.TrimSuffix(notice, ". "+terms)
	}
	x.say("rights.notice", said, notice)
	x.say("rights.usage_terms", termsSaid, x.terms)
	list := x.list(licenseSaid)
	seen := map[string]bool{}
	for _, l := range x.license {
		l.url, l.title = x.abs(l.url), strings.TrimSpace(l.title)
		if strings.HasSuffix(l.url, unspecified) || l == (license{}) || l.url != "" && seen[l.url] {
			continue
		}
		seen[l.url] = true
		list.List = append(list.List, x.parts(licenseSaid, "url", l.url, "title", l.title))
	}
	x.state("rights.license", licenseSaid, list)
}

// inherit gives the item the licences of the feed unless it has some.
func (x *entry) inherit(licenses []license) {
	if len(x.license) == 0 {
		x.license = licenses
	}
}

// source states where the item is from: what it says itself, else the feed. Its page there is its own, unless it names another. One
// that says that it is from elsewhere, and not from where, came by this feed all the same.
func (x *entry) source(said string) {
	from, here := x.from, cmp.Or(nameOf(x.head.feed), x.f.Path)
	name := nameOf(from)
	if from == (source.Feed{}) && x.via == "" {
		from, name = x.head.feed, here
	} else if name == "" && !isWeb(x.abs(x.via)) {
		name = here
	}
	x.say("source.title", said, name)
	x.say("source.url", said, cmp.Or(x.abs(x.via), x.link, x.abs(from.Home)))
	for _, address := range []*string{&from.URL, &from.Home} {
		if !isWeb(*address) {
			*address = ""
		}
	}
	if from.Title = strings.TrimSpace(from.Title); from.ID != "" || from.URL != "" || from.Home != "" {
		x.a.SourceFeed.Set(from, x.origin(said))
	}
}

// media is a picture or a recording as a feed has one.
type media struct {
	url, kind, length, duration, title, alt, credit, rights, license string
}

// medium leaves out a length and a duration that are no numbers: they are of no use, and not worth a word.
func (x *entry) medium(said string, m media) meta.Value {
	if n, err := strconv.ParseInt(strings.TrimSpace(m.length), 10, 64); err != nil || n <= 0 {
		m.length = ""
	}
	if !duration.MatchString(m.duration) {
		m.duration = ""
	}
	if !strings.Contains(m.kind, "/") {
		m.kind = ""
	}
	return x.parts(said, "url", x.abs(m.url), "type", m.kind, "length", strings.TrimSpace(m.length), "duration", m.duration,
		"title", m.title, "alt", m.alt, "credit", m.credit, "rights", m.rights, "license", m.license)
}

var duration = pattern.New(`^(?:\d{1,6}(?:\.\d+)?|\d{1,3}(?::\d{1,2}){1,2})$`)

// pictures states the lead picture, and the list of what goes with the item.
func (x *entry) pictures(said string, image media, list []media) {
	if image.url != "" {
		x.state("image", said, x.medium(said, image))
	}
	all := x.list(said)
	for _, m := range list {
		if m.url != "" {
			all.List = append(all.List, x.medium(said, m))
		}
	}
	x.state("media", said, all)
}

// addMedia puts one into a list, or adds to the one that has its address what it says beside.
func addMedia(list []media, m media) []media {
	for i, have := range list {
		if have.url == m.url {
			list[i] = media{have.url, cmp.Or(have.kind, m.kind), cmp.Or(have.length, m.length), cmp.Or(have.duration, m.duration), cmp.Or(have.title, m.title),
				cmp.Or(have.alt, m.alt), cmp.Or(have.credit, m.credit), cmp.Or(have.rights, m.rights), cmp.Or(have.license, m.license)}
			return list
		}
	}
	return append(list, m)
}

// instant reads a moment of a feed's own, for what is no date of the article; zero where it cannot be read.
func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(s))
	if err != nil {
		return time.Time{}
	}
	return t
}
