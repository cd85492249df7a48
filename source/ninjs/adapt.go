package ninjs

import (
	"net/url"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// plainKeys say which keys speak of which field of an article, in the order in which they are believed. A key is given in
// lower case.
var plainKeys = []struct {
	field string
	keys  []string
}{
	{"version", []string{"version"}},
	{"language", []string{"language"}},
	{"expires", []string{"expires"}},
	{"updated", []string{"versioncreated", "version_created", "contentmodified"}},
	{"rights.holder", []string{"copyrightholder"}},
	{"rights.notice", []string{"copyrightnotice"}},
	{"rights.data_mining", []string{"datamining"}},
}

// adapt gives the article what the item says.
func (it item) adapt(f *source.File, a *source.Article) {
	s := statements{f, a}
	it.identify(s)
	it.status(s)
	it.titles(s)
	it.embargo(s)
	for _, row := range plainKeys {
		if fact, ok := it.first(row.keys...); ok {
			s.say(row.field, fact)
		}
	}
	it.replaces(s)
	it.published(s)
	it.people(s)
	it.credit(s)
	it.subjects(s)
	it.place(s)
	it.summary(s)
	it.terms(s)
	it.images(s)
	it.holdByNote(s)
	it.holdByDocuments(s)
	a.HoldByHeading(f, a.Title)
	if slug, ok := it.first("slugline"); ok {
		a.HoldByHeading(f, source.Field[string]{Value: slug.value.Text, From: s.from(slug)})
	}
	if a.Updated.Known() && a.Updated.Value.Before(a.Published.Value) {
		a.Updated.Value = a.Published.Value // senders' clocks differ by a second or two
	}
}

// replaces states which stories this one is a later version of, under an id of its own: TT names them all, Superdesk the one
// before.
func (it item) replaces(s statements) {
	for _, key := range [...]string{"replacing", "evolvedfrom"} {
		said, ok := it.first(key)
		switch {
		case ok && said.value.Kind == meta.List:
			s.say("replaces", said)
		case ok:
			s.list("replaces", []fact{said}) // an id may have a comma in it
		}
	}
}

// published dates the story. One that was only ever updated is from then.
func (it item) published(s statements) {
	for _, key := range []string{"firstpublished", "firstcreated"} {
		if fact, ok := it.first(key); ok && !s.a.Published.Known() {
			s.say("date", fact)
		}
	}
	if s.a.Updated.Known() {
		s.a.Published.Set(s.a.Updated.Value, s.a.Updated.From)
	}
	if fact, ok := it.first("contentcreated", "content_created"); ok && !s.a.Published.Known() {
		s.say("date", fact) // how old what the story tells of is
	}
}

// statements takes what an item says to its article.
type statements struct {
	f *source.File
	a *source.Article
}

// say states a fact, made fit for one line where it is text.
func (s statements) say(field string, f fact) {
	if f.value.Kind == meta.Text {
		f.value.Text = line(f.value.Text)
	}
	s.a.State(s.f, rule, source.Statement{Key: field, Said: f.said, Value: f.value})
}

// from says where a fact stands, for what is not stated in its words.
func (s statements) from(f fact) source.Origin {
	return source.Origin{File: s.f.Path, Line: f.value.Line, Column: f.value.Column, Rule: rule, Key: f.said}
}

// list states several facts as one list.
func (s statements) list(field string, facts []fact) {
	if len(facts) == 0 {
		return
	}
	first := facts[0]
	v := meta.Value{Kind: meta.List, Line: first.value.Line, Column: first.value.Column}
	for _, f := range facts {
		f.value.Text = line(f.value.Text)
		v.List = append(v.List, f.value)
	}
	s.a.State(s.f, rule, source.Statement{Key: field, Said: first.said, Value: v})
}

// identify states what the item is called by. The Associated Press writes the terms of a session into its addresses, which
// differ each time the item is fetched: there the number beside it is the name, or the address without them. An etag changes
// with each version, and is none.
func (it item) identify(s statements) {
	f, ok := it.first("uri", "guid", "urn", "id")
	if !ok {
		return
	}
	if address, session := withoutSession(f.value.Text); session {
		f.value.Text = address
		if alt, ok := newItem(it["altids"].value).first("itemid"); ok {
			alt.said = it["altids"].said + "." + alt.said
			f = alt
		}
	}
	s.say("id", f)
}

// withoutSession takes the query of a session off an address.
func withoutSession(address string) (string, bool) {
	bare, query, found := strings.Cut(address, "?")
	if !found {
		return address, false
	}
	values, err := url.ParseQuery(query)
	return bare, err == nil && (values.Has("qt") || values.Has("et"))
}

// status states whether the item may be used. It never speaks of an embargo: what is usable may be embargoed.
func (it item) status(s statements) {
	it.signals(s)
	it.desk(s)
	if f, ok := it.first("visibility"); ok && lastWord(f.value.Text) != "public" && lastWord(f.value.Text) != "visible" {
		s.a.Draft.Set(true, s.from(f))
	}
	if f := it["profile"]; isTT(it["uri"].value.Text) && (f.value.Text == "INFO" || f.value.Text == "RAW") {
		s.a.Draft.Set(true, s.from(f))
	}
	f, ok := it.first("pubstatus")
	if !ok {
		return
	}
	switch lastWord(f.value.Text) {
	case "usable":
	case "canceled", "cancelled", "killed", "recalled", "deleted", "unpublished", "withdrawn":
		s.a.Withdrawn.Set(true, s.from(f))
	case "embargoed":
		it.untilReleased(s, f)
	case "withheld", "withhold", "hold", "replaced", "commissioned": // the last two are TT's
		s.a.Draft.Set(true, s.from(f))
	default:
		s.a.Draft.Set(true, s.from(f))
		s.a.Problem(source.Problem{Line: f.value.Line, Column: f.value.Column, Field: f.said,
			Message: "the status " + quote(f.value.Text) + " is not known here, so that the story is held back", Fix: "ask the agency what it means, or write draft: false in a sidecar"})
	}
}

// untilReleased holds a story that is said to be embargoed, and not until when. Where it is, that counts: a status does not change
// with the time, and "do not distribute until the release date-time found in embargoed has occurred", says the Associated Press.
func (it item) untilReleased(s statements, f fact) {
	if !slices.ContainsFunc(it.embargoes(), fact.says) {
		s.a.Draft.Set(true, s.from(f))
	}
}

// desk states what systems write of an item where the standard has pubstatus: Superdesk what has become of it, the Associated Press
// what kind of version it is. Other words are about other things.
func (it item) desk(s statements) {
	for _, key := range []string{"state", "status", "itemstatus", "operation", "editorialtypes"} {
		for _, e := range it.entries(key) {
			f, ok := e.label()
			if !ok {
				continue
			}
			switch strings.NewReplacer("_", "", " ", "", "-", "").Replace(lastWord(f.value.Text)) {
			case "killed", "kill", "recalled", "recall", "takedown", "unpublished", "unpublish", "canceled", "cancelled", "elimination", "disregard":
				s.a.Withdrawn.Set(true, s.from(f))
			case "withheld", "withhold", "embargoed", "spiked", "draft", "inprogress", "submitted", "beingcorrected":
				s.a.Draft.Set(true, s.from(f))
			case "holdforrelease":
				it.untilReleased(s, f)
			case "advisory": // to editors
				if key == "editorialtypes" {
					s.a.Draft.Set(true, s.from(f))
				}
			case "ingested", "routed", "fetched", "correction": // on its way to a desk of Superdesk, or on it; elsewhere other words
				if key == "state" {
					s.a.Draft.Set(true, s.from(f))
				}
			}
		}
	}
	if flags, ok := it["flags"]; ok {
		if v, ok := flags.value.Get("marked_for_not_publication"); ok && v.Kind == meta.Bool && v.Text == "true" {
			s.a.Draft.Set(true, s.from(fact{"flags.marked_for_not_publication", v}))
		}
	}
}

// lastWord gives what counts of a word that may be the address of a term, or a code with its vocabulary before it.
func lastWord(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	return s[strings.LastIndexAny(s, ":/")+1:]
}

// isAP knows the addresses of the Associated Press's interface. What it lets be published has newscontent among its signals, and
// its daybooks and advisories, which are for editors only, have not: https://api.ap.org/media/v/docs/api/Publishable-Content/
func isAP(uri string) bool { return strings.HasPrefix(uri, "https://api.ap.org/") }

// tellOfSignals says of a response of the Associated Press in which no item has signals that this is why all are held: it was asked for
// without them. One item without signals among others is for editors.
func tellOfSignals(articles []*source.Article) {
	var held *source.Article
	for _, a := range articles {
		if a.Signals.Known() {
			return
		}
		if held == nil && a.Draft.From.Key == "uri" {
			held = a
		}
	}
	if held != nil {
		from := held.Draft.From
		held.Problem(source.Problem{Line: from.Line, Column: from.Column, Field: "signals", Message: "no item of the Associated Press in this file says by newscontent that it may be published, so that all are held back",
			Fix: "ask its interface for the field signals, or write draft: false in a sidecar"})
	}
}

// isTT knows the items of the Swedish agency, whose profile says what they are for: INFO is "not to be published", and RAW is "meant to
// be further edited before publishing": https://github.com/ttab/ttspec
func isTT(uri string) bool {
	return strings.HasPrefix(uri, "http://tt.se/") || strings.HasPrefix(uri, "https://tt.se/")
}

// signals states what the provider says of this version.
func (it item) signals(s statements) {
	var facts []fact
	for _, e := range it.entries("signals", "signal") {
		f, ok := e.label()
		if !ok {
			f, ok = e.first("code", "qcode", "uri")
		}
		if !ok {
			continue
		}
		facts = append(facts, f)
		switch lastWord(f.value.Text) {
		case "kill", "retract", "retraction", "remove", "withdrawal", "takedown":
			s.a.Withdrawn.Set(true, s.from(f))
		case "test", "hold", "withhold", "withheld": // the first is how the Associated Press marks what only tries the line
			s.a.Draft.Set(true, s.from(f))
		case "embargo", "embargoed", "holdforrelease":
			it.untilReleased(s, f)
		}
	}
	if f := it["uri"]; isAP(f.value.Text) && !slices.ContainsFunc(facts, func(f fact) bool { return f.value.Text == "newscontent" }) {
		if p := it["profile"]; strings.EqualFold(p.value.Text, "daybook") {
			f = p
		}
		s.a.Draft.Set(true, s.from(f))
	}
	if f, ok := it.first("representationtype"); ok {
		if word := strings.ToLower(f.value.Text); word == "incomplete" || word == "partial" {
			facts = append(facts, f)
		}
	}
	s.list("signals", facts)
}

func (it item) titles(s statements) {
	if f, ok := it.headline(); ok {
		s.say("title", f)
	}
}

// headline gives the main one. A title comes last: with some agencies it is the name by which the desk calls the story.
func (it item) headline() (fact, bool) {
	list := it.entries("headlines")
	for _, wanted := range []func(entry) bool{
		func(e entry) bool { return e.role() == "main" },
		func(e entry) bool { return e.role() == "" },
		func(e entry) bool { return strings.HasPrefix(e.text("contenttype"), "text/plain") },
		func(e entry) bool { return true },
	} {
		for _, e := range list {
			if f, ok := e.said(); ok && wanted(e) && !isSubheading(e.role()) {
				return f, true
			}
		}
	}
	if f, ok := it.first("headline", "headline_main"); ok && f.isText() {
		return f, true
	}
	if f, ok := it.extension("headline_", isSubheading); ok {
		return f, true
	}
	return it.first("title")
}

func isSubheading(role string) bool { return strings.HasPrefix(role, "sub") }

// said gives the text of an entry that has a role: its value, or the entry itself where it is only a text.
func (e entry) said() (fact, bool) {
	if f, ok := e.first("value"); ok && f.isText() {
		return e.path(f), true
	}
	return e.fact, e.isText() && e.fact.says()
}

// extension gives the first key, in the order of the file, that extends one of the standard's: headline_, description_.
func (it item) extension(prefix string, but func(role string) bool) (found fact, ok bool) {
	for key, f := range it {
		role, extends := strings.CutPrefix(key, prefix)
		if extends && !but(role) && f.says() && f.isText() && (!ok || before(f.value, found.value)) {
			found, ok = f, true
		}
	}
	return found, ok
}

func before(a, b meta.Value) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}
