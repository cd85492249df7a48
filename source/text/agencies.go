package text

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// agencies are the news agencies whose name makes a line a credit: how each signs, and what it is called.
var agencies = []struct {
	name  string
	signs []string
}{
	{"Agence France-Presse", []string{"AFP", "Agence France Presse", "AFP News", "l’AFP", "法新社", "AFP通信", "AFP時事", "AFP=時事", "أ ف ب", "ا ف ب", "أ.ف.ب", "ا.ف.ب", "فرانس برس", "وكالة فرانس برس", "АФП"}},
	{"The Associated Press", []string{"AP", "Associated Press", "AP News", "美联社", "美聯社", "AP通信", "أ ب", "أ.ب", "أسوشيتد برس", "أسوشييتد برس"}},
	{"Reuters", []string{"Thomson Reuters", "Reuters News", "路透社", "路透", "ロイター", "ロイター通信", "رويترز", "وكالة رويترز", "Рейтер"}},
	{"dpa", []string{"Deutsche Presse-Agentur", "dpa-infocom", "dpa-AFX", "dpa.de", "德新社", "DPA通信", "د ب أ", "د.ب.أ", "وكالة الأنباء الألمانية"}},
	{"EFE", []string{"Agencia EFE", "Agence EFE", "埃菲社", "إفي"}},
	{"ANSA", []string{"Agenzia ANSA", "安莎社"}},
	{"Xinhua", []string{"Xinhua News Agency", "新华社", "新华网", "新華社", "شينخوا", "Синьхуа"}},
	{"TASS", []string{"ITAR-TASS", "ТАСС", "塔斯社", "タス", "タス通信", "تاس"}},
	{"Kyodo News", []string{"Kyodo", "共同", "共同通信", "共同通信社", "一般社団法人共同通信社", "共同社", "كيودو"}},
	{"Jiji Press", []string{"Jiji", "時事", "時事通信", "時事通信社", "时事社", "جيجي برس"}},
	{"Yonhap News Agency", []string{"Yonhap", "연합뉴스", "韩联社", "韓聯社", "聯合ニュース", "يونهاب"}},
	{"Press Trust of India", []string{"PTI"}},
	{"Indo-Asian News Service", []string{"IANS"}},
	{"Asian News International", []string{"ANI"}},
	{"United Press International", []string{"UPI"}},
	{"Bloomberg", []string{"Bloomberg News"}},
	{"PA Media", []string{"PA", "Press Association"}},
	{"Australian Associated Press", []string{"AAP"}},
	{"The Canadian Press", []string{"Canadian Press"}},
	{"Anadolu Agency", []string{"Anadolu", "Anadolu Ajansı", "الأناضول", "وكالة الأناضول"}},
	{"Interfax", []string{"Интерфакс"}},
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
	{"China News Service", []string{"中新社", "中新网", "中国新闻社"}},
	{"Central News Agency", []string{"中央社", "CNA"}},
	{"RIA Novosti", []string{"РИА Новости"}},
	{"Sputnik", []string{"سبوتنيك"}},
	{"Saudi Press Agency", []string{"SPA", "واس"}},
	{"Kuwait News Agency", []string{"KUNA", "كونا"}},
	{"Middle East News Agency", []string{"MENA", "أ ش أ", "أ.ش.أ"}},
	{"Agência Brasil", nil},
	{"Adnkronos", nil},
	{"AGI", nil},
	{"Emirates News Agency", []string{"WAM", "وام"}},
}

// bySign gives the name of each agency by every way it signs, in lower case.
var bySign = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, a := range agencies {
		names[strings.ToLower(a.name)] = a.name
		for _, s := range a.signs {
			names[strings.ToLower(s)] = a.name
		}
	}
	return names
})

// agencyName gives the full name of an agency from any way it signs, or nothing for anybody else.
func agencyName(sign string) string { return bySign()[strings.ToLower(strings.TrimSpace(sign))] }

// signature is the part of a longer name that an agency signs with: "AFP/Jane Doe", "Agence France-Presse (AFP)",
// "dpa-infocom, dpa:230618-99", "Thomson Reuters 2023".
var signature = regexp.MustCompile(`^(.+?)(?:\s*[/(,|].*|\s+\d{4})?$`)

// agencyIn gives the agency that signs so, whatever it puts behind its name.
func agencyIn(sign string) string {
	if name := agencyName(sign); name != "" {
		return name
	}
	if !strings.ContainsAny(sign, "./(,|0123456789") {
		return ""
	}
	m := signature.FindStringSubmatch(strings.TrimRight(strings.TrimSpace(sign), "."))
	if m == nil {
		return ""
	}
	return agencyName(m[1])
}

// datelineAgency gives the agency that a paragraph's dateline names.
func datelineAgency(l string) string {
	const longest = 300 // bytes: a dateline stands at the very beginning
	if len(l) > longest {
		l = strings.ToValidUTF8(l[:longest], "")
	}
	first, _, _ := strings.Cut(canonical(l), "\n")
	sign, _ := told(dateline, first, isAgency)
	return agencyName(sign)
}

func isAgency(sign string) bool { return agencyName(sign) != "" }

// creditOf gives the agency that a line credits: a line that says whose story it is and nothing else. A sign that is no
// agency's makes none of them one.
func creditOf(l string) string {
	if utf8.RuneCountInString(l) > 80 {
		return ""
	}
	l = unwrapped(canonical(l))
	if name := agencyIn(strings.Trim(l, "-–— ")); name != "" {
		return name
	}
	sign, _ := told(credit, l, func(s string) bool { return agencyIn(s) != "" })
	return agencyIn(sign)
}

// unwrapped takes the brackets off a line that stands in some.
func unwrapped(l string) string {
	for _, pair := range []string{"()", "[]"} {
		if inner, found := strings.CutPrefix(strings.TrimSuffix(l, "."), pair[:1]); found && strings.HasSuffix(inner, pair[1:]) {
			return strings.TrimSpace(inner[:len(inner)-1])
		}
	}
	return l
}

// closing matches the sign behind the last sentence of a story: "… behind closed doors. (AFP)".
var closing = regexp.MustCompile(`[.!?”"»。！？」]\s*[(\[–—-]?\s*([\p{Lu}\p{Lo}][\p{L}. -]{0,30}?)[)\]]?\.?$`)

// closingAgency gives the agency that signs at the end of a paragraph.
func closingAgency(l string) string {
	const longest = 120 // bytes: the sign and the full stop before it
	l = canonical(l)
	if len(l) > longest {
		l = strings.ToValidUTF8(l[len(l)-longest:], "")
	}
	m := closing.FindStringSubmatch(l)
	if m == nil {
		return ""
	}
	return agencyName(m[1])
}

// deskSign matches the initials with which agencies sign a story's foot, bur-sct/pvh/mtp, and what they say comes with
// it: (foto) (video).
var deskSign = regexp.MustCompile(`^[a-z]{2,4}(?:-[a-z]{2,4})*(?:/[a-z]{2,4}){1,5}$|^(?:\((?:foto|fotos|video|vídeo|audio|mapa)\) ?)+$`)
