package config

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// WithdrawnName is the file beside masthead.yaml that lists what was taken back while its own file cannot say so.
const WithdrawnName = "withdrawn.yaml"

// Withdrawal is a story that was taken back. It is named by its id or by the address of its page.
type Withdrawal struct {
	ID     string `yaml:"id"`
	URL    string `yaml:"url"`
	Notice string `yaml:"notice"` // what is said in its place; empty for the standard words
	At     string `yaml:"at"`     // when; empty for when it is first seen
	Erase  bool   `yaml:"erase"`  // nothing that is kept may know it any more
}

// Withdrawals reads the list of what was taken back. The list of a file that is not there is empty. The error is an Errors with
// everything that is wrong with the contents, or the one from reading the file, wrapped.
func Withdrawals(path string) ([]Withdrawal, error) {
	data, err := readIfThere(path)
	if err != nil {
		return nil, fmt.Errorf("what was withdrawn: %w", err)
	}
	var list []Withdrawal
	d := readEntries(path, data, &list)
	v := validator{file: path, places: d.places}
	for i := range list {
		v.withdrawal(&list[i], index("", i))
	}
	return list, d.with(v.faults).orNil()
}

func (v *validator) withdrawal(w *Withdrawal, at string) {
	if w.ID == "" && w.URL == "" {
		v.missing(at+".id", "write the story's id or url")
	}
	if w.ID != "" && w.URL != "" {
		v.says(at, "names a story twice, by id and url", "keep one of them")
	}
	v.checkGiven(at+".url", w.URL, checkAddress)
	v.checkGiven(at+".at", w.At, checkDate)
	v.checkGiven(at+".notice", w.Notice, func(s string) error {
		if strings.ContainsAny(s, "\r\n") {
			return flaw("write one line", "%s is more than one line", quote(s))
		}
		return nil
	})
}

// AddWithdrawal writes one more entry at the end of the list, which is made if it is not there. What stands there stays as it
// is written. The error is as of Withdrawals, or one from writing.
func AddWithdrawal(path string, w Withdrawal) error {
	before, err := Withdrawals(path)
	if err != nil {
		return err
	}
	data, err := readIfThere(path)
	if err == nil {
		data, err = withEntry(data, "What was taken back. Each entry names a story by its id or url; notice, at and erase may follow.", w)
	}
	if err == nil {
		err = replaceFile(path, data, 0o644)
	}
	if err != nil {
		return fmt.Errorf("what was withdrawn: %w", err)
	}
	if after, err := Withdrawals(path); err != nil || len(after) != len(before)+1 { // as where the list is written [in, brackets]
		return errors.Join(fmt.Errorf("%s: the entry does not fit behind what stands there; write the list with one \"- \" line for each entry", path), err)
	}
	return nil
}

// Instant gives when a story was taken back: a day begins at midnight in the zone. It is zero where the list does not say.
func (w Withdrawal) Instant(zone *time.Location) time.Time {
	at, err := ParseDate(w.At, zone)
	if err != nil {
		return time.Time{} // which Withdrawals reports
	}
	return at
}

// ParseSpan reads a span of time such as 12h, 7d or 2w.
func ParseSpan(s string) (time.Duration, error) {
	_, span, err := ParseExpiry(s+" after published", time.UTC)
	if err != nil {
		err = flaw("write a span such as 12h, 7d or 2w", "%s is no span of time", quote(s))
	}
	return span, err
}

func checkSpan(s string) error {
	_, err := ParseSpan(s)
	return err
}
