package dates

import (
	"fmt"
	"slices"
)

// A parser reads the parts of a date, in whatever order people put them: a day, a clock, a zone, a weekday.
// Each part may occur once. The methods that read a part report whether they found it at the current place
// and leave the place alone if not, or record a fault when the part is there but wrong.
type parser struct {
	value  string
	order  Order
	tokens []token
	at     int

	f         fields
	dated     bool // month and day are known
	yearDue   bool // the year is still to come: Mon Jan 2 15:04:05 2006
	monthOnly bool // no day was written
	weekday   bool // a weekday was read
	remarked  bool // a remark on the zone was read
	fault     *Error
}

// parseWords reads every form that scanISO leaves.
func (o Order) parseWords(s string) (fields, *Error) {
	p := parser{value: s, order: o}
	if len(s) > longest {
		p.fail("it is too long for a date")
		return p.f, p.fault
	}
	p.tokens = scan(s)
	for p.at < len(p.tokens) && p.fault == nil {
		if !p.part() {
			p.fail("there is no place for %q in a date", p.peek(0).text)
		}
	}
	p.finish()
	return p.f, p.fault
}

// part tries the clock before the date, so that the hour is not taken for a day, and the date before the
// weekday, since mar. is a Tuesday only where it is not a March.
func (p *parser) part() bool {
	return p.clock() || p.date() || p.lateYear() || p.zone() || p.remark() || p.dayOfWeek() || p.comma()
}

func (p *parser) finish() {
	switch {
	case p.fault != nil:
	case len(p.tokens) == 0:
		p.fail("it is empty")
	case !p.dated:
		p.fail("there is no day in it")
	case p.yearDue:
		p.fail("the year is missing")
	case p.monthOnly && p.f.clock:
		p.fail("the day is missing")
	}
}

// fail records what is wrong. It is true, since the part was found.
func (p *parser) fail(format string, args ...any) bool {
	p.fault = &Error{Value: p.value, Reason: fmt.Sprintf(format, args...), Fix: example}
	return true
}

// peek gives the token n places on.
func (p *parser) peek(n int) token {
	if p.at+n >= len(p.tokens) {
		return token{}
	}
	return p.tokens[p.at+n]
}

// skip moves over the next token if it is one of the given texts.
func (p *parser) skip(texts ...string) bool {
	if t := p.peek(0); t.kind == end || !slices.Contains(texts, t.text) {
		return false
	}
	p.at++
	return true
}

// skipWord moves over the next token if it is a word of a class.
func (p *parser) skipWord(is func(string) bool) bool {
	if t := p.peek(0); t.kind != word || !is(t.text) {
		return false
	}
	p.at++
	return true
}

// skipUnit moves over the next token if it says that the number before it counts u.
func (p *parser) skipUnit(u unit) bool {
	return p.skipWord(func(w string) bool { return unitNamed(w) == u })
}

// short gives the value of the next token and moves over it, if it is a number of one or two digits.
func (p *parser) short() (int, bool) {
	t := p.peek(0)
	if t.kind != number || len(t.text) > 2 {
		return 0, false
	}
	p.at++
	return t.value, true
}

// comma allows one comma between parts.
func (p *parser) comma() bool {
	return p.at > 0 && p.at < len(p.tokens)-1 && p.tokens[p.at-1].text != "," && p.skip(",")
}

// dayOfWeek reads a weekday, which says nothing that the date does not.
func (p *parser) dayOfWeek() bool {
	if p.weekday {
		return false
	}
	start := p.at
	p.skipWord(isArticle)
	bracket := p.skip("(")
	found := p.skipWord(isWeekday) || bracket && p.skipWord(isWeekdaySign)
	if !found || bracket && !p.skip(")") {
		p.at = start
		return false
	}
	if p.peek(1).text == "feira" && p.skip("-") { // segunda-feira
		p.at++
	}
	p.skip(".")
	p.weekday = true
	return true
}
