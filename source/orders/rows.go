package orders

// kind is what a row's lines order. Those of the first kind that matches hold: a line that says only that the story may not
// leave may match a row that looks for a time in it, too.
type kind uint8

const (
	kill    kind = iota // the story is taken back: "MANDATORY KILL"
	hold                // it may not leave: "NOT FOR PUBLICATION"
	embargo             // when it may: "EMBARGOED UNTIL (.+)"
	inside              // what the line says, the story not, may not leave: "NOT FOR PUBLICATION: the minister asked to see this first"
)

// row is a way in which such a line is written.
//
// To teach masthead one, add a row to its language; a new language is one more list. A row has three parts:
//
//   - what the line orders, of the list above.
//   - a regular expression for the whole line. It is tried in any case; where capitals tell an order from a headline, (?-i:…)
//     asks for them. Write signs as on an English keyboard, and [ ] for 【 】. In an embargo the one group is the time.
//   - such a line. The tests hold the expression against it.
//
// Then run go test ./source/orders -update, which writes hints.go.
type row struct {
	kind    kind
	pattern string
	line    string
}

// languages are the rows of each language. All are tried on any line.
var languages = []struct {
	tag  string
	rows []row
}{
	{"any", anyLanguage},
	{"en", english}, {"fr", french}, {"de", german}, {"es", spanish}, {"ar", arabic}, {"zh", chinese}, {"ja", japanese},
	{"pt", portuguese}, {"it", italian}, {"nl", dutch}, {"ru", russian},
}

// onDay matches a day as it begins an instant, of a month by its name or its number, and what is short behind it. The
// words before it may begin a sentence, too: a number alone, such as that of a release, does not make them an order.
const onDay = `(?:\p{L}{2,10}(?:day|tag|di|\.),? |` + aClock + `){0,2}(?:(?:the )?\d{1,2}(?:st|nd|rd|th|er|º|ª|\.)? ?(?:d[eo] )?` + aMonth + `\b|` + aMonth + `\.? \d{1,2}\b|\d{4}[/-]\d{1,2}[/-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}\b|\d\d\.\d\d\.\d\d\b).{0,30}?`

// aClock matches a time of day before such a day.
const aClock = `\d{1,2}[:.h]?\d{0,2}(?: ?[ap]\.?m\.?)?(?: \p{L}{2,4})?,? (?:on )?`

// aMonth matches the name of a month where it is written with Latin letters.
const aMonth = `(?:jan(?:uary|uari|uar|vier|eiro)?|enero|gennaio|feb(?:ruary|ruari|ruar|rero|braio)?|février|fevereiro|mar(?:ch|s|zo|ço)?|maart|märz|apr(?:il|ile)?|avril|abril|mei|ma[iy]o?|maggio|june?|juni|juin|junio|junho|giugno|july?|juli|juillet|julio|julho|luglio|aug(?:ust|ustus)?|août|ago(?:sto)?|sep(?:t|tember|tembre|tiembre)?|set(?:embro|tembre)?|o[ck]t(?:ober|obre|ubre)?|outubro|ottobre|nov(?:ember|embre|iembre|embro)?|de[cz](?:ember|embro)?|décembre|diciembre|dicembre)`

// aWeekday matches the name of a day of the week in some of the languages.
const aWeekday = `(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|segunda|terça|quarta|quinta|sexta|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)`

// onTime matches a day, a day of the week or a time of day.
const onTime = onDay + `|` + aWeekday + `\b.{0,20}|\d{1,2}[:.h]\d{2}\b.{0,30}`

var anyLanguage = []row{
	{embargo, `(?-i:EMBARGO (?:UNTIL|TILL?|BIS(?: ZUM)?|JUSQU['’](?:AU|À|EN)|HASTA(?: EL| LAS)?|FINO (?:AL|ALLE)|ATÉ(?: O| AS| ÀS)?|TOT)) ?:? ?(.+)`, "EMBARGO HASTA EL LUNES"},
	{hold, `(?-i:EMBARGO)`, "EMBARGO"},
}

