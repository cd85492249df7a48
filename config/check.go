package config

import (
	"errors"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/language"
)

// CheckURL checks an address for site.url: absolute, http or https, without a query or a fragment, since addresses of
// articles are made by appending to it. The error is an *Error without a place.
func CheckURL(s string) error {
	if err := checkAddress(s); err != nil {
		return err
	}
	if strings.ContainsAny(s, "?#") {
		return flaw("write the address up to the ? or #", "%s has a query or a fragment", quote(s))
	}
	return nil
}

// withoutScope drops the zone of an IPv6 address such as fe80::1%eth0.
func withoutScope(host string) string {
	address, _, _ := strings.Cut(host, "%")
	return address
}

// checkAddress checks an absolute http or https address.
func checkAddress(s string) error {
	const fix = "write an address such as https://example.org/"
	u, err := url.Parse(s)
	switch {
	case err != nil || strings.ContainsFunc(s, notInAddress):
		return flaw(fix, "%s is not an address", quote(s))
	case u.Scheme != "http" && u.Scheme != "https":
		return flaw(fix, "%s is not an http or https address", quote(s))
	case u.User != nil:
		return flaw(fix, "the address holds a user name, which every reader would see")
	case !isDomain(u.Hostname()) && net.ParseIP(u.Hostname()) == nil:
		return flaw(fix, "%s has no host that can be reached", quote(s))
	}
	if n, err := strconv.Atoi(u.Port()); u.Port() != "" && (err != nil || n > 65535) {
		return flaw(fix, "%s has a port above 65535", quote(s))
	}
	return nil
}

// notInAddress reports whether RFC 3986 wants r escaped. Letters beyond ASCII pass: they are escaped when used.
func notInAddress(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("\"<>\\^`{|}", r)
}

// isDomain reports whether s reads like a host name (RFC 1123 section 2.1), with underscores and letters of any script
// let pass.
func isDomain(s string) bool {
	if len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(s, "."), ".") {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return false
		}
		if strings.ContainsFunc(label, func(r rune) bool {
			return r != '-' && r != '_' && !unicode.In(r, unicode.L, unicode.M, unicode.Nd)
		}) {
			return false
		}
	}
	return true
}

// checkLanguage checks a BCP 47 tag.
func checkLanguage(s string) error {
	_, err := canonicalLanguage(s)
	return err
}

// canonicalLanguage spells a BCP 47 tag as the standard does: en_gb becomes en-GB.
func canonicalLanguage(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	tag, err := language.Parse(s)
	if err != nil {
		return "", flaw("write a BCP 47 tag such as en or pt-BR", "%s is not a language", quote(s))
	}
	return tag.String(), nil
}

// checkSize checks the size of a file.
func checkSize(s string) error {
	_, err := parseSize(s)
	return err
}

// parseSize reads 16MB and 500kB. The bound is what a file may take in memory, many times over.
func parseSize(s string) (int64, error) {
	const most = 1 << 30
	digits, shift := strings.TrimSuffix(s, "MB"), 20
	if digits == s {
		digits, shift = strings.TrimSuffix(s, "kB"), 10
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || digits == s || n < 1 || digits[0] == '+' || n > most>>shift {
		return 0, flaw("write a number and kB or MB, such as 16MB; at most 1024MB", "%s is not a size", quote(s))
	}
	return n << shift, nil
}

// checkZone checks the name of a time zone.
func checkZone(s string) error {
	_, err := loadZone(s)
	return err
}

// loadZone returns the zone of an IANA name, UTC when it is empty. Names that stand for the host's own zone are refused,
// since a build would then differ between machines, and so are the variants that count leap seconds.
func loadZone(name string) (*time.Location, error) {
	loc, err := time.LoadLocation(name)
	family, _, _ := strings.Cut(strings.ToLower(name), "/")
	switch family {
	case "local", "localtime", "posixrules", "right":
		err = errors.New("not a place")
	}
	if err != nil {
		return nil, flaw("write an IANA name such as Europe/London or UTC", "%s is not a time zone", quote(name))
	}
	return loc, nil
}

// checkEmail checks a bare e-mail address.
func checkEmail(s string) error {
	address, err := mail.ParseAddress(s)
	if err != nil || address.Address != s {
		return flaw("write an address such as desk@example.org", "%s is not an e-mail address", quote(s))
	}
	return nil
}

// checkAuthority checks a name that can mint tag URIs, RFC 4151 section 2.1: ASCII only, since the id is compared as
// bytes.
func checkAuthority(s string) error {
	user, domain, hasUser := strings.Cut(s, "@")
	if !hasUser {
		user, domain = "x", s
	}
	outside := func(r rune) bool {
		return r > unicode.MaxASCII || r != '-' && r != '.' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	if user == "" || strings.ContainsFunc(user, outside) || strings.ContainsFunc(domain, outside) ||
		!isDomain(domain) || strings.HasSuffix(domain, ".") || strings.Contains(domain, "_") {
		return flaw("write one such as example.org, in ASCII", "%s is neither a domain name nor an e-mail address", quote(s))
	}
	return nil
}

// checkSince checks a date of a tag URI, RFC 4151 section 2.1.
func checkSince(s string) error {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return nil
		}
	}
	return flaw("write YYYY-MM-DD, YYYY-MM or YYYY, such as 2024-05-01", "%s is not a date", quote(s))
}
