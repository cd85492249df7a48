package feedfile

import (
	"cmp"
	"slices"
	"strings"
	"time"

	ext "github.com/mmcdole/gofeed/extensions"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// extensions are the elements of the modules, by the prefixes that gofeed knows their namespaces by.
type extensions ext.Extensions

func (x extensions) all(prefix, name string) []ext.Extension { return x[prefix][name] }

func (x extensions) text(prefix, name string) string {
	for _, e := range x.all(prefix, name) {
		if e.Value != "" {
			return e.Value
		}
	}
	return ""
}

func (x extensions) texts(prefix, name string) (list []string) {
	for _, e := range x.all(prefix, name) {
		if e.Value != "" {
			list = append(list, e.Value)
		}
	}
	return list
}

// inside gives the text of an element within another.
func inside(e ext.Extension, name string) string {
	for _, child := range e.Children[name] {
		if child.Value != "" {
			return child.Value
		}
	}
	return ""
}

// distinct gives what is said, each once.
func distinct(list []string) (said []string) {
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(said, s) {
			said = append(said, s)
		}
	}
	return said
}

// rights gives the notices of Dublin Core, in either of its namespaces.
func (x extensions) rights() []string {
	return append(x.texts("dc", "rights"), x.texts("dcterms", "rights")...)
}

// together makes one statement of several.
func together(list []string) string { return source.Sentences(distinct(list)) }

// creators gives those whom Dublin Core names as authors.
func (x extensions) creators() []string {
	return slices.Concat(x.texts("dc", "creator"), x.texts("dc", "author"), x.texts("dcterms", "creator"))
}

// helpers gives those whom Dublin Core names beside the authors.
func (x extensions) helpers() []string {
	return append(x.texts("dc", "contributor"), x.texts("dcterms", "contributor")...)
}

// licenses gives those of an element of any format: creativeCommons:license, cc:license, podcast:license, and the links of Atom.
func (x extensions) licenses() (list []license) {
	for _, url := range x.texts("creativeCommons", "license") {
		list = append(list, license{url: url})
	}
	for _, e := range x.all("cc", "license") {
		if url := cmp.Or(e.Attrs["resource"], e.Value); url != "" {
			list = append(list, license{url: url})
		}
	}
	for _, e := range x.all("podcast", "license") {
		list = append(list, license{e.Attrs["url"], e.Value})
	}
	return list
}

// ours are the titles by which our own feeds link to terms, and the type of what is for machines alone.
const (
	usageTerms = "Usage terms"
	typeRSL    = "application/rsl+xml"
)

// licenseLink takes a link that says rel=license.
func (m *member) licenseLink(href, title, kind string) {
	switch {
	case kind == typeRSL:
	case title == usageTerms:
		m.terms = cmp.Or(m.terms, m.abs(href))
	default:
		for i, l := range m.license {
			if l.url == href && l.title == "" {
				m.license[i].title = title
			}
		}
		m.license = append(m.license, license{href, title})
	}
}

// modules states what RSS and Atom share: rights in the terms of Dublin Core, and the time that they last.
func (m *member) modules(x extensions) {
	m.say("rights.holder", "dcterms:rightsHolder", x.text("dcterms", "rightsHolder"))
	if year := x.text("dcterms", "dateCopyrighted"); isYear.MatchString(year) {
		m.say("rights.year", "dcterms:dateCopyrighted", year)
	}
	m.terms = cmp.Or(x.text("dcterms", "accessRights"), m.terms)
	m.say("rights.usage_terms", "pur:restrictions", x.text("pur", "restrictions"))
	m.say("credit", "pur:creditLine", x.text("pur", "creditLine"))
	for _, title := range x.texts("dcterms", "license") {
		m.license = append(m.license, named(title))
	}
	m.times(x)
	m.status(x)
	m.machines(x)
	for _, r := range x.all("media", "restriction") {
		m.restrict(r)
	}
	m.say("language", "dc:language", x.text("dc", "language"))
}

// times states when the item may be shown, by Dublin Core or PRISM. Dates of availability that are none are words for people.
func (m *member) times(x extensions) {
	for _, said := range []string{"valid", "available"} {
		if start := periodStart.FindStringSubmatch(x.text("dcterms", said)); start != nil {
			m.say("embargo", "dcterms:"+said, start[1])
		}
	}
	if available := x.text("dcterms", "available"); available != "" {
		if _, err := dates.Parse(available, m.f.Zone); err == nil {
			m.say("embargo", "dcterms:available", available)
		}
	}
	for _, said := range [][3]string{{"embargo", "prism", "embargoDate"}, {"expires", "prism", "expirationDate"}, {"expires", "prism", "killDate"},
		{"embargo", "pur", "embargoDate"}, {"expires", "pur", "expirationDate"}} { // PRISM 3.0 moved them to its Usage Rights
		for _, when := range x.texts(said[1], said[2]) { // one for each platform
			m.say(said[0], said[1]+":"+said[2], when)
		}
	}
	if end := periodEnd.FindStringSubmatch(x.text("dcterms", "valid")); end != nil {
		m.say("expires", "dcterms:valid", end[1])
	}
}