var english = []row{
	{embargo, `(?:(?:press|news|media) release ?[:,|–—-]* ?)?(?:(?:strict(?:ly)?|mandatory|hard|press|media|news) )?(?:embargoed ?[,:–—-]* ?(?:until|till?|before|to|for(?: release)?(?: until| at| on)?)|embargo(?:ed)? ?:(?: until)?|(?:under )?embargo (?:until|for release)) ?:? ?(.+)`, "EMBARGOED UNTIL 18 June 2023 00:01 GMT"},
	{embargo, `(?:strictly )?(?:not for (?:publication|release|broadcast|use)(?: or broadcast)?|do not (?:publish|release)|no publication) (?:until|before|till) (.+)`, "NOT FOR PUBLICATION BEFORE 18 June 2023 00:01 GMT"},
	{embargo, `(?:(?:strict(?:ly)?|mandatory|hard|press|media|news) )?(?:under )?embargo(?:ed)?(?: date| lifts| expires| till| to| for| at| on)? ?[:*–—-]* ?(` + onDay + `)(?: only)?`, "EMBARGO 18 JUNE 2023"},
	{embargo, `(?-i:H)old (?:for (?:release|publication) ?[:,–—-]* ?(?:until|till|to|before|at|on|after)? ?(.+)|(?:until|till|for|to) (` + onDay + `))`, "Hold for release until June 18, 2023"},
	{embargo, `(?-i:F)or (?:release|publication|broadcast|use)(?: only)?(?: not before| on| at| after| from| until)? ?[:,–—-]* ?(?:only )?(?:on |at |after |from )?(` + onDay + `)(?: only)?`, "FOR RELEASE JUNE 18, 2023"},
	{embargo, `this (?:(?:press|news|media) )?(?:release|story|article|report|document|announcement) (?:is|remains) (?:(?:strictly|still) )?(?:under (?:strict )?embargo|embargoed) (?:until|till?) (.+)`, "This release is under embargo until 18 June 2023"},
	{hold, `(?:strictly )?not for (?:publication|release|broadcast)|do not publish|embargoed|under embargo|(?:strict(?:ly)?|mandatory) (?:under )?embargo(?:ed)?`, "NOT FOR PUBLICATION"},
	{hold, `(?-i:H)old for (?:release|publication)|not for (?:publication|release|broadcast) ?:|(?-i:NOT FOR (?:USE|PRINT)|DO NOT (?:USE|PRINT|RELEASE|RUN))`, "HOLD FOR RELEASE"},
	{hold, `(?:this is (?:only )?a )?test(?: (?:message|story|item|transmission|file|only))?[ ,.:;!–—-]+(?:please )?(?:ignore|disregard|discard|do not (?:use|publish|run))(?: (?:this|it)(?: (?:message|story|item|file))?)?|this is (?:only )?a test (?:message|story|item|transmission|file)|(?-i:TEST(?:[ ,.!–—-]+TEST){1,9}|THIS IS (?:ONLY )?A TEST)`, "TEST – please ignore"},
	{kill, `(?-i:KILL(?:[ ,.!*–—-]+KILL){1,9})|(?:mandatory|bulletin|urgent|advisory|story) kill(?: notice| advisory)?(?: ?[:–—-] ?.*)?|(?-i:K)ill (?:notice|advisory|note)|(?-i:K)ill (?:this|the) (?:story|item|article)`, "KILL KILL KILL"},
	{kill, `(?:(?:story|item|article) )?(?-i:W)ithdrawn by (?:the )?(?:agency|sender|source|author|publisher|newsroom|desk)(?:[ ,.:–—-]+(?:please )?do not (?:use|publish|run))?`, "WITHDRAWN BY AGENCY – DO NOT USE"},
	{kill, `this (?:story|item|article|report) (?:is |was |has been )(?:killed|withdrawn|retracted)(?: by .{2,40})?(?:[ ,.:–—-]+(?:please )?do not (?:use|publish|run)(?: it)?)?|withdrawn[ ,.:–—-]+(?:please )?do not (?:use|publish|run)(?: it)?|(?-i:(?:STORY|ITEM) (?:KILLED|WITHDRAWN))`, "This story has been withdrawn."},
	{kill, `(?:editors[ ,:!–—-]+)?(?:please )?disregard this (?:story|item|article|report)(?: altogether| entirely)?|(?:we|(?-i:\p{Lu}{2,9})) (?:are )?withdr(?:aws?|awing) this (?:story|item|article|report)`, "Please disregard this story."},
	{inside, `(?:strictly )?not for (?:publication|release|broadcast|print) ?[:–—] ?.+`, "NOT FOR PUBLICATION: the minister asked to see this first"},
	{inside, `for (?:editors|desks?|the desk|newsrooms?|subscribers)(?:['’] (?:information|use))? only ?[:,.–—-]* ?.*|for (?:internal|editorial|desk|newsroom) use only ?[:,.–—-]* ?.*|internal(?: use)? only ?: ?.*`, "FOR EDITORS ONLY: pictures will follow"},
}

