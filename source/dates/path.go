package dates

import (
	"strings"
	"time"
	"unicode/utf8"
)

// FromPath finds the day that a slash-separated path states, at midnight in loc (nil means UTC), without
// a zone, and but for Statamic's without a clock. The part of the path nearest to its end wins:
//
//   - a file or folder whose name begins with a whole date: 2026-03-12-slug.md, 2026.03.12.md, 20260312_a.md,
//     2026-03-12/index.md. The date must end there: 2026-03-123 has none. Months and days may have one digit
//     if signs part them, as Jekyll allows.
//   - such a name with a clock between the date and a dot, as Statamic has it: 2026-03-12-1430.slug.md.
//   - folders for year, month and day: 2026/03/12/slug/index.md, 2026/3/12.md.
//   - a folder for the year, and a name that begins with month and day, as Docusaurus allows: 2026/03-12-slug.md.
//
// A year with a month only is no date, nor is 2026-13-40, of which [WrongInPath] tells. Years outside 1500–2199 are taken for
// numbering.
func FromPath(path string, loc *time.Location) (Date, bool) {
	if loc == nil {
		loc = time.UTC
	}
	for path != "" {
		parent, name := cut(path)
		if f, _, ok := datePrefix(name); ok {
			return f.date(loc), true
		}
		if f, ok := dateOfFolders(parent, name); ok {
			return f.date(loc), true
		}
		path = parent
	}
	return Date{}, false
}

// WrongInPath gives the fault of a path in which [FromPath] finds no date, though a name in it begins with what is meant
// as one and cannot be: 2026-02-30-slug.md. It is nil for all others. Only four, two and two digits with the same sign
// between them, - or _, are surely meant so.
func WrongInPath(path string) *Error {
	for path != "" {
		parent, name := cut(path)
		if f, text, ok := writtenDate(name); ok && f.year >= 1500 && f.year < 2200 && f.wrong() != "" {
			return &Error{Value: text, Reason: f.wrong(), Fix: "name the file after the day, such as 2024-05-31-slug, or state its date"}
		}
		path = parent
	}
	return nil
}

// writtenDate reads a date in full digits at the beginning of a name, whether or not there is such a day.
func writtenDate(name string) (f fields, text string, ok bool) {
	const length = len("2006-01-02")
	if len(name) < length || name[4] != name[7] || name[4] != '-' && name[4] != '_' || !endsDate(name[length:]) {
		return f, "", false
	}
	f.year, _ = digits(name, 4)
	f.month, _ = digits(name[5:], 2)
	f.day, _ = digits(name[8:], 2)
	return f, name[:length], f.year >= 0 && f.month >= 0 && f.day >= 0
}

// StripDate gives a file name without the date that begins it and the sign that follows: 2026-03-12-slug.md
// is slug.md. A name with no such date, or with nothing else but an extension, is given back whole.
func StripDate(name string) string {
	_, rest, ok := datePrefix(name)
	if !ok {
		return name
	}
	slug := strings.TrimLeft(rest, "-_. ")
	extension := strings.HasSuffix(rest[:len(rest)-len(slug)], ".") && !strings.Contains(slug, ".") && isEnding(slug)
	if slug == "" || slug == rest || extension {
		return name
	}
	return slug
}

// cut parts the last name from a path. Empty names, as between two slashes, do not occur in the result.
func cut(path string) (parent, name string) {
	path = strings.TrimRight(path, "/")
	i := strings.LastIndexByte(path, '/')
	return path[:max(i, 0)], path[i+1:]
}