// status keeps inside what its publisher says is no longer shown: Reuters, and feeds for news readers, take a story back so. What stands
// within media:content or media:group is said of a file.
func (m *member) status(x extensions) {
	m.publishingStatus()
	switch statusIn(x["media"]) {
	case "deleted":
		m.say("withdrawn", "media:status", "true")
	case "blocked":
		m.say("draft", "media:status", "true")
	}
}

// publishingStatus heeds what the Associated Press says of a story in Atom: whether it may be published, and of one under embargo when that
// ends, in universal time.
func (m *member) publishingStatus() {
	const said = "apnm:PublishingStatus"
	e := m.e.First("NewsManagement", "PublishingStatus")
	until := e.Attr("statusChangeOn")
	if _, err := time.Parse("2006-01-02T15:04:05", until); err == nil {
		until += "Z"
	}
	switch status := strings.ToLower(e.Text()); {
	case status == "" || status == "usable":
	case status == "canceled" || status == "cancelled" || status == "killed":
		m.say("withdrawn", said, "true")
	case status == "embargoed" && until != "":
		m.say("embargo", said+"/@statusChangeOn", until)
	default:
		m.say("draft", said, "true")
	}
}

// statusIn gives what media:status among these says is no longer shown: deleted or blocked, and nothing for what is.
func statusIn(list map[string][]ext.Extension) string {
	for _, state := range []string{"deleted", "blocked"} {
		for _, e := range list["status"] {
			if strings.EqualFold(cmp.Or(e.Attrs["state"], strings.TrimSpace(e.Value)), state) {
				return state
			}
		}
	}
	return ""
}

// machines states what programs may do with the item, in the words of RSL (RSL 1.0, "RSS Module"): a prohibition stands above a
// permission, and one that is to be paid for is none.
func (m *member) machines(x extensions) {
	answers := map[string]source.Permission{}
	say := func(said []ext.Extension, answer source.Permission) {
		for _, e := range said {
			if e.Attrs["type"] != "usage" {
				continue
			}
			for _, word := range strings.Fields(e.Value) {
				for _, use := range usesIn(word) {
					answers[use] = answer
				}
			}
		}
	}
	var licenses []ext.Extension
	for _, content := range x.all("rsl", "content") {
		licenses = append(licenses, content.Children["license"]...)
	}
	for _, l := range licenses {
		if payment := l.Children["payment"]; len(payment) == 0 || payment[0].Attrs["type"] == "free" {
			say(l.Children["permits"], source.Allow)
		}
	}
	for _, l := range licenses {
		say(l.Children["prohibits"], source.Deny)
	}
	m.state("rights.machine_use", "rsl:content", m.parts("rsl:content", "train", string(answers["train"]), "ai_input", string(answers["ai_input"]),
		"search", string(answers["search"])))
}

// usesIn gives those uses that the article has words for of what a word of RSL stands for.
func usesIn(word string) []string {
	switch word {
	case "all":
		return []string{"train", "ai_input", "search"}
	case "ai-all":
		return []string{"train", "ai_input"}
	case "ai-train":
		return []string{"train"}
	case "ai-input":
		return []string{"ai_input"}
	case "search":
		return []string{"search"}
	}
	return nil
}

// named tells the address of a licence from its title.
func named(s string) license {
	if isWeb(s) {
		return license{url: s}
	}
	return license{title: s}
}

var (
	isYear = pattern.New(`^[12]\d{3}$`)
	// periodStart and periodEnd match those of a period of DCMI.
	periodStart = pattern.New(`(?i)\bstart=([^;]+)`)
	periodEnd   = pattern.New(`(?i)\bend=([^;]+)`)
	codes       = pattern.New(`^[A-Z]{2}(?: [A-Z]{2})*$`)
)

// restrict takes the countries that an item is for, or not for.
func (m *member) restrict(r ext.Extension) {
	countries := strings.ToUpper(strings.Join(strings.Fields(r.Value), " "))
	if r.Attrs["type"] != "country" || !codes.MatchString(countries) {
		return
	}
	t := source.Territory{Only: strings.Fields(countries)}
	if r.Attrs["relationship"] == "deny" {
		t = source.Territory{Not: t.Only}
	}
	m.a.Confine(t, m.origin("media:restriction"))
}

// credits gives the people of an item, who are named by Dublin Core, the roles that media:credit has for them.
func (x extensions) credits(contributors []person) []person {
	roles := map[string]source.Role{}
	for _, c := range x.all("media", "credit") {
		role, ok := source.ParseRole(c.Attrs["role"])
		if ok && c.Value != "" && role != source.Author && role != source.Organisation {
			roles[c.Value] = role
		}
	}
	for i, p := range contributors {
		if role, ok := roles[p.name]; ok {
			contributors[i].role = role
			delete(roles, p.name)
		}
	}
	return contributors
}