var french = []row{
	{embargo, `(?:sous )?embargo ?: ?(.+)|(?:sous |texte sous )embargo jusqu['’](?:au|à|en) ?:? ?(.+)|ne pas (?:publier|diffuser) avant (?:le )?(.+)`, "Sous embargo jusqu’au 18 juin 2023 à 12h30"},
	{embargo, `(?-i:E)mbargo jusqu['’](?:au|à|en) ?:? ?(.*\d.*|nouvel ordre|` + aWeekday + `.{0,20})|(?:pour|à) (?:publication|diffusion|publier|diffuser)(?: uniquement| seulement)? (?:à partir du|le) (` + onDay + `)(?: uniquement| seulement)?`, "Embargo jusqu’au 18 juin 2023"},
	{hold, `ne pas (?:publier|diffuser)|sous embargo`, "NE PAS PUBLIER"},
	{hold, `test[ ,.:;!–—-]+(?:merci de )?(?:ne pas (?:publier|diffuser|utiliser|tenir compte)|(?:à )?ignorer)`, "TEST – merci de ne pas tenir compte"},
	{kill, `(?:cette )?dépêche (?:est )?(?:annulée|retirée)(?: par .{2,40})?(?: ?[,.:–—-] ?ne pas (?:utiliser|publier|diffuser))?\.?|annulation de (?:la )?dépêche`, "Cette dépêche est annulée"},
	{inside, `(?:uniquement|exclusivement|réservé) (?:pour|à) (?:la |l['’])?(?:rédaction|usage interne) ?(?:[:–—] ?.*)?|(?:ne pas|non destiné à) (?:publier|diffuser|la publication) ?: ?.+|à usage interne ?(?:[:–—] ?.*)?`, "Ne pas publier : le ministre a demandé à relire"},
}

