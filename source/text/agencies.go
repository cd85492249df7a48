package text

import (
	"strings"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/agency"
	"github.com/masthead-feeds/masthead/source/lines"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// signature is the part of a longer name that an agency signs with: "AFP/Jane Doe", "Agence France-Presse (AFP)",
// "dpa-infocom, dpa:230618-99", "Thomson Reuters 2023".
var signature = pattern.New(`^(.+?)(?:\s*[/(,|].*|\s+\d{4})?$`)

// agencyIn gives the agency that signs so, whatever it puts behind its name.
func agencyIn(sign string) string {
	if name := agency.Name(sign); name != "" {
		return name
	}
	if !strings.ContainsAny(sign, "./(,|0123456789") {
		return ""
	}
	m := signature.FindStringSubmatch(strings.TrimRight(strings.TrimSpace(sign), "."))
	if m == nil {
		return ""
	}
	return agency.Name(m[1])
}

// datelineAgency gives the agency that a paragraph's dateline names.
func datelineAgency(l string) string {
	const longest = 300 // bytes: a dateline stands at the very beginning
	if len(l) > longest {
		l = strings.ToValidUTF8(l[:longest], "")
	}
	first, _, _ := strings.Cut(lines.Canonical(l), "\n")
	sign, _ := told(dateline, first, isAgency)
	return agency.Name(sign)
}

func isAgency(sign string) bool { return agency.Name(sign) != "" }

// creditOf gives the agency that a line credits: a line that says whose story it is and nothing else. A sign that is no
// agency's makes none of them one.
func creditOf(l string) string {
	if utf8.RuneCountInString(l) > 80 {
		return ""
	}
	l = lines.Unwrapped(lines.Canonical(l))
	if name := agencyIn(strings.Trim(l, "-–— ")); name != "" {
		return name
	}
	sign, _ := told(credit, l, func(s string) bool { return agencyIn(s) != "" })
	return agencyIn(sign)
}

// closing matches the sign behind the last sentence of a story: "… behind closed doors. (AFP)".
var closing = pattern.New(`[.!?”"»。！？」]\s*[(\[–—-]?\s*([\p{Lu}\p{Lo}][\p{L}. -]{0,30}?)[)\]]?\.?$`)

// closingAgency gives the agency that signs at the end of a paragraph.
func closingAgency(l string) string {
	const longest = 120 // bytes: the sign and the full stop before it
	l = lines.Canonical(l)
	if len(l) > longest {
		l = strings.ToValidUTF8(l[len(l)-longest:], "")
	}
	m := closing.FindStringSubmatch(l)
	if m == nil {
		return ""
	}
	return agency.Name(m[1])
}

// deskSign matches the initials with which agencies sign a story's foot, bur-sct/pvh/mtp, and what they say comes with
// it: (foto) (video).
var deskSign = pattern.New(`^[a-z]{2,4}(?:-[a-z]{2,4})*(?:/[a-z]{2,4}){1,5}$|^(?:\((?:foto|fotos|video|vídeo|audio|mapa)\) ?)+$`)
