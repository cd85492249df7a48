package config

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
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
	At     string `yaml:"at"`     // when, as ParseDate reads it; empty for when it is first seen
	Erase  bool   `yaml:"erase"`  // nothing that is kept may know it any more
}

// Withdrawals reads the list of what was taken back. The list of a file that is not there is empty. The error is an Errors with
// everything that is wrong with the contents, or the one from reading the file, wrapped.
func Withdrawals(path string) ([]Withdrawal, error) {
	data, err := readIfThere(path)
	if err != nil {
		return nil, fmt.Errorf("what was withdrawn: %w", err)
	}
	return parseWithdrawals(path, data)
}

func parseWithdrawals(path string, data []byte) ([]Withdrawal, error) {
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
// is written, but for a list that nothing can be put behind, as one [in, brackets]: that is written anew, since a story has to be
// taken back. Of a story that is in the list what was said stays said. The error is as of Withdrawals, or one from writing; then
// nothing has changed. It waits for others that change a list in the folder, except on Windows, where one of two may be lost.
func AddWithdrawal(path string, w Withdrawal) error {
	return whileLocked(path, func() error { return addWithdrawal(path, w) })
}

func addWithdrawal(path string, w Withdrawal) error {
	data, err := readIfThere(path)
	if err != nil {
		return fmt.Errorf("what was withdrawn: %w", err)
	}
	list, err := parseWithdrawals(path, data)
	if err != nil {
		return err
	}
	for i := len(list) - 1; i >= 0; i-- {
		if had := list[i]; had.ID == w.ID && had.URL == w.URL {
			w.Notice, w.At, w.Erase = cmp.Or(w.Notice, had.Notice), cmp.Or(had.At, w.At), w.Erase || had.Erase
			if w == had {
				return nil
			}
			break
		}
	}
	list = append(list, w)
	const remark = "What was taken back. Each entry names a story by its id or url; notice, at and erase may follow."
	text, err := withEntry(data, remark, w)
	if err == nil && !isListOf(path, text, list) {
		text = nil
		for _, w := range list {
			if text, err = withEntry(text, remark, w); err != nil {
				break
			}
		}
	}
	if err != nil {
		return fmt.Errorf("what was withdrawn: %w", err)
	}
	if _, err := parseWithdrawals(path, text); err != nil { // what the entry says is no entry
		return err
	}
	if err := replaceFile(path, text, 0o644); err != nil {
		return fmt.Errorf("what was withdrawn: %w", err)
	}
	return nil
}

func isListOf(path string, text []byte, want []Withdrawal) bool {
	got, err := parseWithdrawals(path, text)
	return err == nil && slices.Equal(got, want)
}

// Instant gives when a story was taken back: a day begins at midnight in the zone. It is zero where the list does not say.
func (w Withdrawal) Instant(zone *time.Location) time.Time {
	at, err := ParseDate(w.At, zone)
	if err != nil {
		return time.Time{} // which Withdrawals reports
	}
	return at
}

// ParseSpan reads a span of hours, days or weeks such as 12h, 7d or 2w. A day is 24 hours: what is agreed with an agency does
// not depend on summer time. The error is an *Error without a place.
func ParseSpan(s string) (time.Duration, error) {
	for letter, length := range map[string]time.Duration{"h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour} {
		digits, ok := strings.CutSuffix(strings.TrimSpace(s), letter)
		if n, err := strconv.Atoi(digits); ok && err == nil && n >= 1 && n <= 100_000 {
			return time.Duration(n) * length, nil
		}
	}
	return 0, flaw("write a span such as 12h, 7d or 2w", "%s is no span of time", quote(s))
}

func checkSpan(s string) error {
	_, err := ParseSpan(s)
	return err
}