var german = []row{
	{embargo, `(?:(?:achtung|pressemitteilung|presseinformation|medienmitteilung) ?[:,!|–—-]* ?)?(?:sperrfrist|sperrvermerk|embargo)(?: bis(?: zum)?| ?[:!]) ?(.+)|sperrfrist (\d.+)|(?:bitte )?nicht (?:zur veröffentlichung )?vor (?:dem )?(.+) (?:zu )?veröffentlichen`, "Sperrfrist: 18. Juni 2023, 12:00 Uhr"},
	{embargo, `(?:sperrfrist|sperrvermerk|embargo)(?: endet| läuft ab| am| bis)* ?[,–—-]* ?(` + onDay + `|` + aWeekday + `\b.{0,20})|(?:zur veröffentlichung|freigegeben|freigabe)(?: frei)? (?:erst )?(?:am|ab|ab dem|nach dem) (` + onDay + `)|(?:bitte )?(?:gesperrt|nicht veröffentlichen) bis(?: zum| ?:)? ?(\d.*|` + aWeekday + `.{0,20})`, "Zur Veröffentlichung am 18. Juni 2023"},
	{embargo, `diese (?:presse)?(?:mitteilung|information|meldung) (?:ist gesperrt|unterliegt einer sperrfrist|hat eine sperrfrist) bis(?: zum)? (.+)`, "Diese Meldung unterliegt einer Sperrfrist bis zum 18. Juni 2023"},
	{hold, `nicht (?:zur veröffentlichung(?: bestimmt)?|veröffentlichen)|sperrfrist`, "NICHT ZUR VERÖFFENTLICHUNG"},
	{hold, `test(?:meldung|nachricht)?[ ,.:;!–—-]+(?:bitte )?(?:ignorieren|nicht (?:verwenden|veröffentlichen|beachten))`, "TEST – bitte ignorieren"},
	{kill, `(?:achtung[,:!]? (?:redaktionen[,:!]? )?)?(?:diese )?(?:meldung|nachricht) (?:(?:ist|wird|wurde) )?(?:hiermit )?(?:zurückgezogen|annulliert)(?: worden)?(?:[ ,.:–—-]+(?:bitte )?nicht (?:mehr )?(?:verwenden|veröffentlichen))?|(?:wir|\p{L}{2,5}) (?:ziehen|zieht) diese meldung zurück|(?:bitte )?diese meldung (?:bitte )?nicht (?:mehr )?(?:verwenden|veröffentlichen)|(?-i:(?:BITTE )?NICHT (?:MEHR )?VERWENDEN)`, "Diese Meldung ist zurückgezogen"},
	{inside, `(?:nur|ausschließlich) (?:für die redaktion(?:en)?|für redaktionen|zur internen? verwendung|für den internen gebrauch|intern) ?(?:[:–—] ?.*)?|nicht zur veröffentlichung(?: bestimmt)? ?[:–—] ?.+`, "Nur für die Redaktion: Bilder folgen"},
}

var spanish = []row{
	{embargo, `embargo ?: ?(.+)|(?:embargado|bajo embargo|embargada) hasta (?:el )?(.+)|no (?:publicar|difundir) (?:hasta|antes de(?:l)?) (.+)`, "Embargado hasta el 18 de junio de 2023 a las 12:30"},
	{embargo, `(?-i:E)mbargo hasta (?:el |las )?(.*\d.*|nuevo aviso|` + aWeekday + `.{0,20})|(?:para (?:su )?publicación|para (?:publicar|difundir)|publicar|difundir)(?: solo| sólo| únicamente)? (?:el|a partir del?) (?:día )?(` + onDay + `)`, "Embargo hasta el 18 de junio de 2023"},
	{hold, `no (?:publicar|difundir)|bajo embargo|no apto para publicación`, "NO PUBLICAR"},
	{hold, `(?:prueba|test)[ ,.:;!–—-]+(?:por favor )?(?:ignorar|ignoren|no (?:usar|publicar|difundir))`, "PRUEBA – no publicar"},
	{kill, `(?:esta )?(?:noticia|información) (?:(?:ha sido|queda|está|fue) )?(?:anulada|retirada)(?: por .{2,40})?(?:[ ,.:–—-]+no (?:usar|utilizar|publicar))?\.?|(?-i:NO USAR)`, "Esta noticia queda anulada"},
	{inside, `(?:sólo|solo|únicamente) para (?:los )?(?:editores|uso interno|la redacción) ?(?:[:–—] ?.*)?|para uso (?:exclusivamente )?interno ?(?:[:–—] ?.*)?|no (?:publicar|apto para publicación) ?: ?.+`, "No publicar: el ministro pidió leerlo antes"},
}

