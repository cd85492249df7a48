package source

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// Rights are whose an article is and what others may do with it. Only what somebody stated is here; nothing is made up.
type Rights struct {
	Notice     Field[string]    // one line of plain text, such as "© 2026 Example Press Ltd."
	Holder     Field[string]    // whose the copyright is
	Year       Field[int]       // of first publication
	Licenses   Field[[]License] // any of them may be chosen
	UsageTerms Field[string]    // text, or the address of a page
	// Expression is a statement for machines, such as RightsML or ODRL, kept as it is and not interpreted.
	Expression Field[string]
	DataMining Field[string] // a term of the PLUS data mining vocabulary, or its address
	Territory  Field[Territory]
	Machines   Field[MachineUse]
}

// License is a licence under which an article may be used. URL identifies it and may be empty when the article names a
// licence that has no known address.
type License struct {
	URL   string // canonical deed address, absolute
	Title string // a short name for people, such as "CC BY 4.0"
	SPDX  string // identifier of the SPDX licence list, when it has one
}

// String gives the licence's address, or its title where it has none.
func (l License) String() string {
	if l.URL == "" {
		return l.Title
	}
	return l.URL
}

// ParseLicense understands an absolute address, an SPDX identifier or a Creative Commons short name in any of its usual
// spellings ("CC-BY-4.0", "CC BY 4.0", "cc by 4.0 international"). What it does not know is returned as a title without an
// address, and ok is false.
func ParseLicense(s string) (l License, ok bool) {
	s = strings.TrimSpace(s)
	if lower := strings.ToLower(s); strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") {
		return licenseAt(s), true
	}
	if l, ok := creativeCommons(s); ok {
		return l, true
	}
	switch strings.ToLower(strings.ReplaceAll(s, " ", "-")) {
	case "mit":
		return License{"https://opensource.org/license/mit", "MIT", "MIT"}, true
	case "apache-2.0", "apache-license-2.0":
		return License{"https://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0", "Apache-2.0"}, true
	case "gfdl-1.3", "gfdl-1.3-or-later":
		return License{"https://www.gnu.org/licenses/fdl-1.3.html", "GFDL 1.3", "GFDL-1.3-or-later"}, true
	case "ogl-uk-3.0", "ogl-3.0":
		return License{"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "OGL 3.0", "OGL-UK-3.0"}, true
	}
	return License{Title: s}, false
}

// ccName matches a Creative Commons licence by name: the parts, the version, the jurisdiction. The version has to be
// said, parts and version have to exist: terms differ between them, and a licence is never made up.
var ccName = pattern.New(`(?i)^(?:creative commons|cc)[ -]*(by(?:[ -]nc)?(?:[ -](?:nd|sa))?)[ -]*v?(1\.0|2\.[015]|3\.0|4\.0)` +
	`(?:[ -](?:international|unported|generic))?(?:[ -]([a-z]{2}))?$`)

// ccParts writes the parts of a licence's full name, "Attribution-ShareAlike", as the short names do.
var ccParts = strings.NewReplacer("attribution", "by", "noncommercial", "nc", "non-commercial", "nc",
	"noderivatives", "nd", "noderivs", "nd", "sharealike", "sa", "share-alike", "sa")

// ccZero matches the public domain dedication by name.
var ccZero = pattern.New(`(?i)^(?:creative commons|cc)[ -]?(?:0|zero)(?:[ -]*v?1\.0)?(?:[ -]universal)?$`)

// ccDeed matches a Creative Commons address, whatever page of the deed it points to.
var ccDeed = pattern.New(`(?i)^https?://(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/([a-z]{2}))?(?:/(?:deed|legalcode)?[^/]*)?/?$`)

func creativeCommons(name string) (License, bool) {
	if ccZero.MatchString(name) {
		return ccLicense("publicdomain", "zero", "1.0", ""), true
	}
	m := ccName.FindStringSubmatch(ccParts.Replace(strings.ToLower(name)))
	if m == nil {
		return License{}, false
	}
	return ccLicense("licenses", strings.ReplaceAll(strings.ToLower(m[1]), " ", "-"), m[2], strings.ToLower(m[3])), true
}

// licenseAt names the licence at an address. A Creative Commons deed becomes its canonical address, which is the
// identifier that machines compare.
func licenseAt(url string) License {
	if m := ccDeed.FindStringSubmatch(url); m != nil {
		return ccLicense(strings.ToLower(m[1]), strings.ToLower(m[2]), m[3], strings.ToLower(m[4]))
	}
	return License{URL: url}
}

func ccLicense(kind, parts, version, jurisdiction string) License {
	l := License{
		URL:   "https://creativecommons.org/" + kind + "/" + parts + "/" + version + "/",
		Title: "CC " + strings.ToUpper(parts) + " " + version,
		SPDX:  "CC-" + strings.ToUpper(parts) + "-" + version,
	}
	switch {
	case parts == "zero":
		l.Title, l.SPDX = "CC0 1.0", "CC0-1.0"
	case parts == "mark":
		l.Title, l.SPDX = "Public Domain Mark 1.0", ""
	case jurisdiction != "":
		l.URL += jurisdiction + "/"
		l.Title += " " + strings.ToUpper(jurisdiction)
		l.SPDX += "-" + strings.ToUpper(jurisdiction)
	}
	return l
}

