package text

// kind is what a line is to the text that it stands in: text, or a part of the page around it, or a line that states
// something.
type kind uint8

const (
	plain     kind = iota // nothing gives it away: text
	noise                 // says nothing: quotes around nothing, rules, counters
	weak                  // of the page where the text is plainly one; in a note it may be the writer's own
	menu                  // the same, and two of them are proof
	furniture             // of the page wherever it stands, and proof that the text was a page
	related               // a menu line; the headlines of other stories follow
	weakEnd               // weak, and nothing of the story comes behind it
	end                   // furniture, and nothing of the story comes behind it
	contact               // furniture: whom the press may call; the lines that name him follow

	aside  // weak, and may be as long as a paragraph: captions
	appeal // furniture, and may be as long: newsletters, cookies, "Also read: …"

	byline    // a short word that may begin any sentence, and names: "Par (.+)"
	author    // a word that nothing but a name follows, even a single one: "Auteur : (.+)"
	desk      // what stands in a byline for people who are not named: "la rédaction"
	published // a date with its word: "Publié le (.+)"
	updated   // the same, of a change: "Mis à jour le (.+)"
	credit    // the agency that the story comes from: "Source : (.+)"
	dateline  // the same, before the first words of the story: "PARIS (AFP) -"

	reporter    // those who made the story, in the line that signs it: "Reporting by (.+)"
	contributor // "Additional reporting by (.+)"
	editor      // "Editing by (.+)"
	translator  // "Translated by (.+)"

	note  // what only the desk may know: "EDITORS: pictures follow"
	press // whom the desk may call: "Kontakt:"
	ends  // the mark by which the sender ends the story: "ENDS"
)

// rule is a way in which a line gives itself away.
//
// To teach the reader a line, add a row to the file of its language; to teach it a language, copy the file of another,
// rules_nl.go say, and name it in languages below. A row has three parts:
//
//   - the kind of line, of the list above. In doubt take weak: it can do no harm to what somebody typed.
//   - a regular expression for the whole line. It is tried in any case. Write the signs , : ( ) / = as on an English
//     keyboard, also for full-width text, and [ ] for 【 】. Marks of direction are taken off before it is tried. From
//     byline on, the one group (.+) is what the line tells.
//   - such a line. The tests hold the expression against it. Invent the names.
type rule struct {
	kind    kind
	pattern string
	line    string
}

// languages are the rules of each language. All are tried on any text, for many pages are in two.
var languages = []struct {
	tag   string
	rules []rule
}{
	{"any", anyLanguage},
	{"en", english}, {"fr", french}, {"de", german}, {"es", spanish}, {"ar", arabic}, {"zh", chinese}, {"ja", japanese},
	{"pt", portuguese}, {"it", italian}, {"nl", dutch}, {"ru", russian},
}

// dressing matches a sign by which a word is set apart from the text: "- ends -".
const dressing = `[-–—*_/()\[\]#. ]`

// anyLanguage are the lines that are the same everywhere.
var anyLanguage = []rule{
	{menu, `(pin|pinterest|email|e-mail|whatsapp|facebook|twitter|x|linkedin|reddit|telegram|instagram|youtube|flipboard|messenger|tiktok|threads|bluesky|mastodon|google news|line|pocket)([\s|/,·:]+(share|tweet|pin|email|e-mail|print|save|this|on|facebook|twitter|x|linkedin|whatsapp|reddit|telegram|pinterest|instagram|youtube))*:?`, "Facebook Twitter"},
	{menu, `\S.{0,30}(\s*[>»›/|]\s*\S.{0,40}){2,}`, "Home » Business » Something"},
	{menu, `(newsletter|newsletters|menu|ok|video|videos|podcast|podcasts)`, "Newsletter"},
	{weakEnd, `(tags?)\s*:.*`, "Tags: China, United States"},
	{weakEnd, `tags`, "TAGS"},
	{end, `← .*|.* →`, "← Something else that happened"},
	{aside, `.*© [^©]{1,40}, (AFP|AP|Reuters|EPA|EFE|dpa|Getty.{0,10})`, "Ferries at the quay © Jane Doe, AFP"},
	{weak, `[\w.+-]+@[\w-]+(\.[\w-]+)+|(https?://|www\.)\S+`, "desk@example.org"},
	{weak, `read (this |it )?in \p{L}+`, "Read in English"},
	{menu, `newsletter\s*:.*`, "Newsletter: The day in the harbour"},
	{weak, `[\d.,]+\s*(min|mins|mn)\.?`, "3 mn"},

	{credit, `(PTI|IANS|ANI|UNI)(?: [A-Z]{2,6}){1,4}`, "PTI ABC XYZ"},
	{dateline, `(?:[\p{Lu}\p{Lo}][\p{L}\p{M}\p{N} .,'’/-]{1,60}?)?\(([\p{L}][\p{L} .-]{1,40})\).*`, "PARIS, 18 juin (AFP) - The rest"},
	{dateline, `[\p{Lu}\p{Lo}][\p{L}\p{M}\p{N} .,'’-]{1,60}?\s*[|/]\s?([\p{L}][\p{L} -]{1,40}?)\s*(?:[—–/-].*)?`, "MOSCOW, June 18. /TASS/. The rest"},
}
