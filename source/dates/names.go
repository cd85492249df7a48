package dates

import "time"

// This file is the vocabulary: every word that a date may contain, in lower case. Adding a language is
// adding its words here.

// monthNamed knows the months, and their usual abbreviations, in English, French, German, Spanish, Italian,
// Portuguese, Catalan, Romanian, Dutch, Swedish, Danish, Norwegian, Finnish, Polish, Czech, Slovak, Russian, Ukrainian,
// Bulgarian (as in dates, and as on calendars), Hungarian, Turkish, Greek, Indonesian and
// Arabic (Egypt and the Gulf, the Maghreb, the Levant). It gives 0 for any other word. A word that means
// different months in different languages, such as listopad, is left out.
func monthNamed(word string) time.Month {
	switch word {
	case "january", "jan", "janvier", "janv", "januar", "jänner", "jän", "enero", "ene", "gennaio", "gen",
		"janeiro", "januari", "stycznia", "styczeń", "sty", "января", "январь", "янв", "يناير", "جانفي",
		"كانون الثاني",
		"ocak", "ledna", "leden", "ianuarie", "ιανουαρίου", "ιαν", "tammikuuta", "tammikuu", "січня",
		"січень", "január", "januára", "gener", "януари", "januarie":
		return time.January
	case "february", "feb", "février", "févr", "fév", "fevrier", "februar", "febrero", "febbraio",
		"fevereiro", "fev", "februari", "lutego", "luty", "lut", "февраля", "февраль", "февр", "фев",
		"فبراير", "فيفري", "شباط",
		"şubat", "února", "únor", "februarie", "φεβρουαρίου", "φεβ", "helmikuuta", "helmikuu", "лютого",
		"лютий", "február", "februára", "febrer", "pebruari", "февруари":
		return time.February
	case "march", "mar", "mars", "märz", "mär", "mrz", "maerz", "marzo", "março", "marco", "maart", "mrt",
		"marts", "marca", "marzec", "марта", "март", "мар", "مارس", "آذار", "اذار",
		"mart", "března", "březen", "martie", "μαρτίου", "μαρ", "maaliskuuta", "maaliskuu", "березня",
		"березень", "március", "marec", "març", "maret":
		return time.March
	case "april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwietnia", "kwiecień", "kwi", "апреля",
		"апрель", "апр", "أبريل", "ابريل", "إبريل", "أفريل", "نيسان",
		"nisan", "dubna", "duben", "aprilie", "απριλίου", "απρ", "huhtikuuta", "huhtikuu", "квітня",
		"квітень", "április", "apríl", "apríla", "април":
		return time.April
	case "may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "maja", "мая", "май", "مايو", "ماي",
		"أيار", "ايار",
		"mayıs", "května", "květen", "μαΐου", "μαΐ", "toukokuuta", "toukokuu", "травня", "травень",
		"május", "mája", "máj", "maig":
		return time.May
	case "june", "jun", "juin", "juni", "junio", "giugno", "giu", "junho", "czerwca", "czerwiec", "cze",
		"июня", "июнь", "июн", "يونيو", "يونيه", "جوان", "حزيران",
		"haziran", "června", "červen", "iunie", "ιουνίου", "ιουν", "kesäkuuta", "kesäkuu", "червня",
		"червень", "június", "júna", "jún", "juny", "юни":
		return time.June
	case "july", "jul", "juillet", "juil", "juli", "julio", "luglio", "lug", "julho", "lipca", "lipiec",
		"lip", "июля", "июль", "июл", "يوليو", "يوليه", "جويلية", "تموز",
		"temmuz", "července", "červenec", "iulie", "ιουλίου", "ιουλ", "heinäkuuta", "heinäkuu", "липня",
		"липень", "július", "júla", "júl", "juliol", "юли":
		return time.July
	case "august", "aug", "août", "aout", "agosto", "ago", "augustus", "augusti", "sierpnia", "sierpień",
		"sie", "августа", "август", "авг", "أغسطس", "اغسطس", "أوت", "آب", "اب",
		"ağustos", "srpna", "srpen", "αυγούστου", "αυγ", "elokuuta", "elokuu", "серпня", "серпень",
		"augusztus", "augusta", "agost", "agustus":
		return time.August
	case "september", "sept", "sep", "septembre", "septiembre", "setiembre", "settembre", "set", "setembro",
		"września", "wrzesień", "wrz", "сентября", "сентябрь", "сент", "сен", "سبتمبر", "أيلول", "ايلول",
		"eylül", "září", "septembrie", "σεπτεμβρίου", "σεπ", "syyskuuta", "syyskuu", "вересня", "вересень",
		"szeptember", "septembra", "септември":
		return time.September
	case "october", "oct", "octobre", "oktober", "okt", "octubre", "ottobre", "ott", "outubro", "out",
		"października", "październik", "paź", "октября", "октябрь", "окт", "أكتوبر", "اكتوبر",
		"تشرين الأول", "تشرين الاول",
		"ekim", "října", "říjen", "octombrie", "οκτωβρίου", "οκτ", "lokakuuta", "lokakuu", "жовтня",
		"жовтень", "október", "októbra", "октомври":
		return time.October
	case "november", "nov", "novembre", "noviembre", "novembro", "listopada", "lis", "ноября", "ноябрь",
		"нояб", "ноя", "نوفمبر", "تشرين الثاني",
		"kasım", "listopadu", "noiembrie", "νοεμβρίου", "νοε", "marraskuuta", "marraskuu", "листопада",
		"листопад", "novembra", "ноември":
		return time.November
	case "december", "dec", "décembre", "déc", "decembre", "dezember", "dez", "diciembre", "dic",
		"dicembre", "dezembro", "desember", "des", "grudnia", "grudzień", "gru", "декабря", "декабрь",
		"дек", "ديسمبر", "كانون الأول", "كانون الاول",
		"aralık", "prosince", "prosinec", "decembrie", "δεκεμβρίου", "δεκ", "joulukuuta", "joulukuu",
		"грудня", "грудень", "decembra", "desembre", "декември":
		return time.December
	}
	return 0
}