// Notice is a copyright notice taken apart. Holder and Year are zero where the notice does not plainly say them.
type Notice struct {
	Text   string // one line, the sign written ©
	Holder string
	Year   int
}

// noticeStart matches what a copyright notice begins with: the sign, the word, or both in either order. U+FE0F asks for
// the emoji form of the sign and is no part of a notice.
var noticeStart = pattern.New(`(?i)^(?:(?:copyright\b|copr\.|©\x{FE0F}?|\(c\))[\s:]*)+`)

// noticeYears matches the years of a notice, of which the first is that of first publication.
var noticeYears = pattern.New(`^(\d{4})(?:\s*[-–—,]\s*(?:\d{4}|\d{2}|present|now)\b)*[\s,.:]*`)

// yearBehind matches a year that follows the holder: "© Example Press 2026".
var yearBehind = pattern.New(`^(.*\pL.*?)[\s,]+((?:19|20)\d{2})\.?$`)

// further matches the sentence about licences that some notices go on with.
var further = pattern.New(`(?i)[.,;]\s+(?:licensed|licence|license|published|distributed|released|this work|no part|unless)\b.*$`)

// reserved matches the sentence that notices end with, and what some add behind it.
var reserved = pattern.New(`(?i)[\s,;–—-]*(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti (?:sono )?riservati|alle rechten voorbehouden|все права защищены|(?:جميع|كافة|كل) الحقوق محفوظة|版权所有|版權所有|保留所有权利|無断転載|禁無断転載|不許複製).*$`)

// ReservesAll reports that a notice or terms end as notices do that reserve all rights, in any of the usual languages.
func ReservesAll(s string) bool { return reserved.MatchString(s) }

// ParseNotice takes a copyright notice apart: "© 2026 Example Press Ltd. All rights reserved." names a year and a
// holder. ok is false when the line does not begin as a notice does.
func ParseNotice(line string) (n Notice, ok bool) {
	line = strings.Join(strings.Fields(line), " ")
	start := noticeStart.FindString(line)
	if start == "" {
		return Notice{}, false
	}
	rest := line[len(start):]
	if !saysNotice(start, rest) {
		return Notice{}, false
	}
	n.Text = strings.ReplaceAll(line, "\uFE0F", "")
	if strings.HasPrefix(strings.ToLower(n.Text), "(c)") {
		n.Text = "©" + n.Text[len("(c)"):]
	}
	if m := noticeYears.FindStringSubmatch(rest); m != nil {
		n.Year, _ = strconv.Atoi(m[1])
		rest = rest[len(m[0]):]
	}
	rest = further.ReplaceAllString(reserved.ReplaceAllString(rest, ""), "")
	if m := yearBehind.FindStringSubmatch(rest); m != nil && n.Year == 0 {
		rest = m[1]
		n.Year, _ = strconv.Atoi(m[2])
	}
	rest = strings.TrimPrefix(strings.TrimLeft(rest, "-–— "), "by ")
	n.Holder = plainHolder(rest)
	return n, true
}

// saysNotice tells a notice from a sentence about copyright and from the third point of a list. The sign © alone is
// proof; the word or (c) needs a year, both of them, or a short name behind it.
func saysNotice(start, rest string) bool {
	lower := strings.ToLower(start)
	word, sign := strings.Contains(lower, "cop"), strings.Contains(lower, "(c)")
	switch {
	case strings.Contains(start, "©"), strings.Contains(start, ":"), word && sign:
		return true
	case noticeYears.MatchString(rest), strings.HasPrefix(rest, "{year}"), strings.HasPrefix(rest, "by "), reserved.MatchString(rest):
		return true
	case word:
		return isName(rest, 3) // "Copyright Agence France-Presse", but not a headline on copyright
	}
	return isName(rest, 6)
}

// isName reports whether s is a few words that are all written as those of names are.
func isName(s string, atMost int) bool {
	words := strings.Fields(s)
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(first) && w != "of" && w != "and" && w != "the" {
			return false
		}
	}
	return len(words) > 0 && len(words) <= atMost
}

// sentenceEnd matches the end of a sentence, which the initials of a name are not.
var sentenceEnd = pattern.New(`[\pL\d]{2}\)?\. `)

// plainHolder gives the name a notice ends with, or nothing when more than a name is there.
func plainHolder(s string) string {
	s = strings.TrimSpace(s)
	if !hasAbbreviationEnd(s) {
		s = strings.TrimRight(s, ".")
	}
	if s == "" || len(s) > 120 || sentenceEnd.MatchString(s) && !strings.Contains(s, "Inc. ") || strings.ContainsAny(s, "<>{}|") {
		return ""
	}
	return s
}

func hasAbbreviationEnd(s string) bool {
	for _, end := range []string{"Ltd.", "Inc.", "Co.", "Corp.", "e.V.", "S.A.", "Jr.", "B.V.", "N.V.", "S.p.A.", "Pty.", "LLC."} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// Sentences writes several terms behind one another, as sentences where they are none: each is to be read for itself.
func Sentences(terms []string) string {
	var b strings.Builder
	for _, t := range terms {
		t = strings.TrimSpace(t)
		if t == "" {
			continue
		}
		if said := b.String(); said != "" {
			if !strings.ContainsAny(said[len(said)-1:], ".!?;:,") {
				b.WriteByte('.')
			}
			b.WriteByte(' ')
		}
		b.WriteString(t)
	}
	return b.String()
}