var arabic = []row{
	{embargo, `(?:محظور|يحظر|حظر|يمنع|ممنوع) (?:من )?النشر (?:حتى|قبل|إلى غاية)(?: يوم)? ?:? ?(.+)`, "محظور النشر حتى 18 يونيو 2023"},
	{hold, `(?:ليس|غير) (?:مخصص )?للنشر|محظور النشر|ممنوع النشر`, "ليس للنشر"},
	{kill, `(?:إلغاء|سحب) (?:هذا )?الخبر|(?:هذا )?الخبر (?:ملغى|مسحوب|ملغي)|(?:يلغى|تم سحب|تم إلغاء) (?:هذا )?الخبر`, "إلغاء الخبر"},
	{inside, `(?:للمحررين|للاستخدام الداخلي|للتحرير) فقط ?(?:[:–—] ?.*)?|(?:ليس|غير) (?:مخصص )?للنشر ?[:–—] ?.+`, "للمحررين فقط: الصور لاحقا"},
}

var chinese = []row{
	{embargo, `(?:解禁时间|解禁時間|禁止发布至)\s*:?\s*(.+)|(?:保密期|禁发期|解禁)(?:至|到|:)\s*(.+)|(?:保密期|禁发期|解禁) ?(\d.+)|(?:请勿|請勿|不得|禁止)(?:在|于|於)(.+?)(?:之前|以前|前)(?:发布|發布|发表|刊登|公开).{0,4}`, "请勿在2023年6月18日之前发布"},
	{hold, `(?:请勿|請勿|不得|禁止)(?:对外)?(?:发布|發布|刊登|公开)|不供发表|内部资料.{0,8}`, "不供发表"},
	{kill, `(?:本稿|此稿|该稿|本稿件|此稿件|稿件)(?:已|现|予以)?(?:撤销|撤銷|撤回|作废|作廢|取消)(?:[,。;]?\s*(?:请勿|請勿)(?:使用|采用|採用|刊登|发布))?。?|撤稿(?:通知)?`, "此稿作废，请勿使用"},
	{inside, `(?:仅|僅|只)供(?:编辑|編輯|内部|內部)(?:部)?(?:参考|參考|使用) ?(?:[:–—,] ?.*)?|内部(?:使用|参考) ?: ?.*|(?:不供发表|请勿发布|請勿發布|不得公开) ?: ?.+`, "仅供编辑参考：图片稍后发"},
}

var japanese = []row{
	{embargo, `(?:情報)?解禁(?:日時?|時刻|時間)?\s*[:=は]\s*(.+)|(?:報道解禁|エンバーゴ)\s*(?:[:=]\s*(.+)|(\d.+))|(.+?)(?:まで|以前)(?:の)?(?:公開|報道|掲載)(?:は)?(?:禁止|しないで|厳禁|をお控え).{0,8}`, "解禁日時：2023年6月18日 12時30分"},
	{hold, `(?:報道|公開|掲載)(?:禁止|厳禁|不可)|社外秘|取扱注意`, "公開禁止"},
	{kill, `(?:この|本)?(?:記事|配信)(?:は|を)?(?:全文)?(?:取り?消し(?:ます|ました|となりました)?|撤回(?:します|しました)?)。?|全文取り?消し`, "この記事は取り消します"},
	{inside, `(?:社内|編集部内?|内部)(?:限り|限定|用) ?(?:[:=、] ?.*)?|(?:公開|掲載|報道)(?:禁止|不可) ?[:=] ?.+`, "社内限り：写真は後ほど"},
}

