package wxr

import "strings"

// bracket is what may be a tag of a shortcode: [gallery ids="1,2"], [caption], [/caption].
type bracket struct {
	from, to int // in the text
	name     string
	args     []argument
	closes   bool // [/caption]
	alone    bool // [gallery /]
	pair     int  // the place of its other in the list, or -1
}

// argument is id="3", or a value without a name.
type argument struct{ key, value string }

func (b bracket) get(keys ...string) string {
	for _, key := range keys {
		for _, a := range b.args {
			if a.key == key && a.value != "" {
				return a.value
			}
		}
	}
	return ""
}

// untouchable reports the elements in which brackets are what they are.
func untouchable(name string) bool {
	switch name {
	case "pre", "code", "script", "style", "svg", "math", "textarea", "kbd", "samp", "tt":
		return true
	}
	return false
}

// brackets finds all that may be tags of shortcodes, with their others. What is in tags of HTML, in comments and in code is
// passed over, and so is what shortcodes for code enclose.
func brackets(s string, known map[string]row) (list []bracket) {
	c := cutter{s: s, kept: untouchable}
	for c.at < len(s) {
		p := c.next()
		if p.kind != text {
			continue
		}
		for at := p.at; at < c.at; {
			i := strings.IndexByte(s[at:c.at], '[')
			if i < 0 {
				break
			}
			at += i
			b, ok := bracketAt(s, at)
			if !ok {
				at++
				continue
			}
			list = append(list, b)
			at = b.to
			if known[b.name].becomes == code && !b.closes {
				if p, ok := c.upTo(at-2, "[/"+b.name+"]"); ok {
					at = p.at + len(p.text)
					list = append(list, bracket{from: at - len(b.name) - 3, to: at, name: b.name, closes: true})
				}
			}
			c.at = max(c.at, at)
		}
	}
	pair(list)
	return list
}

// longestTag is longer than any tag of a shortcode.
const longestTag = 4 << 10

// bracketAt reads the tag that begins at a place. It ends at the next bracket: WordPress knows none within one.
func bracketAt(s string, at int) (b bracket, ok bool) {
	inner := s[at+1 : min(len(s), at+longestTag)]
	end := strings.IndexAny(inner, "[]")
	if end < 0 || inner[end] == '[' {
		return bracket{}, false
	}
	inner = inner[:end]
	b = bracket{from: at, to: at + 1 + end + 1, pair: -1}
	if b.closes = strings.HasPrefix(inner, "/"); b.closes {
		inner = inner[1:]
	}
	n := codeName(inner)
	b.name = inner[:n]
	rest := strings.TrimSpace(inner[n:])
	switch {
	case n == 0, n > longestName, b.closes && rest != "", n < len(inner) && strings.IndexByte(" \t\n/=:\u00a0", inner[n]) < 0:
		return bracket{}, false
	case rest == "/", strings.HasSuffix(rest, " /"), strings.HasSuffix(rest, `"/`), strings.HasSuffix(rest, "'/"):
		b.alone, rest = true, rest[:len(rest)-1]
	}
	b.args, ok = arguments(quotes.Replace(rest))
	return b, ok
}

// codeName gives the length of the name of a shortcode.
func codeName(s string) (n int) {
	for n < len(s) && (isLetter(s[n]) || n > 0 && isNameByte(s[n])) {
		n++
	}
	return n
}

func isNameByte(c byte) bool { return c >= '0' && c <= '9' || c == '_' || c == '-' }

// quotes are the marks that editors make of quotation marks.
var quotes = strings.NewReplacer("“", `"`, "”", `"`, "″", `"`, "&quot;", `"`, "&#8220;", `"`, "&#8221;", `"`, "&#8243;", `"`, "\u00a0", " ")

// arguments reads the arguments of a tag: name="value", name='value', name=value, "value", value. Text that has a tag of HTML
// outside of quotation marks is none.
func arguments(s string) (list []argument, ok bool) {
	for s = strings.TrimLeft(s, " \t\r\n=:"); s != ""; s = strings.TrimLeft(s, " \t\r\n") {
		var a argument
		if n := codeName(s); n > 0 && n < len(s) && s[n] == '=' {
			a.key, s = strings.ToLower(s[:n]), strings.TrimLeft(s[n+1:], " ")
		}
		var quoted bool
		if a.value, s, quoted = value(s); !quoted && strings.ContainsAny(a.value, "<>") {
			return nil, false
		}
		list = append(list, a)
	}
	return list, true
}

// value takes a value off the text: up to the other quotation mark, or up to white space.
func value(s string) (v, rest string, quoted bool) {
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		if end := strings.IndexByte(s[1:], s[0]); end >= 0 {
			return s[1 : 1+end], s[end+2:], true
		}
	}
	end := strings.IndexAny(s, " \t\r\n")
	if end < 0 {
		end = len(s)
	}
	return s[:end], s[end:], false
}

// pair finds for each tag its other: the closing tag goes with the last one of its name that is still open.
func pair(list []bracket) {
	open := map[string][]int{}
	for i := range list {
		b := &list[i]
		b.pair = -1
		switch stack := open[b.name]; {
		case !b.closes && !b.alone:
			open[b.name] = append(stack, i)
		case b.closes && len(stack) > 0:
			other := stack[len(stack)-1]
			open[b.name] = stack[:len(stack)-1]
			b.pair, list[other].pair = other, i
		}
	}
}
