package dates

// scanISO reads YYYY-MM-DD, alone or followed by T, t or a space, hh:mm, seconds, a fraction and a zone:
// the form of nearly every date in front matter and in agency files, so it takes no tokens and allocates
// nothing. It knows only what it reads at a glance; whatever else there is, right or wrong, is left to
// parseWords, which would give the same fields for everything that is read here.
func scanISO(s string) (f fields, ok bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return f, false
	}
	century, year, month, day := pair(s, 0), pair(s, 2), pair(s, 5), pair(s, 8)
	if century|year|month|day < 0 {
		return f, false
	}
	f.year, f.month, f.day = century*100+year, month, day
	if len(s) == 10 {
		return f, true
	}
	if c := s[10]; c != 'T' && c != 't' && c != ' ' {
		return f, false
	}
	rest, ok := f.isoClock(s[11:])
	return f, ok && f.isoZone(rest)
}

// isoClock reads hh:mm with optional seconds and fraction, and gives what follows.
func (f *fields) isoClock(s string) (rest string, ok bool) {
	if len(s) < 5 || s[2] != ':' {
		return s, false
	}
	hour, minute := pair(s, 0), pair(s, 3)
	if hour|minute < 0 {
		return s, false
	}
	f.hour, f.minute, f.clock = hour, minute, true
	if s = s[5:]; len(s) < 3 || s[0] != ':' {
		return s, true
	}
	if f.second = pair(s, 1); f.second < 0 {
		return s, false
	}
	if s = s[3:]; len(s) < 2 || s[0] != '.' && s[0] != ',' {
		return s, true
	}
	digits := 1
	for digits < len(s) && isDigit(s[digits]) {
		digits++
	}
	f.nanosecond = fraction(s[1:digits])
	return s[digits:], digits > 1
}

// isoZone reads what may end an ISO form: nothing, Z, or an offset with or without its colon.
func (f *fields) isoZone(s string) bool {
	switch {
	case s == "":
		return true
	case s == "Z" || s == "z":
		f.zone = true
		return true
	case s[0] == ' ':
		s = s[1:]
	}
	if len(s) < 3 || s[0] != '+' && s[0] != '-' {
		return false
	}
	hours, minutes := pair(s, 1), 0
	switch {
	case len(s) == 5:
		minutes = pair(s, 3)
	case len(s) == 6 && s[3] == ':':
		minutes = pair(s, 4)
	case len(s) != 3:
		return false
	}
	if hours|minutes < 0 || minutes > 59 {
		return false
	}
	f.offset, f.zone = offset(s[0] == '-', hours, minutes), true
	return true
}

// offset is in seconds east of UTC.
func offset(west bool, hours, minutes int) int {
	seconds := hours*3600 + minutes*60
	if west {
		return -seconds
	}
	return seconds
}

// pair is the number that two digits at i make, or a negative number if they are not digits.
func pair(s string, i int) int {
	tens, units := s[i]-'0', s[i+1]-'0'
	if tens > 9 || units > 9 {
		return -1
	}
	return int(tens)*10 + int(units)
}

// fraction gives the nanoseconds of the digits after a decimal mark.
func fraction(digits string) int {
	nanoseconds, unit := 0, 100_000_000
	for i := 0; i < len(digits) && unit > 0; i++ {
		nanoseconds += int(digits[i]-'0') * unit
		unit /= 10
	}
	return nanoseconds
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