// isWeekday knows the days of the week, and their usual abbreviations, in the languages of monthNamed and
// in Chinese, Japanese and Korean.
func isWeekday(word string) bool {
	switch word {
	case "monday", "mon", "tuesday", "tue", "tues", "wednesday", "wed", "weds", "thursday", "thu", "thur",
		"thurs", "friday", "fri", "saturday", "sat", "sunday", "sun",
		"lundi", "lun", "mardi", "mar", "mercredi", "mer", "jeudi", "jeu", "vendredi", "ven", "samedi", "sam",
		"dimanche", "dim",
		"montag", "mo", "dienstag", "di", "mittwoch", "mi", "donnerstag", "do", "freitag", "fr", "samstag",
		"sonnabend", "sa", "sonntag", "so",
		"lunes", "martes", "miércoles", "miercoles", "mié", "mie", "jueves", "jue", "viernes", "vie",
		"sábado", "sabado", "sáb", "sab", "domingo", "dom",
		"lunedì", "lunedi", "martedì", "martedi", "mercoledì", "mercoledi", "giovedì", "giovedi", "gio",
		"venerdì", "venerdi", "sabato", "domenica",
		"segunda", "seg", "terça", "terca", "ter", "quarta", "qua", "quinta", "qui", "sexta", "sex",
		"maandag", "ma", "dinsdag", "woensdag", "wo", "donderdag", "vrijdag", "vr", "zaterdag", "za",
		"zondag", "zo",
		"måndag", "mån", "tisdag", "tis", "onsdag", "ons", "torsdag", "tors", "tor", "fredag", "fre",
		"lördag", "lör", "söndag", "sön",
		"mandag", "man", "tirsdag", "tirs", "tir", "lørdag", "lør", "søndag", "søn",
		"poniedziałek", "pon", "wtorek", "wt", "środa", "śr", "czwartek", "czw", "piątek", "pt", "sobota",
		"sob", "niedziela", "niedz", "ndz",
		"понедельник", "пн", "вторник", "вт", "среда", "ср", "четверг", "чт", "пятница", "пт", "суббота",
		"сб", "воскресенье", "вс",
		"الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الاربعاء", "الخميس", "الجمعة", "السبت", "الأحد",
		"الاحد",
		"月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日",
		"月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜",
		"星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日", "星期天",
		"周一", "周二", "周三", "周四", "周五", "周六", "周日",
		"週一", "週二", "週三", "週四", "週五", "週六", "週日",
		"월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일":
		return true
	}
	return false
}

// isWeekdaySign knows the days that East Asian dates put in brackets, as in 6月5日（月）.
func isWeekdaySign(word string) bool {
	switch word {
	case "月", "火", "水", "木", "金", "土", "日", "一", "二", "三", "四", "五", "六",
		"월", "화", "수", "목", "금", "토", "일":
		return true
	}
	return false
}