// datePrefix reads the date that begins a name, and gives what follows it.
func datePrefix(name string) (f fields, rest string, ok bool) {
	year, rest := digits(name, 4)
	f.year = year
	switch mark := rest; {
	case year < 0 || rest == "":
		return f, rest, false
	case isDigit(mark[0]):
		if f.month, rest = digits(rest, 2); f.month >= 0 {
			f.day, rest = digits(rest, 2)
		}
	case strings.IndexByte("-_.", mark[0]) >= 0:
		if f.month, rest = oneOrTwo(rest[1:]); rest != "" && rest[0] == mark[0] {
			f.day, rest = oneOrTwo(rest[1:])
		}
	}
	if !f.plausible() {
		return f, rest, false
	}
	rest = f.clockBeforeDot(rest)
	return f, rest, endsDate(rest)
}

// clockBeforeDot reads a clock that stands between the date and the slug, "-1430.slug" or "-143005.slug", and gives what follows
// it. "-2020.md" is no clock: that is what the story is called.
func (f *fields) clockBeforeDot(rest string) string {
	clock, named, ok := strings.Cut(rest, ".")
	first, _, _ := strings.Cut(named, ".")
	if !ok || len(clock) != len("-1430") && len(clock) != len("-143005") || clock[0] != '-' || isEnding(first) {
		return rest
	}
	with := *f
	with.clock = true
	with.hour, clock = digits(clock[1:], 2)
	if with.minute, clock = digits(clock, 2); clock != "" {
		with.second, clock = digits(clock, 2)
	}
	if clock != "" || with.wrong() != "" {
		return rest
	}
	*f = with
	return rest[strings.IndexByte(rest, '.'):]
}

// isEnding reports that what stands between or behind dots of a name is no slug, but an extension or a language.
func isEnding(part string) bool {
	switch part {
	case "html", "xhtml", "markdown", "json", "yaml", "text":
		return true
	}
	const language = "pt-br"
	return len(part) <= 3 || len(part) == len(language) && part[2] == '-' || strings.HasPrefix(part, "zh-")
}

// dateOfFolders reads a day from a name, and its month and year from the two folders that hold it.
func dateOfFolders(parent, name string) (f fields, ok bool) {
	if f, ok = dateInYear(parent, name); ok {
		return f, true
	}
	parent, month := cut(parent)
	_, year := cut(parent)
	if i := strings.IndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	var rest [3]string
	f.year, rest[0] = digits(year, 4)
	f.month, rest[1] = oneOrTwo(month)
	f.day, rest[2] = oneOrTwo(name)
	return f, rest == [3]string{} && f.plausible()
}

// dateInYear reads a month and a day that begin a name, in two digits each, and their year from the folder that holds it.
func dateInYear(parent, name string) (f fields, ok bool) {
	const length = len("01-02")
	if len(name) < length || name[2] != '-' || !endsDate(name[length:]) {
		return f, false
	}
	_, folder := cut(parent)
	var rest string
	f.year, rest = digits(folder, 4)
	f.month, _ = digits(name, 2)
	f.day, _ = digits(name[3:], 2)
	return f, rest == "" && f.plausible()
}

// plausible keeps numbers that merely look like a year, such as 0042/01/02 or 12345678, from becoming dates.
func (f fields) plausible() bool {
	return f.year >= 1500 && f.year < 2200 && f.wrong() == ""
}

// endsDate reports whether a date may stand before rest: 2026-03-12T10 goes on with a clock, 2026-03-12th
// with a word.
func endsDate(rest string) bool {
	if rest == "" {
		return true
	}
	switch c := rest[0]; c {
	case 'T', 't':
		return len(rest) > 1 && isDigit(rest[1])
	default:
		return c < utf8.RuneSelf && !isDigit(c) && !isLetter(rune(c))
	}
}

// digits reads exactly n digits. The value is -1, and nothing is read, if s does not begin with them.
func digits(s string, n int) (value int, rest string) {
	if len(s) < n {
		return -1, s
	}
	for i := range n {
		if !isDigit(s[i]) {
			return -1, s
		}
		value = value*10 + int(s[i]-'0')
	}
	return value, s[n:]
}

func oneOrTwo(s string) (value int, rest string) {
	if value, rest = digits(s, 2); value < 0 {
		value, rest = digits(s, 1)
	}
	return value, rest
}
