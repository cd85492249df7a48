package dates

import (
	"fmt"
	"time"
)

// date reads the day, by number or by name.
func (p *parser) date() bool {
	if p.dated {
		return false
	}
	start := p.at
	p.skipWord(isArticle)
	if p.dateByDigits() || p.monthFirst() {
		p.dated = true
		return true
	}
	p.at = start
	return false
}

// dateByDigits tells the forms that begin with a number apart by its length.
func (p *parser) dateByDigits() bool {
	t := p.peek(0)
	if t.kind != number {
		return false
	}
	switch len(t.text) {
	case 1, 2:
		return p.dayFirst()
	case 4:
		return p.yearFirst()
	case 8, 12, 14:
		return p.compact()
	case 10, 13:
		return p.unix()
	}
	return false
}

// unix reads seconds or milliseconds since 1970. Other lengths are refused: a number of nine digits is
// more likely to be something else than a date before September 2001.
func (p *parser) unix() bool {
	t := p.peek(0)
	if len(p.tokens) != 1 {
		return false
	}
	p.at++
	when := time.Unix(int64(t.value), 0).UTC()
	if len(t.text) == 13 {
		when = time.UnixMilli(int64(t.value)).UTC()
	}
	year, month, day := when.Date()
	p.f = fields{year: year, month: int(month), day: day, nanosecond: when.Nanosecond(), clock: true, zone: true}
	p.f.hour, p.f.minute, p.f.second = when.Clock()
	return true
}

// compact reads 20240531, 20240531T1504, 20240531T150405, 202405311504 and 20240531150405.
func (p *parser) compact() bool {
	digits := p.peek(0).text
	p.at++
	p.f.year, p.f.month, p.f.day = atoi(digits[:4]), pair(digits, 4), pair(digits, 6)
	digits = digits[8:]
	if t := p.peek(1); digits == "" && !t.spaced && t.kind == number && len(t.text) > 2 && p.skip("t") {
		digits = t.text
		p.at++
	}
	switch len(digits) {
	case 0:
		return true
	case 4, 6:
		p.f.hour, p.f.minute, p.f.clock = pair(digits, 0), pair(digits, 2), true
	default:
		return p.fail("the time %q is neither hhmm nor hhmmss", digits)
	}
	if len(digits) == 6 {
		p.f.second = pair(digits, 4)
		p.fraction()
	}
	return true
}

// yearFirst reads 2024-5-31, 2024/05/31, 2024. 5. 31., 2024年5月31日, 2024 May 31 and 2024-May-31; without the
// day too.
func (p *parser) yearFirst() bool {
	if len(p.tokens) == 1 {
		return p.fail("a year alone is not a date")
	}
	p.f.year = p.peek(0).value
	p.at++
	if p.skipUnit(years) {
		return p.eastAsian()
	}
	mark := p.separator()
	if p.month() {
		p.separator()
		day, ok := p.short()
		p.f.day = day
		p.skip(".")
		return ok
	}
	month, ok := p.short()
	if mark == "" || !ok {
		return false
	}
	p.f.month = month
	if p.peek(0).text != mark {
		p.f.day, p.monthOnly = 1, true
		return mark != "." // 2024.05 is a number
	}
	p.separator()
	p.f.day, ok = p.short()
	if mark == "." {
		p.skip(".")
	}
	return ok
}

// eastAsian reads what follows 2024年 or 2024년.
func (p *parser) eastAsian() bool {
	month, ok := p.short()
	if !ok || !p.skipUnit(months) {
		return false
	}
	p.f.month, p.f.day = month, 1
	day, ok := p.short()
	if !ok {
		p.monthOnly = true
		return true
	}
	p.f.day = day
	return p.skipUnit(days)
}

// dayFirst reads 31 May 2024 in its many dresses, and 31/5/2024.
func (p *parser) dayFirst() bool {
	first, _ := p.short()
	if !p.peek(0).spaced {
		p.skipWord(isOrdinal)
	}
	mark := p.separator()
	p.skipWord(isLink)
	if p.month() {
		p.f.day = first
		p.separator()
		p.skipWord(isLink)
		p.yearDue = !p.year(2)
		return true
	}
	second, ok := p.short()
	if mark == "" || !ok || p.separator() != mark {
		return false
	}
	return p.numeric(first, second, mark)
}