// zoneNamed knows the abbreviations that name one offset, in seconds east of UTC, to nearly everyone who
// writes news. RFC 822 fixes those of North America. Where two countries share one, the reading that feeds
// have settled on is taken (BST is British, CST and EST are American) or, if there is none, no reading at
// all: see isSharedZone.
func zoneNamed(word string) (offset int, ok bool) {
	quarters := 0
	switch word {
	case "z", "utc", "gmt", "ut", "wet":
	case "cet", "met", "mez", "bst", "west", "wat":
		quarters = 1 * 4
	case "cest", "mest", "mesz", "eet", "sast", "cat":
		quarters = 2 * 4
	case "eest", "msk", "eat", "trt":
		quarters = 3 * 4
	case "gst":
		quarters = 4 * 4
	case "pkt":
		quarters = 5 * 4
	case "npt":
		quarters = 5*4 + 3
	case "ict", "wib":
		quarters = 7 * 4
	case "hkt", "sgt", "awst", "pht", "wita":
		quarters = 8 * 4
	case "jst", "kst", "wit":
		quarters = 9 * 4
	case "acst":
		quarters = 9*4 + 2
	case "aest":
		quarters = 10 * 4
	case "acdt":
		quarters = 10*4 + 2
	case "aedt":
		quarters = 11 * 4
	case "nzst":
		quarters = 12 * 4
	case "nzdt":
		quarters = 13 * 4
	case "ndt":
		quarters = -(2*4 + 2)
	case "adt", "brt", "art":
		quarters = -3 * 4
	case "nst":
		quarters = -(3*4 + 2)
	case "edt", "ast":
		quarters = -4 * 4
	case "est", "cdt":
		quarters = -5 * 4
	case "cst", "mdt":
		quarters = -6 * 4
	case "mst", "pdt":
		quarters = -7 * 4
	case "pst", "akdt":
		quarters = -8 * 4
	case "akst":
		quarters = -9 * 4
	case "hst":
		quarters = -10 * 4
	default:
		return 0, false
	}
	return quarters * 15 * 60, true
}

// isSharedZone knows abbreviations in use for more than one offset, none of them prevailing.
func isSharedZone(word string) bool {
	switch word {
	case "ist", "idt", "et", "ct", "mt", "pt", "amt", "sst", "bt":
		return true
	}
	return false
}

// A halfDay says which half of the day a clock of twelve hours is in.
type halfDay uint8

const (
	wholeDay halfDay = iota // a clock of twenty-four hours
	forenoon
	afternoon
)

func halfDayNamed(word string) halfDay {
	switch word {
	case "am", "午前", "上午", "오전", "ص":
		return forenoon
	case "pm", "午後", "下午", "오후", "م":
		return afternoon
	}
	return wholeDay
}

// A unit is what a word after a number says the number counts.
type unit uint8

const (
	noUnit unit = iota
	years
	months
	days
	hours
	minutes
	seconds
)

func unitNamed(word string) unit {
	switch word {
	case "年", "년":
		return years
	case "月", "월":
		return months
	case "日", "号", "號", "일":
		return days
	case "h", "uhr", "uur", "時", "时", "點", "点", "시":
		return hours
	case "分", "분", "min":
		return minutes
	case "秒", "초":
		return seconds
	}
	return noUnit
}

// isOrdinal knows what turns the number of a day into an ordinal: 1st, 1er, 1º, 5e.
func isOrdinal(word string) bool {
	switch word {
	case "st", "nd", "rd", "th", "er", "re", "e", "o", "a":
		return true
	}
	return false
}

// isArticle knows the words that may stand before a day: le 5 juin, den 5. juni, يوم الاثنين.
func isArticle(word string) bool {
	switch word {
	case "the", "le", "el", "il", "den", "يوم":
		return true
	}
	return false
}

// isLink knows the words between the parts of a day: 5th of June, 5 de junio del 2023.
func isLink(word string) bool {
	switch word {
	case "of", "de", "del", "do":
		return true
	}
	return false
}

// isYearWord knows the words that may follow a year: 2023 года, 2023 r.
func isYearWord(word string) bool {
	switch word {
	case "г", "года", "год", "r", "roku":
		return true
	}
	return false
}

// isClockWord knows the words that may stand before a clock: at 3 PM, à 15h04, um 15 Uhr.
func isClockWord(word string) bool {
	switch word {
	case "t", "at", "à", "um", "las", "alle", "ore", "às", "as", "om", "kl", "o", "godz", "в", "الساعة":
		return true
	}
	return false
}
