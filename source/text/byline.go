package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source"
)

// byline is what a line such as "By Jane Doe, Associated Press | 18 June 2023" says.
type byline struct {
	name    string // of a person; empty for a desk or an agency
	written string // as it stands, behind the word
	agency  string
	date    string
}

func (b byline) found() bool { return b.written != "" }

// bylineWords begin a line that names who wrote the story. After the short words of other languages, which begin many
// sentences, more than one name must follow.
var bylineWords = []struct {
	word  string
	least int
}{
	{"By:", 1}, {"By", 1}, {"Written by", 1}, {"Story by", 1}, {"Posted by", 1}, {"Reported by", 1}, {"Author:", 1}, {"Reporter:", 1},
	{"Par", 2}, {"Von", 2}, {"Por", 2}, {"Di", 2}, {"Autor:", 1}, {"Auteur :", 1}, {"Auteur:", 1},
}

// bylineOf reads a line that names who wrote the story, and no other.
func bylineOf(l string) byline {
	if utf8.RuneCountInString(l) > 100 || strings.Contains(l, "\n") {
		return byline{}
	}
	for _, w := range bylineWords {
		if len(l) > len(w.word) && strings.EqualFold(l[:len(w.word)], w.word) && l[len(w.word)] == ' ' {
			if b := namesBehind(strings.TrimSpace(l[len(w.word):]), w.least); b.found() {
				return b
			}
		}
	}
	return byline{}
}

// namesBehind reads what follows the word.
func namesBehind(s string, least int) (b byline) {
	s, b.date = cutDate(s)
	s = strings.TrimRight(strings.TrimSpace(s), ",;-–—")
	if agency := agencyIn(strings.TrimSuffix(s, " Staff")); agency != "" {
		return byline{written: s, agency: agency, date: b.date}
	}
	name, agency := cutAgency(s)
	switch {
	case agencyIn(name) != "":
		return byline{written: s, agency: agencyIn(name), date: b.date}
	case isDesk(name):
		return byline{written: s, agency: agency, date: b.date}
	case isNames(name, least):
		return byline{name: name, written: s, agency: agency, date: b.date}
	}
	return byline{}
}

// cutDate takes off a byline what pages put behind it: a date, a section, a count of comments.
func cutDate(s string) (rest, date string) {
	for _, bar := range []string{" | ", " • ", " · ", " / ", " - ", " — ", " – "} {
		if before, after, found := strings.Cut(s, bar); found && agencyIn(after) == "" {
			for _, part := range strings.Split(after, strings.TrimSpace(bar)) {
				if d := dateIn(part); d.published != "" {
					date = d.published
				}
			}
			return before, date
		}
	}
	words := strings.Fields(s)
	for i := 1; i < len(words); i++ {
		if d := dateIn(strings.Join(words[i:], " ")); d.published != "" {
			return strings.Join(words[:i], " "), d.published
		}
	}
	return s, ""
}

// cutAgency takes the agency off a name: "Jane Doe, Associated Press", "JANE DOE | AP", "Jane Doe Associated Press".
func cutAgency(s string) (name, agency string) {
	for _, bar := range []string{", ", " | ", " / ", "/", " - ", " – ", " — ", " of ", " with ", " avec ", " mit ", " con ", " and ", " und ", " et "} {
		if before, after, found := strings.Cut(s, bar); found {
			if a := agencyIn(after); a != "" {
				return strings.TrimSpace(before), a
			}
		}
	}
	words := strings.Fields(s)
	for i := len(words) - 1; i >= 2; i-- {
		if a := agencyName(strings.Join(words[i:], " ")); a != "" {
			return strings.Join(words[:i], " "), a
		}
	}
	return s, ""
}

// desks stand in a byline for people who are not named.
var desks = []string{
	"admin", "administrator", "editor", "editors", "editorial team", "editorial board", "staff", "staff reporter", "staff writer",
	"staff correspondent", "from our correspondent", "from our reporter", "news wires", "wires", "our correspondent", "our reporter", "our staff reporter", "a correspondent", "correspondent", "agencies", "news agencies",
	"wire services", "news desk", "newsdesk", "web desk", "the newsroom", "newsroom", "newsroom staff", "desk", "webmaster", "guest author",
	"redaktion", "der redaktion", "la rédaction", "rédaction", "la redacción", "redacción", "redazione", "unknown", "online desk",
}

func isDesk(name string) bool {
	for _, d := range desks {
		if strings.EqualFold(name, d) || strings.EqualFold(name, "the "+d) {
			return true
		}
	}
	return false
}

// notNames begin what reads like a name behind "By" and is none.
var notNames = []string{
	"the", "a", "an", "this", "that", "these", "those", "my", "our", "your", "his", "her", "their", "its", "all", "no", "any", "some", "popular",
	"default", "design", "chance", "then", "now", "far", "way", "numbers", "request", "one", "two", "three", "avion", "favor", "ejemplo", "exemple",
}

// calendar are the days that begin a sentence rather than a name.
var calendar = []string{
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "noon", "midnight",
	"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
	"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
}

// particles are the words of names, and between names, that are not written with a capital.
var particles = []string{
	"and", "und", "et", "y", "e", "i", "og", "en", "&", "with", "avec", "mit", "con", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "des",
	"van", "von", "der", "den", "ten", "ter", "la", "le", "los", "las", "al", "el", "bin", "ibn", "bint", "ben", "zu", "zum", "in", "in't", "af", "av",
}

// isNames reports whether a line behind the word is made of names: a few words, each with a capital or a particle.
func isNames(s string, least int) bool {
	words := strings.Fields(s)
	if len(words) < least || len(words) > 9 || containsFold(notNames, words[0]) {
		return false
	}
	capitals := 0
	for _, w := range words {
		w = strings.Trim(w, ",")
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case containsFold(particles, w):
		case containsFold(calendar, w), strings.ContainsAny(w, "?!:;\"“”…"), strings.HasSuffix(w, ".") && !isInitial(w):
			return false
		case unicode.IsUpper(first), unicode.IsLetter(first) && !unicode.IsLower(first):
			capitals++
		default:
			return false
		}
	}
	return capitals > 0
}

// isInitial tells the ends of names that have a full stop: J., Dr., Jr.
func isInitial(w string) bool {
	w = strings.TrimSuffix(w, ".")
	return utf8.RuneCountInString(w) <= 3 || strings.Contains(w, ".")
}

func containsFold(list []string, s string) bool {
	for _, have := range list {
		if strings.EqualFold(have, s) {
			return true
		}
	}
	return false
}

// state gives the article who the byline names.
func (b byline) state(a *source.Article, from source.Origin) {
	a.Byline.Set(b.written, from)
	if b.name != "" {
		a.People.Set([]source.Person{{Name: b.name, Role: source.Author}}, from)
	}
}
