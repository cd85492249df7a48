package config

import (
	"slices"
	"strconv"
	"strings"
)

// cronField is what one field of a schedule may hold. The cron library checks ranges too, but its messages do not say
// which field they are about, and it takes empty list parts and "*-5" for something.
type cronField struct {
	name     string
	min, max int
	words    []string // names of the values, from min on
	example  string
}

// cronFields returns the five fields in the order they are written.
func cronFields() []cronField {
	months := strings.Fields("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC")
	days := strings.Fields("SUN MON TUE WED THU FRI SAT")
	return []cronField{
		{"minute", 0, 59, nil, "0, */15 or 0,30"},
		{"hour", 0, 23, nil, "*, 6 or 8-18"},
		{"day of month", 1, 31, nil, "*, 1 or 1,15"},
		{"month", 1, 12, months, "*, 1 or JAN-MAR"},
		{"day of week", 0, 6, days, "*, 0 (Sunday) or MON-FRI"},
	}
}

// checkFields checks the fields of a schedule.
func checkFields(fields []string) error {
	want := cronFields()
	switch len(fields) {
	case len(want):
	case len(want) + 1:
		return flaw("leave the seconds out and write "+quote(strings.Join(fields[1:], " ")), "the schedule has 6 fields, and there are none for seconds")
	default:
		return flaw("write minute, hour, day of month, month and day of week, as in "+exampleSchedule,
			"the schedule has %d fields, not 5", len(fields))
	}
	for i, f := range want {
		for part := range strings.SplitSeq(fields[i], ",") {
			if err := f.checkPart(fields[i], part); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkPart checks one part of the list that field is: a star, a value or a range, with or without a step.
func (f cronField) checkPart(field, part string) error {
	if part == "" {
		return f.flaw("%s %s has an empty part", f.name, quote(field))
	}
	span, step, stepped := strings.Cut(part, "/")
	if stepped {
		if err := f.checkStep(step); err != nil {
			return err
		}
	}
	if span == "*" || span == "?" {
		return nil
	}
	low, high, ranged := strings.Cut(span, "-")
	from, err := f.value(low)
	if err != nil || !ranged {
		return err
	}
	to, err := f.value(high)
	if err != nil {
		return err
	}
	if from > to {
		return f.flaw("%s %s runs backwards", f.name, quote(part))
	}
	return nil
}

// checkStep refuses steps wider than the field as well: "*/90" for minutes would silently run once an hour.
func (f cronField) checkStep(step string) error {
	n, err := wholeNumber(step)
	if err != nil || n < 1 || n > f.max-f.min {
		return f.flaw("step %s of the %s is not a number from 1 to %d", quote(step), f.name, f.max-f.min)
	}
	return nil
}

// value reads a number or a name of the field.
func (f cronField) value(text string) (int, error) {
	if i := slices.Index(f.words, strings.ToUpper(text)); i >= 0 {
		return f.min + i, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || strings.ContainsAny(text, "+-") {
		return 0, f.flaw("%s %s is not a number from %d to %d", f.name, quote(text), f.min, f.max)
	}
	if n < f.min || n > f.max {
		return 0, f.flaw("%s %s is not from %d to %d", f.name, quote(text), f.min, f.max)
	}
	return n, nil
}

// flaw is a fault whose remedy is the field's example.
func (f cronField) flaw(format string, args ...any) error {
	return flaw("write something like "+f.example, format, args...)
}