// media states the pictures and recordings. Who is credited beside them where there are none made the item.
func (m *member) media(said string, enclosed []media, x extensions) {
	image, list := x.media(enclosed, m.people)
	m.pictures(said, image, list)
	if image.url != "" || len(list) > 0 {
		return
	}
	for _, c := range x.all("media", "credit") {
		role, ok := source.ParseRole(c.Attrs["role"])
		if !ok {
			role = source.Contributor
		}
		m.addNew([]person{{name: c.Value, role: role}})
	}
}

// media gives the lead picture and the rest: a picture leads where the thumbnail is it, or it is the first. What Media RSS says of
// rights beside the pictures and recordings, in the item or in a group, is said of each that has nothing else (Media RSS 1.5.1,
// "Optional elements"). signed are those who made the item, who may be named there too.
func (x extensions) media(enclosures []media, signed []person) (image media, list []media) {
	thumbnail, small, around := attr(x.all("media", "thumbnail"), "url"), "", rightsIn(x["media"], signed)
	for _, m := range enclosures {
		list = addMedia(list, m.within(around))
	}
	add := func(e ext.Extension, around media) {
		m := mediaOf(e).within(around)
		small = cmp.Or(small, attr(e.Children["thumbnail"], "url"))
		isPicture := e.Attrs["medium"] == "image" || strings.HasPrefix(m.kind, "image/")
		switch {
		case statusIn(e.Children) != "":
		case m.url == "", strings.Contains(m.url, "gravatar.com/avatar/"): // the author's face, on wordpress.com
		case isPicture && image.url == "" && (thumbnail == "" || thumbnail == m.url):
			image = m
		default:
			list = addMedia(list, m)
		}
	}
	for _, e := range x.all("media", "content") {
		add(e, around)
	}
	for _, group := range x.all("media", "group") {
		if statusIn(group.Children) != "" {
			continue
		}
		within := rightsIn(group.Children, signed).within(around)
		small = cmp.Or(small, attr(group.Children["thumbnail"], "url"))
		for _, e := range group.Children["content"] {
			add(e, within)
		}
		around = around.within(within)
	}
	if image.url == "" {
		image = around
		image.url = cmp.Or(thumbnail, small, attr(x.all("itunes", "image"), "href"))
	}
	return image, list
}

// within adds the rights that are stated around a picture or recording, where it has none of that kind.
func (m media) within(around media) media {
	m.credit, m.rights, m.license = cmp.Or(m.credit, around.credit), cmp.Or(m.rights, around.rights), cmp.Or(m.license, around.license)
	return m
}

// rightsIn gives what the elements of Media RSS among these say of rights.
func rightsIn(list map[string][]ext.Extension, signed []person) (m media) {
	var credits, rights []string
	for _, c := range list["credit"] {
		if !slices.ContainsFunc(signed, func(p person) bool { return p.name == c.Value }) {
			credits = append(credits, plainTitle(c.Value))
		}
	}
	for _, c := range list["copyright"] {
		rights = append(rights, plainTitle(cmp.Or(c.Value, c.Attrs["url"])))
	}
	for _, l := range list["license"] { // that of Media RSS, or of Dublin Core
		m.license = cmp.Or(m.license, l.Attrs["href"], l.Value)
	}
	m.credit, m.rights = strings.Join(distinct(credits), ", "), together(rights)
	return m
}

func attr(list []ext.Extension, name string) string {
	for _, e := range list {
		if e.Attrs[name] != "" {
			return e.Attrs[name]
		}
	}
	return ""
}

func mediaOf(e ext.Extension) media {
	m := rightsIn(e.Children, nil)
	m.url, m.kind, m.length, m.duration = e.Attrs["url"], e.Attrs["type"], e.Attrs["fileSize"], e.Attrs["duration"]
	m.title, m.alt = words(inside(e, "title")), words(inside(e, "description"))
	return m
}

// description gives what Media RSS says that an item is about.
func (x extensions) description() string {
	said := x.all("media", "description")
	for _, group := range x.all("media", "group") {
		said = append(said, group.Children["description"]...)
	}
	for _, d := range said {
		if d.Value != "" && d.Attrs["type"] == "html" {
			return d.Value
		} else if d.Value != "" {
			return escapeWords(d.Value)
		}
	}
	return ""
}

// persons adds those whom podcast:person names, of the item or else of the channel. Who has no role is a host, and by that an
// author (Podcasting 2.0, "person").
func (m *member) persons(x extensions) {
	list := x.persons()
	if len(list) == 0 && m.from == (source.Feed{}) {
		list = m.head.persons
	}
	m.addNew(list)
}

func (x extensions) persons() (list []person) {
	for _, e := range x.all("podcast", "person") {
		said := strings.ToLower(strings.TrimSpace(e.Attrs["role"]))
		role, known := source.ParseRole(said)
		if said == "" || strings.HasSuffix(said, "host") {
			role = source.Author
		} else if !known {
			role = source.Contributor
		}
		list = append(list, person{name: e.Value, url: e.Attrs["href"], avatar: e.Attrs["img"], role: role})
	}
	return list
}
