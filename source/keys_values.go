package source

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

func (r record) from(p meta.Pair) Origin {
	return Origin{File: r.file, Line: p.Value.Line, Column: p.Value.Column, Rule: r.rule, Key: r.nest + p.Key}
}

func (r record) problem(field string, v meta.Value, message, fix string) {
	r.a.Problem(Problem{File: r.file, Line: v.Line, Column: v.Column, Field: field, Message: message, Fix: fix})
}

// scalar gives the value as text; a list, a map or a true is a fault of the field, and nothing is no text.
func (r record) scalar(p meta.Pair) (string, bool) {
	if saysNothing(p.Value) {
		return "", false
	}
	switch v := p.Value; v.Kind {
	case meta.List, meta.Map:
		r.problem(p.Key, v, "expected text, found "+kindName(v.Kind), "write "+p.Key+": and the text behind it")
		return "", false
	case meta.Bool:
		r.problem(p.Key, v, "expected text, found "+v.Text, "put it in quotes if it is the text, or remove it")
		return "", false
	default:
		return strings.TrimSpace(v.Text), true
	}
}

func kindName(k meta.Kind) string {
	switch k {
	case meta.List:
		return "a list"
	case meta.Map:
		return "a map"
	}
	return k.String()
}

// url takes an address as it is written. One that is false is Eleventy's word for no page at all; one with the words of
// another program's pattern in it is no address, and the source's own pattern is used.
func (r record) url(p meta.Pair) {
	if saysNothing(p.Value) {
		if pagesOnly(p.Key) {
			r.a.URL.Set("none", r.from(p))
		}
		return
	}
	s, ok := r.scalar(p)
	if ok && isPattern(s) {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is a pattern, not an address", s), "write the address itself, or url: in the source's configuration")
		return
	}
	_, target := linked(s)
	if ok {
		r.a.URL.Set(target, r.from(p))
	}
}

// pagesOnly reports the keys that say where the page is written. The others tell where else it may be found, and a false
// there does not mean that it has none.
func pagesOnly(key string) bool {
	return strings.EqualFold(key, "url") || strings.EqualFold(key, "permalink")
}

// isPattern knows the patterns of Hugo and Jekyll, /:year/:title/, and the templates of Eleventy, /{{ page.fileSlug }}/.
func isPattern(s string) bool {
	return strings.Contains(s, "{{") || strings.Contains(s, "{%") || strings.Contains("/"+s, "/:")
}

func (r record) text(f *Field[string], p meta.Pair) {
	if s, ok := r.scalar(p); ok {
		words, _ := linked(s)
		f.Set(words, r.from(p))
	}
}

// linkForm matches a value that is a link: [[page|words]], ![[picture]], [words](address). Obsidian writes properties so.
var linkForm = pattern.New(`^(?:!?\[\[([^\]|]+)(?:\|([^\]]+))?\]\]|\[([^\]]+)\]\(([^()\s]+)\))$`)

// linked gives the words of a value that is a link, and where it leads; of any other the value for both.
func linked(s string) (words, target string) {
	if !strings.Contains(s, "[") {
		return s, s
	}
	m := linkForm.FindStringSubmatch(s)
	switch {
	case m == nil:
		return s, s
	case m[1] != "":
		return cmp.Or(strings.TrimSpace(m[2]), path.Base(m[1])), m[1]
	}
	return m[3], m[4]
}

func (r record) language(f *Field[string], p meta.Pair) {
	s, ok := r.scalar(p)
	if !ok {
		return
	}
	tag, err := language.Parse(strings.ReplaceAll(s, "_", "-"))
	if err != nil || tag == language.Und {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is not a language", s), `write a language tag such as "en" or "pt-BR"`)
		return
	}
	f.Set(tag.String(), r.from(p))
}

// published understands "published: false", which some programs write for a draft, beside a date.
func (r record) published(p meta.Pair) {
	shown, ok := truth(p.Value)
	if never := strings.EqualFold(strings.TrimSpace(p.Value.Text), "never"); ok || never {
		if p.Value.Kind == meta.Bool || strings.Contains(strings.ToLower(p.Key), "publi") { // published, public
			r.keep(&r.a.Draft, !shown, p)
			if key := strings.ToLower(p.Key); shown && r.nest == "" && asksToBeOut(key) {
				r.a.asked = key
			}
			return
		}
	}
	if p.Value.Kind == meta.Map { // date: {created: …, updated: …}
		r.applyPairs(p.Value.Map)
		return
	}
	var said Field[time.Time]
	r.date(&said, p)
	f := &r.a.Published
	if r.sameBlock(f.From) && strings.EqualFold(f.From.Key, "date") && isPublishDate(p.Key) && said.Value.After(f.Value) {
		*f = said // the page is from one day and is to appear on a later one: until then it is held back
	}
	f.fill(&said)
}

// updated reads a date, or Docusaurus's map of who changed the page last, and when.
func (r record) updated(p meta.Pair) {
	if when, ok := p.Value.Fold("date"); ok {
		p.Value = when.Value
	} else if p.Value.Kind == meta.Map {
		return
	}
	r.date(&r.a.Updated, p)
}

