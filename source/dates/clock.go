package dates

// clock reads the time of day: 15:04:05.123, 3:04 p.m., 3pm, 15h04, 15 Uhr, 午後3時4分.
func (p *parser) clock() bool {
	if p.f.clock {
		return false
	}
	start := p.at
	p.clockWords()
	half := p.halfDay()
	before := half != wholeDay
	if !p.clockByColons() && !p.clockByDots() && !p.clockByUnits() && !p.hourAlone(half) {
		p.at = start
		return false
	}
	p.f.clock = true
	if !before {
		half = p.halfDay()
	}
	if before && p.f.hour == 0 {
		p.f.hour = 12 // 午後0時 is noon
	}
	return half == wholeDay || p.halve(half)
}

// clockWords moves over what may lead to a clock: T, at, um, a las, a comma's work done by a dash.
func (p *parser) clockWords() {
	if p.peek(1).spaced && p.skip("-", "|", "@", "•", "·") {
		return
	}
	if p.peek(0).text == "a" && p.peek(1).text == "las" {
		p.at++
	}
	if p.skipWord(isClockWord) {
		p.skip(".")
	}
}

// clockByColons reads 15:04 with optional seconds and fraction. Minutes and seconds have two digits.
func (p *parser) clockByColons() bool {
	hour, colon, minute := p.peek(0), p.peek(1), p.peek(2)
	if hour.kind != number || len(hour.text) > 2 || colon.text != ":" || !twoDigits(minute) {
		return false
	}
	p.f.hour, p.f.minute = hour.value, minute.value
	p.at += 3
	if second := p.peek(1); p.peek(0).text == ":" && twoDigits(second) {
		p.f.second = second.value
		p.at += 2
		p.fraction()
	}
	p.skipUnit(hours) // 15:04 Uhr
	return true
}

// clockByDots reads the 15.04 of German, Italian and Scandinavian dates, behind the day, where it cannot be one itself.
func (p *parser) clockByDots() bool {
	hour, dot, minute := p.peek(0), p.peek(1), p.peek(2)
	if !p.dated || p.yearDue || hour.kind != number || len(hour.text) > 2 || dot.text != "." || dot.spaced || !twoDigits(minute) || p.peek(3).text == "." {
		return false
	}
	p.f.hour, p.f.minute = hour.value, minute.value
	p.at += 3
	p.skipUnit(hours)
	return true
}

// clockByUnits reads 15h, 15h04, 15 Uhr 04 and 15時04分05秒.
func (p *parser) clockByUnits() bool {
	hour, after := p.peek(0), p.peek(1)
	if hour.kind != number || len(hour.text) > 2 || after.kind != word || unitNamed(after.text) != hours {
		return false
	}
	p.f.hour = hour.value
	p.at += 2
	minute, unit := p.peek(0), unitNamed(p.peek(1).text)
	if minute.kind != number || len(minute.text) != 2 && unit != minutes {
		return true
	}
	p.f.minute = minute.value
	p.at++
	p.skipUnit(minutes)
	if second := p.peek(0); second.kind == number && unitNamed(p.peek(1).text) == seconds {
		p.f.second = second.value
		p.at += 2
	}
	return true
}

// hourAlone reads the hour of 3 PM. Without a half of the day beside it a number is no clock.
func (p *parser) hourAlone(half halfDay) bool {
	start := p.at
	hour, ok := p.short()
	if !ok {
		return false
	}
	after := p.at
	if half == wholeDay && p.halfDay() == wholeDay {
		p.at = start
		return false
	}
	p.f.hour, p.at = hour, after
	return true
}

// halfDay reads am, p.m. or 午後.
func (p *parser) halfDay() halfDay {
	t := p.peek(0)
	if (t.text == "a" || t.text == "p") && p.peek(1).text == "." && p.peek(2).text == "m" {
		p.at += 3
		p.skip(".")
		return halfDayNamed(t.text + "m")
	}
	half := wholeDay
	if t.kind == word {
		half = halfDayNamed(t.text)
	}
	if half != wholeDay {
		p.at++
		p.skip(".")
	}
	return half
}

// halve turns an hour of the twelve-hour clock into one of the day. Noon is 12 PM and midnight 12 AM.
func (p *parser) halve(half halfDay) bool {
	if p.f.hour < 1 || p.f.hour > 12 {
		return p.fail("a clock with AM or PM has no hour %d", p.f.hour)
	}
	p.f.hour %= 12
	if half == afternoon {
		p.f.hour += 12
	}
	return true
}

// fraction reads the decimals of a second, after either of the marks that ISO 8601 allows.
func (p *parser) fraction() {
	mark, digits := p.peek(0), p.peek(1)
	if (mark.text != "." && mark.text != ",") || mark.spaced || digits.kind != number || digits.spaced {
		return
	}
	p.f.nanosecond = fraction(digits.text)
	p.at += 2
}

// zone reads an offset or the abbreviation of one.
func (p *parser) zone() bool {
	if p.f.zone || !p.dated && !p.f.clock {
		return false
	}
	t := p.peek(0)
	if t.kind != word {
		return p.offset()
	}
	if isSharedZone(t.text) && p.f.clock {
		return p.fail("the zone %q names more than one offset", t.text)
	}
	seconds, ok := zoneNamed(t.text)
	if !ok {
		return false
	}
	p.at++
	p.f.zone = true
	if t.text != "utc" && t.text != "gmt" || !p.offset() { // GMT+0200
		p.f.offset = seconds
	}
	return true
}

// offset reads +0200 and +02:00, and after a clock +2 and +02 too.
func (p *parser) offset() bool {
	mark, digits := p.peek(0), p.peek(1)
	if mark.text != "+" && mark.text != "-" || digits.kind != number || digits.spaced {
		return false
	}
	hours, minutes, length := digits.value, 0, 2
	switch colon, after := p.peek(2), p.peek(3); {
	case len(digits.text) == 4:
		hours, minutes = digits.value/100, digits.value%100
	case len(digits.text) > 2:
		return false
	case colon.text == ":" && twoDigits(after):
		minutes, length = after.value, 4
	case !p.f.clock:
		return false
	}
	if minutes > 59 {
		return p.fail("an offset has no minute %d", minutes)
	}
	p.at += length
	p.f.offset, p.f.zone = offset(mark.text == "-", hours, minutes), true
	return true
}

// remark passes over what some programs add to the offset: its name, as in +0200 CEST and in (Central
// European Summer Time), or the place, as in [Europe/Paris].
func (p *parser) remark() bool {
	if !p.f.zone || p.remarked {
		return false
	}
	named := func(w string) bool {
		_, ok := zoneNamed(w)
		return ok || isSharedZone(w)
	}
	t := p.peek(0)
	p.remarked = t.text == "(" && p.through(")") || t.text == "[" && p.through("]") || p.skipWord(named)
	return p.remarked
}

// through moves behind the next token of the given text, if there is one.
func (p *parser) through(text string) bool {
	for i := p.at; i < len(p.tokens); i++ {
		if p.tokens[i].text == text {
			p.at = i + 1
			return true
		}
	}
	return false
}

func twoDigits(t token) bool { return t.kind == number && len(t.text) == 2 && !t.spaced }