var portuguese = []row{
	{embargo, `embargo ?: (.+)|sob embargo até(?: a| o)? (.+)|embargad[oa] até (.+)|embargo até(?: a| o)? (` + onTime + `|nova ordem)`, "Embargado até 18 de junho de 2023"},
	{embargo, `(?:para )?(?:publicação|divulgação|publicar|divulgar)(?: só| apenas| somente)? (?:em|a partir de|no dia) (` + onDay + `)|(?:não|proibido) (?:publicar|divulgar) (?:antes d[eo]|até) (.+)`, "Para publicação em 18 de junho de 2023"},
	{hold, `não publicar|não divulgar|sob embargo|(?-i:EMBARGADO)`, "NÃO PUBLICAR"},
	{kill, `(?:esta )?(?:notícia|matéria) (?:(?:foi|está) )?(?:anulada|cancelada|retirada)(?:[ ,.:–—-]+não (?:usar|utilizar|publicar))?\.?|(?-i:NÃO USAR)`, "Esta notícia foi anulada"},
	{inside, `(?:apenas|somente|só|exclusivamente) para (?:a redação|os editores|uso interno) ?(?:[:–—] ?.*)?|não (?:publicar|divulgar) ?: ?.+`, "Não publicar: o ministro quer ler antes"},
}

var italian = []row{
	{embargo, `embargo ?: (.+)|sotto embargo fino (?:al|alle) (.+)|embargo fino (?:al|alle|a) (` + onTime + `|nuovo avviso)`, "Embargo fino al 18 giugno 2023"},
	{embargo, `(?:per la pubblicazione|da pubblicare|pubblicabile)(?: solo)? (?:il|dal|dopo il|a partire dal) (` + onDay + `)|non (?:pubblicare|diffondere) prima (?:del|di) (.+)|sotto embargo sino (?:al|alle) (.+)`, "Non pubblicare prima del 18 giugno 2023"},
	{hold, `non pubblicare|da non pubblicare|sotto embargo`, "DA NON PUBBLICARE"},
	{kill, `(?:questa )?notizia (?:è |è stata )?(?:annullata|ritirata)(?:[ ,.:–—-]+non (?:usare|utilizzare|pubblicare))?\.?|(?-i:NON USARE)`, "Questa notizia è annullata"},
	{inside, `(?:solo|esclusivamente) (?:per la redazione|per uso interno) ?(?:[:–—] ?.*)?|(?:da )?non pubblicare ?: ?.+`, "Non pubblicare: il ministro vuole leggerlo"},
}

var dutch = []row{
	{embargo, `embargo ?: (.+)|onder embargo tot(?: en met)? (.+)|embargo tot(?: en met)? (` + onTime + `|nader (?:order|bericht))|niet publiceren (?:voor|vóór) (.+)`, "Onder embargo tot 18 juni 2023"},
	{hold, `niet (?:voor|ter) publicatie|niet publiceren|onder embargo`, "NIET VOOR PUBLICATIE"},
	{kill, `(?:dit )?bericht (?:is |wordt )?(?:ingetrokken|vervallen)(?:[ ,.:–—-]+niet (?:gebruiken|publiceren))?\.?`, "Dit bericht is ingetrokken"},
	{inside, `(?:alleen|uitsluitend) voor (?:de redactie|intern gebruik) ?(?:[:–—] ?.*)?|niet (?:voor|ter) publicatie ?: ?.+`, "Niet voor publicatie: de minister leest eerst mee"},
}

var russian = []row{
	{embargo, `эмбарго ?: (.+)|эмбарго до (.*\d.*)|не публиковать (?:до|ранее) (.+)`, "Эмбарго до 18 июня 2023"},
	{hold, `не для (?:печати|публикации)|не публиковать`, "Не для печати"},
	{kill, `(?:это |данное )?(?:сообщение|материал) (?:аннулирован[оа]?|отозван[оа]?|снят[оа]?)(?:[ ,.:–—-]+не (?:использовать|публиковать))?\.?`, "Сообщение аннулировано"},
	{inside, `(?:только )?для (?:служебного|внутреннего) пользования ?(?:[:–—] ?.*)?|только для редакци[ий] ?(?:[:–—] ?.*)?|не для (?:печати|публикации) ?[:–—] ?.+`, "Не для печати: министр хочет прочесть"},
}
