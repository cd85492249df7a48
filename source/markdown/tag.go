package markdown

import (
	"bytes"
	"strings"
)

// dialect is the notation of a tag.
type dialect uint8

const (
	hugo    dialect = iota // {{< name args >}} and {{% name args %}}
	liquid                 // {% name args %}: Liquid, Nunjucks, Hexo, Zola's tags with a body
	call                   // {{ name(args) }}: Zola, Nunjucks
	jsx                    // <Name args>
	colons                 // ::: name args
	comment                // <!-- name args -->: Hexo's tabs
)

// tag is a template tag as it is written.
type tag struct {
	dialect
	name   string // in lower case
	said   string // as a message names it
	args   []arg
	closes bool   // it ends what an earlier one of its name began
	alone  bool   // it says itself that no other ends it
	inside string // the arguments as they are written
	body   string // of those whose content is code; bodied tells them
	bodied bool
}

// arg is one argument of a tag. One without a name has no key.
type arg struct {
	key, value string
	quoted     bool
}

// get gives the first of the named arguments that says something.
func (t *tag) get(keys ...string) string {
	for _, key := range keys {
		for _, a := range t.args {
			if a.value != "" && strings.EqualFold(a.key, key) {
				return a.value
			}
		}
	}
	return ""
}

// words gives the arguments without a name.
func (t *tag) words() (words []string) {
	for _, a := range t.args {
		if a.key == "" {
			words = append(words, a.value)
		}
	}
	return words
}

// parseArgs reads arguments as all these programs write them, one way or another: "quoted" or bare, with commas or spaces
// between them, key=value or key: value. What follows a | is what is to be done with them.
func parseArgs(s string) (args []arg) {
	for {
		s = strings.TrimLeft(s, " \t\r\n,()")
		if s == "" || s[0] == '|' {
			return args
		}
		var a arg
		a.quoted = isQuote(s[0])
		a.value, s = cutValue(s)
		rest := strings.TrimLeft(s, " \t\r\n")
		switch {
		case a.quoted || !isName(a.value):
		case strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, "=="):
			a.key = a.value
			a.value, s = cutValue(strings.TrimLeft(rest[1:], " \t\r\n"))
		case strings.HasPrefix(s, ":"):
			a.key = a.value
			a.value, s = cutValue(strings.TrimLeft(s[1:], " \t\r\n"))
		}
		args = append(args, a)
	}
}

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

// isName reports what may be the key of an argument.
func isName(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && !(i > 0 && (isDigit(c) || c == '-' || c == '_')) {
			return false
		}
	}
	return s != ""
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// cutValue takes one value off s, which does not begin with white space.
func cutValue(s string) (value, rest string) {
	if s == "" {
		return "", ""
	}
	if isQuote(s[0]) {
		if end := closingArgument(s); end > 0 {
			return unquote(s[:end+1]), s[end+1:]
		}
	}
	for i := range len(s) {
		if endsBare(s, i) {
			return s[:max(i, 1)], s[max(i, 1):]
		}
	}
	return s, ""
}

// endsBare reports whether a value without quotes ends before the i-th character.
func endsBare(s string, i int) bool {
	switch c := s[i]; c {
	case ' ', '\t', '\r', '\n', ',', ')':
		return true
	case '(':
		return i > 0
	case '=':
		return isName(s[:i])
	case ':':
		return isName(s[:i]) && !strings.HasPrefix(s[i:], "://")
	}
	return false
}

// closingQuote gives the place of the quote that closes the one s begins with, or -1.
func closingQuote[T string | []byte](s T) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == s[0]:
			return i
		case s[i] == '\\' && s[0] != '`':
			i++
		}
	}
	return -1
}

// closingArgument is closingQuote for an argument whose author quoted a word within it: "a "b" c". A quote that has a blank
// before it and a letter behind begins such words.
func closingArgument[T string | []byte](s T) int {
	const most, deepest = 2000, 4
	depth := 0
	for i := 1; i < min(len(s), most) && depth < deepest && s[0] == '"'; i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == '\n':
			return closingQuote(s)
		case s[i] != '"':
		case i+1 < len(s) && (isLetter(s[i+1]) || isDigit(s[i+1])) && (i == 1 || isBlank(s[i-1]) || s[i-1] == '('):
			depth++
		case depth == 0:
			return i
		default:
			depth--
		}
	}
	return closingQuote(s)
}

// unquote takes the quotes off, and the backslashes before quotes.
func unquote(s string) string {
	inner := s[1 : len(s)-1]
	if s[0] == '`' {
		return inner
	}
	return strings.NewReplacer(`\"`, `"`, `\'`, `'`, `\\`, `\`).Replace(inner)
}

// endOf finds the delimiter that ends a tag, not counting those within quotes; an
// apostrophe within a word is no quote, nor is one that is never closed. It gives -1 where there is none within the most that
// a tag may hold.
func endOf(text []byte, delimiter string) int {
	const most = 20_000
	text = text[:min(len(text), most)]
	first := bytes.Index(text, []byte(delimiter))
	if first < 0 {
		return -1
	}
	for i := 0; i < len(text); i++ {
		switch {
		case beginsString(text, i):
			if n := closingArgument(text[i:]); n > 0 {
				i += n
			}
		case bytes.HasPrefix(text[i:], []byte(delimiter)):
			return i
		}
	}
	return first
}

// beginsString reports whether a string begins at the i-th character.
func beginsString(text []byte, i int) bool {
	return isQuote(text[i]) && (i == 0 || !isLetter(text[i-1]) && !isDigit(text[i-1]))
}
