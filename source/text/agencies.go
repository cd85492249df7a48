package text

import (
	"regexp"
	"strings"
)

// agencies are the news agencies whose name makes a line a credit: how each signs, and what it is called.
var agencies = []struct {
	name  string
	signs []string
}{
	{"Agence France-Presse", []string{"AFP", "Agence France Presse", "AFP News"}},
	{"The Associated Press", []string{"AP", "Associated Press", "AP News"}},
	{"Reuters", []string{"Thomson Reuters", "Reuters News"}},
	{"dpa", []string{"Deutsche Presse-Agentur", "dpa-infocom", "dpa-AFX"}},
	{"EFE", []string{"Agencia EFE", "Agence EFE"}},
	{"ANSA", []string{"Agenzia ANSA"}},
	{"Xinhua", []string{"Xinhua News Agency", "新华社", "新华网"}},
	{"TASS", []string{"ITAR-TASS"}},
	{"Kyodo News", []string{"Kyodo"}},
	{"Jiji Press", []string{"Jiji"}},
	{"Yonhap News Agency", []string{"Yonhap"}},
	{"Press Trust of India", []string{"PTI"}},
	{"Indo-Asian News Service", []string{"IANS"}},
	{"Asian News International", []string{"ANI"}},
	{"United Press International", []string{"UPI"}},
	{"Bloomberg", []string{"Bloomberg News"}},
	{"PA Media", []string{"PA", "Press Association"}},
	{"Australian Associated Press", []string{"AAP"}},
	{"The Canadian Press", []string{"Canadian Press"}},
	{"Anadolu Agency", []string{"Anadolu", "Anadolu Ajansı"}},
	{"Interfax", nil},
	{"Europa Press", nil},
	{"Austria Presse Agentur", []string{"APA"}},
	{"Keystone-SDA", []string{"SDA", "Keystone-ATS", "ATS"}},
	{"Belga", []string{"Belga News Agency"}},
	{"ANP", nil},
	{"NTB", nil},
	{"Ritzau", nil},
	{"TT", []string{"TT News Agency", "TT Nyhetsbyrån"}},
	{"Polska Agencja Prasowa", []string{"PAP"}},
	{"Lusa", nil},
	{"Bernama", nil},
	{"Antara", nil},
	{"Inter Press Service", []string{"IPS"}},
	{"Associated Press of Pakistan", []string{"APP"}},
	{"Emirates News Agency", []string{"WAM"}},
}

// agencyName gives the full name of an agency from any way it signs, or nothing for anybody else.
func agencyName(sign string) string {
	sign = strings.TrimSpace(sign)
	for _, a := range agencies {
		if strings.EqualFold(sign, a.name) {
			return a.name
		}
		for _, s := range a.signs {
			if strings.EqualFold(sign, s) {
				return a.name
			}
		}
	}
	return ""
}

// signature is the part of a longer name that an agency signs with: "AFP/Jane Doe", "Agence France-Presse (AFP)",
// "dpa-infocom, dpa:230618-99", "Thomson Reuters 2023".
var signature = regexp.MustCompile(`^(.+?)(?:\s*[/(,|].*|\s+\d{4})?$`)

// agencyIn gives the agency that signs so, whatever it puts behind its name.
func agencyIn(sign string) string {
	if name := agencyName(sign); name != "" {
		return name
	}
	m := signature.FindStringSubmatch(strings.TrimRight(strings.TrimSpace(sign), "."))
	if m == nil {
		return ""
	}
	return agencyName(m[1])
}

// datelines match the beginning of a story that names its agency: "WASHINGTON (AP) —", "Pekín, 18 jun (EFE).-",
// "BEIJING | AFP —", "MOSCOW, June 18. /TASS/.".
var datelines = []*regexp.Regexp{
	regexp.MustCompile(`^(?:[\p{Lu}][\p{L}\p{M}\p{N} .,'’/-]{1,60}?)?\(([\p{L}][\p{L} .-]{1,40})\)`),
	regexp.MustCompile(`^[\p{Lu}][\p{L}\p{M}\p{N} .,'’-]{1,60}?\s*[|/]\s?([\p{L}][\p{L} -]{1,40}?)\s*(?:[—–/-]|$)`),
}

// datelineAgency gives the agency that a paragraph's dateline names.
func datelineAgency(l string) string {
	for _, d := range datelines {
		if m := d.FindStringSubmatch(l); m != nil {
			if name := agencyName(m[1]); name != "" {
				return name
			}
		}
	}
	return ""
}

// creditLines match a line that says whose story it is and nothing else. A sign that is no agency's makes none of them one.
var creditLines = []rule{
	{fold(`[(\[]?[-–—]?\s*([\p{L}][\p{L} .-]{1,40})[)\]]?\.?`), "– AFP"},
	{fold(`(?:source|sources|quelle|fuente|fonte|credit|via|agency|agence|crédit|来源|來源)\s*[:：]\s*([\p{L}][\p{L} .-]{1,40}?)(?:\s*[/,].*)?`), "Source: dpa/AFP"},
	{fold(`\(?(?:with|avec|mit|con) (?:inputs? from |agency inputs? from |reporting by )?([\p{L}][\p{L} .-]{1,40}?)(?: inputs?)?\)?`), "(With inputs from PTI)"},
	{fold(`(PTI|IANS|ANI|UNI)(?: [A-Z]{2,6}){1,4}`), "PTI ABC XYZ"},
}

// creditOf gives the agency that a line credits.
func creditOf(l string) string {
	if len(l) > 80 {
		return ""
	}
	for _, r := range creditLines {
		if m := r.match.FindStringSubmatch(l); m != nil {
			if name := agencyIn(m[1]); name != "" {
				return name
			}
		}
	}
	return ""
}

// closing matches the sign behind the last sentence of a story: "… behind closed doors. (AFP)".
var closing = regexp.MustCompile(`[.!?”"»]\s*[(\[–—-]?\s*([\p{Lu}][\p{L}.-]{1,30})[)\]]?\.?$`)

// closingAgency gives the agency that signs at the end of a paragraph.
func closingAgency(l string) string {
	m := closing.FindStringSubmatch(l)
	if m == nil {
		return ""
	}
	return agencyName(m[1])
}

// deskSign matches the initials with which agencies sign a story's foot: bur-sct/pvh/mtp.
var deskSign = regexp.MustCompile(`^[a-z]{2,4}(?:-[a-z]{2,4})*(?:/[a-z]{2,4}){1,5}$`)