// isPublishDate knows the keys by which Hugo and its like hold a page back.
func isPublishDate(key string) bool {
	switch joined(strings.ToLower(key)) {
	case "publishdate", "publishon", "publishat", "scheduledat", "scheduledfor", "goliveat", "golivedate":
		return true
	}
	return false
}

// sameBlock reports whether a value was given by the same block of metadata.
func (r record) sameBlock(from Origin) bool { return from.File == r.file && from.Rule == r.rule }

// date sets an instant. One that cannot be read is a fault of the field, and the next rule is tried.
func (r record) date(f *Field[time.Time], p meta.Pair) {
	r.instant(f, p, func(d dates.Date) time.Time { return d.Time })
}

// instant is date for those who have to say which reading of the clock counts.
func (r record) instant(f *Field[time.Time], p meta.Pair, reading func(dates.Date) time.Time) {
	s, ok := r.scalar(p)
	if !ok || isTimeOfFile(s) {
		return
	}
	d, err := r.order.Parse(s, r.zone)
	if bad, ok := errors.AsType[*dates.Error](err); ok {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q: %s", bad.Value, bad.Reason), bad.Fix)
		return
	}
	f.Set(reading(d), r.from(p))
}

// isTimeOfFile knows the words by which Eleventy is told to find a date by itself.
func isTimeOfFile(s string) bool {
	if s != "" && s[0] >= '0' && s[0] <= '9' {
		return false
	}
	switch strings.ToLower(s) {
	case "last modified", "created", "git last modified", "git created", "last-modified", "today", "now":
		return true
	}
	return false
}

// guard is date for the instants that keep an article inside. One that cannot be read holds the article back: it is set
// to otherwise, which is the safe side. Of two in one block the stricter holds, and so it does of two readings of a clock.
func (r record) guard(f *Field[time.Time], p meta.Pair, otherwise time.Time, stricter func(a, b time.Time) bool, reading func(dates.Date) time.Time) {
	var said Field[time.Time]
	if r.instant(&said, p, reading); !said.Known() {
		said.Set(otherwise, r.from(p))
	}
	if f.Known() && r.sameBlock(f.From) && stricter(said.Value, f.Value) {
		*f = said
	}
	f.fill(&said)
}

func (r record) embargo(p meta.Pair) {
	r.guard(&r.a.Embargo, p, farFuture(), time.Time.After, dates.Date.Latest)
	d, err := r.order.Parse(p.Value.Text, r.zone)
	r.a.zoneless = r.a.zoneless || err == nil && !d.Zone
}

func farFuture() time.Time { return time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) }

// flag sets a yes or no. What is neither counts as yes: draft and withdrawn keep an article inside, and that is the safe side.
func (r record) flag(f *Field[bool], p meta.Pair) {
	yes, ok := truth(p.Value)
	if !ok {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is neither true nor false", p.Value.Text), "write true or false")
		yes = true
	}
	r.keep(f, yes, p)
}

// keep sets what keeps an article inside, or does not. Programs have several such keys, of which any is enough: draft: false says
// nothing against unlisted: true.
func (r record) keep(f *Field[bool], inside bool, p meta.Pair) {
	if inside && f.Known() && !f.Value && r.sameBlock(f.From) {
		f.Override(true, r.from(p))
		return
	}
	f.Set(inside, r.from(p))
}

// answer sets a yes or no of which neither is the safe side.
func (r record) answer(f *Field[bool], p meta.Pair) {
	if yes, ok := truth(p.Value); ok {
		f.Set(yes, r.from(p))
	} else {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is neither true nor false", p.Value.Text), "write true or false")
	}
}

// held reads the keys, other than draft, by which programs keep a page inside: status: draft, build: {list: never}. What they
// say otherwise is nothing to us.
func (r record) held(key string, p meta.Pair) {
	word, inside := strings.NewReplacer("-", " ", "_", " ").Replace(strings.ToLower(strings.TrimSpace(p.Value.Text))), false
	switch key {
	case "hidden":
		inside, _ = truth(p.Value)
	case "feed":
		in, ok := truth(p.Value)
		inside = ok && !in && p.Value.Kind == meta.Bool
	case "password":
		inside = word != "" && word != "false"
	case "email_type": // of Buttondown, whose archive shows none but those
		inside = word != "" && word != "public"
	case "build":
		list, _ := p.Value.Fold("list")
		inside = strings.EqualFold(list.Value.Text, "never") || strings.EqualFold(list.Value.Text, "local") || strings.EqualFold(list.Value.Text, "false")
	case "status":
		r.a.isOut = r.a.isOut || word == "published"
		switch word {
		case "scheduled":
			r.a.due = r.from(p)
		case "draft", "hidden", "private", "pending", "embargoed", "unpublished", "unlisted", "inactive", "archived", "members", "members only", "paid", "subscribers", "subscribers only", "tiers", "restricted", "internal",
			"killed", "withdrawn", "retracted", "spiked", "skip", "wip", "review", "in review", "needs review", "to review", "in progress", "unfinished", "incomplete",
			"about to send", "paused", "errored", "managed by rss", "suppressed", "transactional", // of Buttondown (docs.buttondown.com/api-emails-status)
			"premium", "only paid", "idea", "planned", "todo", "to do", "not started", "backlog", "trash", "trashed", "deleted", "rejected", "true":
			inside = true
		}
		for _, who := range p.Value.Map { // access: {site.login: true}, of Grav
			only, _ := truth(who.Value)
			inside = inside || only
		}
	}
	if inside {
		r.keep(&r.a.Draft, true, p)
	}
}

