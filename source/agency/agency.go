// Package agency knows the news agencies: what they are called, and how they sign.
package agency

import (
	"strings"
	"sync"
)

// agencies are the agencies and the signs of each, in the scripts they are signed in. To teach masthead another, add it here.
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
	{"STT", []string{"Suomen Tietotoimisto"}},
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

// Name gives the full name of an agency from any way it signs, in any case; it is empty for anybody else. It is safe for
// concurrent use.
func Name(sign string) string { return bySign()[strings.ToLower(strings.TrimSpace(sign))] }

// Joined gives the signs of agencies that hyphens join, as in "NTB-AFP-DPA": each has to be one, as nameOf knows them. It is
// nil for anything else, and so for the one agency that Keystone-SDA is.
func Joined(sign string, nameOf func(sign string) string) []string {
	if !strings.Contains(sign, "-") || nameOf(sign) != "" {
		return nil
	}
	signs := strings.Split(sign, "-")
	for _, s := range signs {
		if nameOf(s) == "" {
			return nil
		}
	}
	return signs
}
