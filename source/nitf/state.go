package nitf

import (
	"cmp"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// story is a document whose words go into an article. The paths are those from the root: a note has a body.content of its
// own, and what is said there is not said of the story.
type story struct {
	xmltree.Record
	root, docdata, head *xmltree.Element // docdata is that of the head, head is body.head
}

// State gives the article what the document says of it, unless it is known already: of a story in a container, what the
// container says counts more. rule is the kind of statement: that of the container, whose dates then do not loosen an embargo
// of the story's. Its body is given by HTML.
func (d Document) State(f *source.File, a *source.Article, rule string) {
	s := story{
		Record:  xmltree.Record{File: f, Article: a, Rule: rule},
		root:    d.root,
		docdata: d.root.First("head", "docdata"),
		head:    d.root.First("body", "body.head"),
	}
	s.identity()
	s.dates()
	s.status()
	s.people()
	s.place()
	s.subjects()
	s.summary()
	s.rights()
	s.pictures()
}

// attr states the attribute of the first element of a name in docdata that has it.
func (s story) attr(key, name, attr string) {
	list := s.docdata.All(name)
	for _, e := range list[:min(len(list), mostNames)] {
		s.Say(key, "docdata/"+name+"/@"+attr, e.Attr(attr), e)
	}
}

// text states the text of the elements at a path below body.head, of which the first that has some holds.
func (s story) text(key string, path ...string) {
	for _, e := range s.head.All(path...) {
		s.Say(key, "body.head/"+strings.Join(path, "/"), e.Text(), e)
	}
}

// meta states the content of the first meta element of one of these names. Agencies put there what NITF has no place for.
func (s story) meta(key string, names ...string) {
	for _, name := range names {
		for _, e := range s.root.All("head", "meta") {
			if strings.EqualFold(e.Attr("name"), name) {
				s.Say(key, "meta "+name, e.Attr("content"), e)
			}
		}
	}
}

// family finds the name that all versions of a story have, where its id is that of one version: the name, a low line and a
// number that counts them. NTB's meta NTBID gives it.
func (s story) family() (id, version string, said *xmltree.Element, ok bool) {
	for _, e := range s.root.All("head", "meta") {
		id := e.Attr("content")
		if id == "" || !strings.HasSuffix(strings.ToLower(e.Attr("name")), "id") {
			continue
		}
		for _, d := range s.root.All("head", "docdata", "doc-id") {
			version, ok := strings.CutPrefix(d.Attr("id-string"), id+"_")
			if ok && version != "" && strings.Trim(version, "0123456789") == "" {
				return id, version, e, true
			}
		}
	}
	return "", "", nil, false
}

func (s story) identity() {
	if id, version, said, ok := s.family(); ok {
		s.Say("id", "meta "+said.Attr("name"), id, said)
		s.Say("version", "docdata/doc-id/@id-string", version, said)
	}
	s.attr("id", "doc-id", "id-string")
	s.attr("version", "du-key", "version")
	s.attr("version", "du-key", "generation")
	s.text("title", "hedline", "hl1")
	s.text("title", "headline", "hl1") // so in AP's
	for _, e := range s.root.All("head", "title") {
		s.Say("title", "head/title", e.Text(), e)
	}
	s.language()
	for _, e := range s.pubdata() {
		if ref := e.Attr("ex-ref"); Publishable(ref) {
			s.Say("url", "pubdata/@ex-ref", ref, e)
		}
		s.Say("source.title", "pubdata/@name", e.Attr("name"), e)
	}
}

// pubdata says how the story was published. Some write it into docdata.
func (s story) pubdata() []*xmltree.Element {
	return append(s.root.All("head", "pubdata"), s.docdata.All("pubdata")...)
}

func (s story) language() {
	s.Say("language", "nitf/@baselang", s.root.Attr("baselang"), s.root)
	for _, e := range append([]*xmltree.Element{s.root}, append(s.root.All("body"), s.root.All("body", "body.content", "p")...)...) {
		if lang := e.Attr("lang"); lang != "" {
			s.Say("language", e.Name+"/@xml:lang", lang, e)
			return
		}
	}
}

func (s story) status() {
	word := s.docdata.Attr("management-status")
	const said = "docdata/@management-status"
	switch strings.ToLower(word) {
	case "", "usable", "embargoed":
	case "withheld":
		s.SayYes("draft", said, s.docdata)
	case "canceled", "cancelled", "killed":
		s.SayYes("withdrawn", said, s.docdata)
	default:
		s.Problem(s.docdata, said, "no status is called "+word, "write usable, embargoed, withheld or canceled")
		s.SayYes("draft", said, s.docdata)
	}
	switch strings.ToLower(s.docdata.Attr("management-idref-status")) {
	case "canceled", "cancelled", "killed":
		s.SayWord("withdraws", "docdata/@management-doc-idref", s.docdata.Attr("management-doc-idref"), s.docdata)
	}
	for _, e := range s.docdata.All("ed-msg") {
		switch strings.ToLower(e.Attr("msg-type")) {
		case "kill", "killed", "withdrawal", "withdrawn":
			s.SayYes("withdrawn", "docdata/ed-msg/@msg-type", e)
		case "hold", "withhold", "withheld":
			s.SayYes("draft", "docdata/ed-msg/@msg-type", e)
		}
	}
	for _, e := range s.docdata.All("correction") {
		s.SayWord("signals", "docdata/correction", "correction", e)
	}
}

func (s story) place() {
	for _, e := range s.head.All("dateline", "location") {
		s.Say("place", "body.head/dateline/location", cmp.Or(e.First("city").Text(), e.Text()), e)
	}
	for _, e := range s.head.All("dateline") {
		if len(e.Children("story.date")) == 0 {
			s.Say("place", "body.head/dateline", e.Text(), e)
		}
	}
}

func (s story) subjects() {
	for _, e := range s.root.All("head", "tobject") {
		s.Say("section", "tobject/@tobject.type", e.Attr("tobject.type"), e)
	}
	s.attr("section", "doc-scope", "scope")
	s.meta("section", "category")
	for _, e := range s.root.All("head", "tobject", "tobject.property") {
		s.SayWord("genre", "tobject.property", e.Attr("tobject.property.type"), e)
	}
	for _, e := range s.docdata.All("key-list", "keyword") {
		s.SayWord("tags", "key-list/keyword", cmp.Or(e.Attr("key"), e.Text()), e)
	}
	for _, e := range s.root.All("head", "tobject", "tobject.subject") {
		for _, level := range []string{"type", "matter", "detail"} {
			s.SayWord("tags", "tobject.subject", e.Attr("tobject.subject."+level), e)
		}
	}
}

func (s story) summary() {
	s.text("summary", "abstract")
	for _, e := range s.root.All("body", "body.content", "p") {
		if e.Attr("lede") == "true" || e.Attr("lead") == "true" || e.Attr("class") == "lead" {
			s.Say("summary", "p/@lede", e.Text(), e)
		}
	}
}