func truth(v meta.Value) (yes, ok bool) {
	word := strings.TrimSpace(v.Text)
	if len(word) > len("false") {
		return false, false
	}
	switch strings.ToLower(word) {
	case "true", "yes", "on", "1":
		return true, v.Kind != meta.List && v.Kind != meta.Map
	case "false", "no", "off", "0":
		return false, v.Kind != meta.List && v.Kind != meta.Map
	}
	return false, false
}

// redirect reads where a page sends its visitors, as a text or the first of a list. What only says that it does is
// believed: the page is no article.
func (r record) redirect(p meta.Pair) {
	if p.Value.Kind == meta.List && len(p.Value.List) > 0 {
		p.Value = p.Value.List[0]
	}
	yes, ok := truth(p.Value)
	switch {
	case ok && yes:
		r.a.Redirect.Set(strings.TrimSpace(p.Value.Text), r.from(p))
	case !ok:
		r.text(&r.a.Redirect, p)
	}
}

// withoutMarks takes the # off words that all have one. Among others it marks those that readers are not shown, in Ghost.
func withoutMarks(words []string) []string {
	marked := func(word string) bool { return len(word) > 1 && word[0] == '#' }
	if !slices.ContainsFunc(words, marked) {
		return words
	}
	shown := slices.DeleteFunc(slices.Clone(words), marked)
	if len(shown) > 0 {
		return shown
	}
	for _, word := range words {
		shown = append(shown, word[1:])
	}
	return shown
}

// maxWords is more than anybody tags an article with. Each is compared with all.
const maxWords = 1000

// words gathers the words of every key that holds some, in the order of the file, each once.
func (r record) words(f *Field[[]string], p meta.Pair) {
	for _, word := range withoutMarks(r.wordList(p)) {
		if len(f.Value) == maxWords {
			r.problem(p.Key, p.Value, fmt.Sprintf("more than %d words", maxWords), "write those that matter; the rest is left out")
			break
		}
		if !containsFold(f.Value, word) {
			f.Value = append(f.Value, word)
		}
	}
	if len(f.Value) > 0 && !f.Known() {
		f.From = r.from(p)
	}
}

// wordList reads a list, a string with commas, or a map of either. Hexo nests the lists of a category and those within it;
// Docusaurus writes {label: …} for a word.
func (r record) wordList(p meta.Pair) (words []string) {
	switch v := p.Value; v.Kind {
	case meta.List:
		for _, v := range v.List {
			if v.Kind == meta.List || v.Kind == meta.Map {
				words = append(words, r.wordList(meta.Pair{Key: p.Key, Value: v})...)
			} else if s, ok := r.scalar(meta.Pair{Key: p.Key, Value: v}); ok {
				words = append(words, s)
			}
		}
	case meta.Map:
		for _, name := range []string{"label", "name", "title"} {
			if label, ok := v.Fold(name); ok {
				return r.wordList(meta.Pair{Key: p.Key, Value: label.Value})
			}
		}
		r.scalar(p) // says what is wrong with it
	default:
		s, _ := r.scalar(p)
		for _, word := range r.cutWords(s) {
			if word = strings.TrimSpace(word); word != "" {
				words = append(words, word)
			}
		}
	}
	return words
}

// cutWords cuts a string of words at its commas. In Jekyll's folders, where there is none, it is cut at white space, as
// Jekyll does.
func (r record) cutWords(s string) []string {
	if !strings.Contains(s, ",") && r.jekyll {
		return strings.Fields(s)
	}
	return strings.Split(s, ",")
}

func containsFold(list []string, s string) bool {
	for _, have := range list {
		if strings.EqualFold(have, s) {
			return true
		}
	}
	return false
}

// source reads where the story was first published: a title, an address, or a map of both.
func (r record) source(p meta.Pair) {
	if p.Value.Kind != meta.Map {
		s, ok := r.scalar(p)
		words, target := linked(s)
		if ok && isWeb(target) {
			r.a.SourceURL.Set(target, r.from(p))
		}
		if ok && (!isWeb(target) || words != target) {
			r.a.SourceTitle.Set(words, r.from(p))
		}
		return
	}
	for _, part := range p.Value.Map {
		switch strings.ToLower(part.Key) {
		case "title", "name":
			r.text(&r.a.SourceTitle, part)
		case "url", "link":
			r.text(&r.a.SourceURL, part)
		}
	}
}

func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
