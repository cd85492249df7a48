package serve

import (
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// remembered is how long a number holds after the last request of its reader: some services ask once a day.
	remembered = 48 * time.Hour
	// mostKnown and mostOthers are how many numbers are kept, of the readers in wellKnown and of all others, so that nobody
	// who makes up names can grow the memory, nor push out those that are wanted.
	mostKnown, mostOthers = 4096, 512
	// sweep is how often a full table is looked through for what may be forgotten.
	sweep = time.Minute
	// longestLabel is how long a path and a user agent may be, in bytes, to be counted.
	longestLabel = 512
)

// wellKnown are services that fetch a feed once for all of their users, as they name themselves and as people call them.
var wellKnown = []struct{ agent, name string }{
	{"Feedly", "Feedly"},
	{"Inoreader", "Inoreader"},
	{"inoreader.com", "Inoreader"},
	{"NewsBlur Feed Fetcher", "NewsBlur"},
	{"Feedbin", "Feedbin"},
	{"theoldreader.com", "The Old Reader"},
	{"BazQux", "BazQux"},
	{"Feed Wrangler", "Feed Wrangler"},
	{"Overcast", "Overcast"},
	{"Netvibes", "Netvibes"},
	{"Dreamwidth Studios", "Dreamwidth"},
	{"LiveJournal.com", "LiveJournal"},
	{"OohDirectory", "ooh.directory"},
	{"PlainFeeder", "PlainFeeder"},
}

// reach is what a user agent says of its users.
type reach struct {
	reader  string // as people call it
	known   bool   // it is one of wellKnown
	feed    string // what the reader calls the feed, which it may know under several addresses; empty if it does not say
	readers int64
}

// parseReach reads a user agent such as
//
//	Feedly/1.0 (+http://www.feedly.com/fetcher.html; 462 subscribers; like FeedFetcher-Google)
//	Feedbin feed-id:1697787 - 102 subscribers
//
// The number is what the client says, and nobody has counted. Programs that fetch for one person say none.
func parseReach(agent string) (r reach, ok bool) {
	if len(agent) > longestLabel {
		return r, false
	}
	at, n, ok := countIn(agent)
	if !ok {
		return r, false
	}
	r.readers, r.feed = n, feedID(agent)
	r.reader, r.known = readerIn(agent, at)
	return r, true
}

// countIn gives the number of subscribers or readers, and where it stands.
func countIn(agent string) (at int, n int64, ok bool) {
	const label = "Subscriber Count: "
	if i := strings.Index(agent, label); i >= 0 {
		from := i + len(label)
		to := from
		for to < len(agent) && isDigit(agent[to]) {
			to++
		}
		n, ok = number(agent[from:to])
		return i, n, ok
	}
	for _, word := range [...]string{"ubscriber", "eader"} { // the first letter is written either way
		for from := 0; ; {
			i := strings.Index(agent[from:], word)
			if i < 0 {
				break
			}
			i += from
			from = i + len(word)
			if at, n, ok = countBefore(agent, i-1, from); ok {
				return at, n, true
			}
		}
	}
	return 0, 0, false
}

// countBefore gives the number before a word: "12 subscribers", but not "v1.2 reader/3".
func countBefore(agent string, start, end int) (at int, n int64, ok bool) {
	if start < 2 || !strings.ContainsRune("sSrR", rune(agent[start])) || agent[start-1] != ' ' {
		return 0, 0, false
	}
	after := strings.TrimPrefix(agent[end:], "s")
	if after != "" && !strings.ContainsRune(" ;,)(", rune(after[0])) {
		return 0, 0, false
	}
	for at = start - 1; at > 0 && isDigit(agent[at-1]); {
		at--
	}
	if at > 0 && agent[at-1] != ' ' && agent[at-1] != '(' {
		return 0, 0, false
	}
	n, ok = number(agent[at : start-1])
	return at, n, ok
}

// number reads up to nine digits: more people do not read one feed.
func number(digits string) (int64, bool) {
	if len(digits) > 9 {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, 10, 63)
	return int64(n), err == nil
}