// numeric decides which of two numbers before a year is the month.
func (p *parser) numeric(first, second int, mark string) bool {
	t := p.peek(0)
	order := p.order.Dash
	if mark == "/" {
		order = p.order.Slash
	}
	switch {
	case t.kind != number:
		return false
	case len(t.text) != 4:
		return p.fail("the year needs four digits")
	case mark == "." || first > 12 || first == second || second <= 12 && order == DayFirst:
		p.f.day, p.f.month = first, second
	case second > 12 || order == MonthFirst:
		p.f.day, p.f.month = second, first
	default:
		p.fail("which of %d and %d is the month is not clear", first, second)
		p.fault.Fix = ambiguousFix(t.value, first, second)
		return true
	}
	return p.year(4)
}

// ambiguousFix offers both readings of first/second/year.
func ambiguousFix(year, first, second int) string {
	return fmt.Sprintf("write %04d-%02d-%02d for %d %s or %04d-%02d-%02d for %d %s",
		year, second, first, first, time.Month(second), year, first, second, second, time.Month(first))
}

// monthFirst reads May 31, 2024 and its kin, and May 2024.
func (p *parser) monthFirst() bool {
	if !p.month() {
		return false
	}
	p.separator()
	p.skipWord(isLink)
	if p.year(4) {
		p.f.day, p.monthOnly = 1, true
		return true
	}
	day, ok := p.short()
	if !ok || p.peek(0).text == ":" {
		return false
	}
	p.f.day = day
	if !p.peek(0).spaced {
		p.skipWord(isOrdinal)
	}
	return p.yearAfterDay()
}

// yearAfterDay reads the year of May 31, 2024, which may also come later.
func (p *parser) yearAfterDay() bool {
	start := p.at
	if !p.skip(",") {
		p.separator()
		p.skipWord(isLink)
	}
	if t := p.peek(0); t.kind == word && monthNamed(t.text) != 0 {
		return false // mar. 5 juin: the word before the day was a weekday
	}
	if p.yearDue = !p.year(4); p.yearDue {
		p.at = start
	}
	return true
}

// month reads the name of a month, of one word or two.
func (p *parser) month() bool {
	t, after := p.peek(0), p.peek(1)
	if t.kind != word {
		return false
	}
	if m := monthNamed(t.text + " " + after.text); after.kind == word && m != 0 {
		p.f.month = int(m)
		p.at += 2
		return true
	}
	m := monthNamed(t.text)
	if m == 0 {
		return false
	}
	p.f.month = int(m)
	p.at++
	if p.peek(0).text == "/" && p.peek(1).kind == word && monthNamed(p.peek(1).text) == m { // حزيران/يونيو
		p.at += 2
	}
	return true
}

// year reads a year of four digits, or of at least the given number. What a colon follows is an hour.
func (p *parser) year(digits int) bool {
	t := p.peek(0)
	if t.kind != number || len(t.text) != 4 && len(t.text) != digits || p.peek(1).text == ":" {
		return false
	}
	p.at++
	p.f.year = t.value
	switch {
	case len(t.text) == 4:
	case t.value < 50:
		p.f.year += 2000
	default:
		p.f.year += 1900
	}
	if p.skipWord(isYearWord) {
		p.skip(".")
	}
	return true
}

// lateYear reads the year that Mon Jan 2 15:04:05 2006 puts last.
func (p *parser) lateYear() bool {
	if !p.yearDue || !p.year(4) {
		return false
	}
	p.yearDue = false
	return true
}

// separator moves over the sign between two parts of a date and gives it. White space may follow a full
// stop only.
func (p *parser) separator() string {
	t, after := p.peek(0), p.peek(1)
	switch t.text {
	case ".":
	case "-", "/":
		if t.spaced || after.spaced {
			return ""
		}
	default:
		return ""
	}
	p.at++
	return t.text
}