// feedID gives what follows feed-id: or feed-id= (also feedID: ), if it is letters and digits.
func feedID(agent string) string {
	for {
		_, rest, found := strings.Cut(agent, "feed")
		if !found {
			return ""
		}
		agent = rest
		for _, label := range [...]string{"-id:", "-id=", "ID: ", "Id: "} {
			if id, labelled := strings.CutPrefix(rest, label); labelled {
				return plainStart(id)
			}
		}
	}
}

// plainStart gives a text up to the first space or sign, if that may be a label.
func plainStart(text string) string {
	if end := strings.IndexAny(text, " ;)"); end >= 0 {
		text = text[:end]
	}
	if !isPlain(text) {
		return ""
	}
	return text
}

// readerIn gives the name of the program before the place where its number stands, without its version.
func readerIn(agent string, before int) (name string, known bool) {
	name = agent[:before]
	if strings.HasPrefix(name, "Mozilla") { // as what it is compatible with
		_, name, _ = strings.Cut(name, "compatible; ")
	}
	if end := strings.IndexAny(name, "/(;:,"); end >= 0 {
		name = name[:end]
	}
	name, _, _ = strings.Cut(name, " - ")
	for {
		name = strings.TrimSuffix(strings.TrimRight(name, " -"), " feed-id")
		space := strings.LastIndexByte(name, ' ')
		if last := strings.TrimPrefix(name[space+1:], "v"); space < 0 || last == "" || !isDigit(last[0]) {
			break
		}
		name = name[:space]
	}
	for _, w := range wellKnown {
		if strings.EqualFold(w.agent, name) {
			return w.name, true
		}
	}
	if !isPlain(name) {
		return "other", false
	}
	return name, false
}

// isPlain reports that a name of somebody else's may be a label: short, and of nothing but what names are made of.
func isPlain(name string) bool {
	if name == "" || len(name) > 40 {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if c != ' ' && c != '-' && c != '.' && c != '_' && !isDigit(c) && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// subscribers keeps the last number that each reader gave for each feed. It is safe for concurrent use.
type subscribers struct {
	mu            sync.Mutex
	known, others roll
}

// roll is a table of bounded size.
type roll struct {
	most    int
	entries map[rollKey]*rollEntry
	swept   time.Time
}

type rollKey struct{ path, reader, feed string }

type rollEntry struct {
	readers int64
	seen    time.Time
}

func newSubscribers() *subscribers {
	return &subscribers{known: roll{most: mostKnown, entries: map[rollKey]*rollEntry{}}, others: roll{most: mostOthers, entries: map[rollKey]*rollEntry{}}}
}

// note keeps what a reader said when it asked for the feed at a path.
func (s *subscribers) note(path string, r reach, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.known {
		s.known.note(path, r, now)
	} else {
		s.others.note(path, r, now)
	}
}

func (l *roll) note(path string, r reach, now time.Time) {
	key := rollKey{path, r.reader, r.feed}
	if e := l.entries[key]; e != nil {
		e.readers, e.seen = r.readers, now
		return
	}
	if len(l.entries) >= l.most {
		if since := now.Sub(l.swept); since >= 0 && since < sweep {
			return
		}
		l.swept = now
		if l.forget(now); len(l.entries) >= l.most {
			return
		}
	}
	// The strings are parts of the request's header, which is not to stay for their sake.
	key = rollKey{strings.Clone(path), strings.Clone(r.reader), strings.Clone(r.feed)}
	l.entries[key] = &rollEntry{r.readers, now}
}

// forget drops the numbers of readers that have not asked for long.
func (l *roll) forget(now time.Time) {
	for key, e := range l.entries {
		if now.Sub(e.seen) > remembered {
			delete(l.entries, key)
		}
	}
}

// feedReader is a feed by its path, and a reader of it.
type feedReader struct{ path, reader string }

// counts gives how many subscribers each reader has for each feed. What one knows under several ids has the subscribers of
// all of them.
func (s *subscribers) counts(now time.Time) map[feedReader]int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	sums := map[feedReader]int64{}
	for _, l := range [...]*roll{&s.known, &s.others} {
		l.forget(now)
		for key, e := range l.entries {
			sums[feedReader{key.path, key.reader}] += e.readers
		}
	}
	return sums
}
