package source_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/markdown"
)

// reader reads Markdown for all of these tests.
var reader = markdown.New()

// noMark is an excerpt_separator that no text has. Where there is one the parser reads every opening.
const noMark = "no-such-mark-in-any-text"

// opened is all that the opening of an article may have to do with its item.
type opened struct {
	lines    []string
	cut      bool
	failed   bool
	enough   bool
	embargo  string
	problems []string
	said     string
	title    string
	summary  string
}

// openAll reads the openings of articles with these texts. html is what their lines were found in.
func openAll(t testing.TB, texts []string, key string) (all []opened, html []string) {
	t.Helper()
	files := fstest.MapFS{}
	for i, text := range texts {
		files[fmt.Sprintf("%06d.md", i)] = &fstest.MapFile{Data: []byte("---\ntitle: The wall\nsummary: It opens.\ndate: 2026-05-01\n" + key + ": " + noMark + "\n---\n" + text)}
	}
	d := &source.Folder{FS: files, Readers: []source.Reader{reader}}
	read := func() []*source.Article {
		scan, err := d.Scan(t.Context(), 1)
		if err != nil || len(scan.Articles) != len(texts) {
			t.Fatal(len(scan.Articles), err)
		}
		return scan.Articles
	}
	for _, a := range read() {
		lines, cut, err := source.OpeningLines(a)
		all, html = append(all, opened{lines: lines, cut: cut, failed: err != nil}), append(html, a.HTML)
	}
	for i, a := range read() {
		o := &all[i]
		o.enough = d.Opening(a)
		if a.Embargo.Known() {
			o.embargo = fmt.Sprint(a.Embargo.Value, a.Embargo.From)
		}
		for _, p := range a.Problems {
			o.problems = append(o.problems, p.Error()+p.Fix)
		}
		o.said, o.title, o.summary = a.HTML+a.Text, a.Title.Value, a.Summary.Value
	}
	return all, html
}

// checkOpenings reports where an opening that is read without the parser is not what it is with it. It gives how many were read
// so, and how many hold their stories.
func checkOpenings(t testing.TB, texts ...string) (quickly, held int) {
	t.Helper()
	quick, html := openAll(t, texts, "other_separator")
	slow, parsed := openAll(t, texts, "excerpt_separator")
	for i, text := range texts {
		if !reflect.DeepEqual(quick[i], slow[i]) {
			t.Errorf("%q:\n got %+v\nwant %+v\nin %q", text, quick[i], slow[i], parsed[i])
		}
		if html[i] != parsed[i] {
			quickly++
		}
		if quick[i].embargo != "" {
			held++
		}
	}
	return quickly, held
}

// simpleTexts are what most texts are like at their beginning: none of these needs the parser.
var simpleTexts = []string{
	"The wall opens on Friday, the council said.\n\nThe town is glad of it: it has waited \"for years\" & more.\n\nIt cost $4.2 million, or 12% of all.\n\nFour.\n\nFive.\n\nSix.\n\nSeven.\n",
	"The *wall* opens on **Friday**, the [council of the town](https://example.org/a/b_c-d.html?e=f#g) said.\nIt did so (*twice*).\n",
	"## The wall\n\n![The wall](/img/wall-1.jpg)\n\nAt 12:30 it opens!\n\n```sh\ncurl -s https://example.org/a.json | jq '.[8] # \"x\"'\n\nb\n```\n\nEnd.\n",
	"- One of them, **wall**\n- Another\n\n* and more\nthat goes on\n# End\n",
	"“Quoted,” she said — ‘and more’.\n\nÀ la fin, l’été.\n\n（全角）文字。\n\n1986 was a year. 3.5 million said so.",
	"Two blanks end  \na line. [One](a), [two](/b)! (Or not?)\n\n\n\nThe end",
	"**Bold words.** And more. *Slanted.*\n",
	strings.Repeat("A sentence of the wall that is long. ", 40) + "\n",
	"\n\n\nLate\n",
}

// doubtfulTexts mean, or may mean, something else than they seem to.
var doubtfulTexts = []string{
	"EM\\BARGO", "&#69;MBARGO", "<b>E</b>MBARGO", "{{< x >}}EMBARGO", "`EMBARGO`", "_EMBARGO_", "~~EMBARGO~~", "[EMBARGO]\n\n[EMBARGO]: /x", "EMBARGO[^1]\n\n[^1]: a",
	"    EMBARGO", "\tEMBARGO", "> EMBARGO", "1. EMBARGO", "| EMBARGO |\n|---|\n| x |", "a\n: EMBARGO", "a\n---\nb", "***EMBARGO***", "E*MBARGO*", "*E*MBARGO", "* * *", "- - -",
	"- [x] EMBARGO", "- [x](y) EMBARGO", "[[EMBARGO]]", "![[EMBARGO]]", "![a](b)EMBARGO", "[!a](b)", "[a](b \"c\")", "[a](<b>)", "[a]()", "[a](b(c))", "[a](b", "[^a](b)", "%%EMBARGO%%", "==EMBARGO==",
	":material-x:EMBARGO", "::: note\nEMBARGO\n:::", "!!! note\n    EMBARGO", "import A from \"./a.js\"\n\nEMBARGO", "$a_b$", "$$\na\n$$", "a ^abcdef", "__GHOST_URL__/a", "[aa](@/b.md)", "[aa]({filename}b.md)",
	"www.example.org/EMBARGO", "a@example.org", "https://example.org/EMBARGO", "{#a}", "# EMBARGO #", "# EMBARGO {#a}", "#EMBARGO", "####### EMBARGO", "```\nEMBARGO", "```\n<b>EMBARGO\n```", "```a b\nEMBARGO\n```",
	"````\n```\nEMBARGO\n````", "~~~\nEMBARGO\n~~~", "a\rEMBARGO", "a\r\nEMBARGO", "\u00a0\n", "\u2028EMBARGO", "E\u00adMBARGO", "E\u200bMBARGO", "\ufeffEMBARGO", "a\x00b", "a\xffb", "a\fb", "a\vb", "\x7f",
	"+ EMBARGO", "-EMBARGO", "- \n", "-", "*", "**", "#", "# ", "- # a", "- - a", "- 1. a", "-  a", "-     a", "* \ta", "1) a", "1.", "(*a*)", "*a.*b", "*a*b*", "**a*", "*a **b** c*", "a* b", "a *b", "a **b* c", "*a\nb*",
	"a&b", "a &amp; b", "a & b", "a &", "a%%b", "a ! [b](c)", "a![b](c)", "a \\\nb", "a  \n\nb", " a", "a\n b", "a\n    b", "a:b", "a: b", "1:2", "::", ":a:", "a;", "&a;", "[  ](a)", "[a b](c)[d e](f)", "[a b](c)(d)", "[aa](b==c)",
	"<!-- more -->", "<a\n>EMBARGO", "a <b", "a > b", "[aa](b_c_d)", "*[aa](b)*", "**[aa](b)**", "[**aa**](b)", "[aa](b)*c*", "(1) EMBARGO", "\"EMBARGO\"", "'EMBARGO'", "“EMBARGO”", "EMBARGO\n======", "EMBARGO\n------", "EMBARGO\n-", "EMBARGO\n***",
	"[EMBARGO](x)", "E[MB](x)ARGO", "![EMBARGO](x)\n", "EM\nBARGO", "E\u202eMBARGO", "ＥＭＢＡＲＧＯ", "EMBARGO\n\n```\na\n```\n", "```\nEMBARGO\n```\n", "* EMBARGO\n* b", "### *EMBARGO*",
	"a ![bc](d) EMBARGO", "[aa](/-==EMBARGO==)", "*a b** c", "**a b* c", "```\n" + strings.Repeat(" ", 600) + "EMBARGO\n```", strings.Repeat(strings.Repeat("[aa](b) ", 150)+"\n\n", 3) + "EMBARGO",
	strings.Repeat("## "+strings.Repeat("word ", 180)+"\n\n", 3) + "EMBARGO",
}

// What is asked of the first lines is answered alike whether the parser read them or not.
func TestOpeningsWithoutTheParser(t *testing.T) {
	if quickly, _ := checkOpenings(t, simpleTexts...); quickly != len(simpleTexts) {
		t.Errorf("%d of %d simple texts were left to the parser", len(simpleTexts)-quickly, len(simpleTexts))
	}
	var texts []string
	for _, text := range doubtfulTexts {
		for _, around := range []string{"%s", "a\n%s", "a\n\n%s\n\nb", "%s\nb", "- a\n%s", "%s %[1]s", "%s\n%[1]s", "a %s b", "- %s", "## %s", "**%s**", "a\n\nb\n\nc\n\n%s\n\nd\n\ne\n\nf\n\ng"} {
			texts = append(texts, fmt.Sprintf(around, text))
		}
	}
	paths, err := filepath.Glob("markdown/testdata/*.md")
	if err != nil || len(paths) == 0 {
		t.Fatal("no texts: ", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(append(texts, string(text)), strings.Split(string(text), "\n\n")...)
	}
	checkOpenings(t, texts...)
}

// The lines that hold a story hold it however their authors dress them.
func TestOrdersInOpenings(t *testing.T) {
	var texts []string
	for i, order := range heldLines {
		for j, dress := range dresses {
			if (i+j)%2 == 0 { // which is each dress, and each line, in enough company
				texts = append(texts, dress(order))
			}
		}
	}
	if _, held := checkOpenings(t, texts...); held < len(texts)/2 { // many dresses hide what they dress
		t.Errorf("only %d of %d texts are held", held, len(texts))
	}
}

// heldLines are orders in every language, and lines that are none.
var heldLines = []string{
	"EMBARGOED UNTIL 18 June 2030 00:01 GMT", "Embargoed until 00:01 (GMT) on 18 June 2030.", "EMBARGO", "UNDER EMBARGO", "HOLD FOR RELEASE", "NOT FOR PUBLICATION", "DO NOT USE", "KILL KILL KILL", "MANDATORY KILL",
	"KILL NOTICE", "Withdrawn – please do not use", "This story has been withdrawn by its sender.", "FOR RELEASE JULY 1, 2027", "FOR RELEASE: 1 July 2027 09:00 GMT", "FOR RELEASE AT 8:30 AM EDT, TUESDAY, JUNE 18, 2030",
	"Strictly embargoed: the minister speaks first", "NOT FOR PUBLICATION: the minister asked first", "For editors only: pictures follow", "Sous embargo jusqu’au 18 juin 2030 à 12h30", "Ne pas publier : le ministre relit",
	"Cette dépêche est annulée, ne pas utiliser", "Sperrfrist: 18. Juni 2030, 12:00 Uhr", "Gesperrt bis 18. Juni 2030", "Nicht zur Veröffentlichung: Bilder folgen", "Diese Meldung ist zurückgezogen", "Embargado hasta el 18 de junio de 2030",
	"NO PUBLICAR", "محظور النشر حتى 18 يونيو 2030", "ليس للنشر", "للمحررين فقط: الصور لاحقا", "请勿在2030年6月18日之前发布", "此稿作废，请勿使用", "仅供编辑参考：图片稍后发", "解禁日時：2030年6月18日 12時30分", "公開禁止", "社内限り：写真は後ほど",
	"Embargado até 18 de junho de 2030", "NÃO PUBLICAR", "Non pubblicare prima del 18 giugno 2030", "DA NON PUBBLICARE", "Onder embargo tot 18 juni 2030", "NIET VOOR PUBLICATIE", "Эмбарго до 18 июня 2030", "Не для печати",
	"FOR IMMEDIATE RELEASE", "Embargo on cod lifted", "Kill Bill returns", "1 July 2027", "A&B: NOT FOR RELEASE",
}

// dresses are the ways in which a line may stand at the beginning of a text.
var dresses = func() (list []func(string) string) {
	const more = "It opens on Friday, the council said.\n\nThe town is glad.\n\nSo is the mayor.\n\nAnd all others.\n\nMore.\n\nMore.\n\nMore.\n"
	first := func(s string) (string, string) { r := []rune(s); return string(r[:1]), string(r[1:]) }
	ways := []func(string) string{
		func(s string) string { return s },
		func(s string) string { return "**" + s + "**" },
		func(s string) string { return "*" + s + "*" },
		func(s string) string { return "***" + s + "***" },
		func(s string) string { return "__" + s + "__" },
		func(s string) string { return "*** " + s + " ***" },
		func(s string) string { return ">>> " + s + " <<<" },
		func(s string) string { return "[" + s + "]" },
		func(s string) string { return "(" + s + ")" },
		func(s string) string { return "【" + s + "】" },
		func(s string) string { return "# " + s },
		func(s string) string { return "### " + s + " ###" },
		func(s string) string { return s + "\n====" },
		func(s string) string { return "- " + s },
		func(s string) string { return "* " + s },
		func(s string) string { return "1. " + s },
		func(s string) string { return "> " + s },
		func(s string) string { return "    " + s },
		func(s string) string { return "```\n" + s + "\n```" },
		func(s string) string { return "`" + s + "`" },
		func(s string) string { return "[" + s + "](https://example.org/)" },
		func(s string) string { return "[" + s + "](<a b> \"c\")" },
		func(s string) string { return "<p>" + s + "</p>" },
		func(s string) string { return "<strong>" + s + "</strong>" },
		func(s string) string { return "<!-- x -->" + s },
		func(s string) string { return "{{< x >}}" + s },
		func(s string) string { return "{% comment %}" + s + "{% endcomment %}" },
		func(s string) string { return "| " + s + " |\n|---|\n| a |" },
		func(s string) string { return "The wall\n: " + s },
		func(s string) string { return "!!! note\n    " + s },
		func(s string) string { return ":::note\n" + s + "\n:::" },
		func(s string) string { return "⚠ " + s + " !" },
		func(s string) string { return "1 July 2026\n" + s },
		func(s string) string { return "![A wall](/a.png)\n" + s },
		func(s string) string { return "![A wall](/a.png)\n\n" + s + "  " },
		func(s string) string { return s + "\\" },
		func(s string) string { return "One.\n\nTwo.\n\nThree.\n\n" + s },
		func(s string) string { return "One.\n\nTwo.\n\nThree.\n\nFour.\n\n" + s },
		func(s string) string { return "One.\n\n![Two](three)\n\n## Four\n\n```\na\n```\n" + s },
		func(s string) string { return strings.Repeat("[One](two) ", 100) + "\n\n" + s },
		func(s string) string { return strings.Repeat("One two three. ", 120) + "\n\n" + s },
		func(s string) string { return strings.Repeat("\"", 500) + "\n" + s },
		func(s string) string { return strings.Join(strings.Fields(s), "\n") },
		func(s string) string { return strings.Join(strings.Fields(s), "  ") },
		func(s string) string { return strings.Join(strings.Fields(s), "\u00a0") },
		func(s string) string { return strings.Join(strings.Fields(s), "&nbsp;") },
		func(s string) string { return strings.Join(strings.Fields(s), "* *") },
		func(s string) string { return "**" + strings.Join(strings.Fields(s), "** **") + "**" },
		func(s string) string { return "*" + strings.Join(strings.Fields(s), "* **") + "*" },
		func(s string) string { a, b := first(s); return "**" + a + "**" + b },
		func(s string) string { a, b := first(s); return a + "\\" + b },
		func(s string) string { a, b := first(s); return a + "\u200b" + b },
		func(s string) string { a, b := first(s); return a + "\u00ad" + b },
		func(s string) string { a, b := first(s); return a + "<b></b>" + b },
		func(s string) string { a, b := first(s); return "[" + a + "](x)" + b },
		func(s string) string { a, b := first(s); return fmt.Sprintf("&#%d;%s", []rune(a)[0], b) },
		func(s string) string { return "\u202a" + s + "\u202c" },
		func(s string) string {
			return strings.Map(func(r rune) rune {
				if r > ' ' && r <= '~' {
					return r + '！' - '!'
				}
				return r
			}, s)
		},
	}
	for _, as := range ways {
		list = append(list, func(s string) string { return as(s) + "\n\n" + more })
	}
	return append(list, ways...)
}()

// FuzzOpening looks for a text of which the first lines are not those that the parser finds.
func FuzzOpening(f *testing.F) {
	for _, text := range simpleTexts {
		f.Add(text)
	}
	for _, text := range doubtfulTexts {
		f.Add(text)
		f.Add("The wall\n\n" + text + "\nof *the* town\n")
	}
	for i, order := range heldLines {
		f.Add(dresses[i%len(dresses)](order))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !strings.Contains(text, noMark) {
			checkOpenings(t, text)
		}
	})
}

// FuzzOpeningOfSigns is FuzzOpening for texts of the signs that mean something in Markdown, each of which a byte stands for.
func FuzzOpeningOfSigns(f *testing.F) {
	signs := strings.Split("EMBARGO|kill|a|B|1|é|\u00a0|文|\u200b| |  |\n|\n\n|\n|\n\n| |*|**|***|_|__|~~|`|```|```\n|```go\n|# |## |#| #|- |-|* |+ |1. |1)|> |>|[|](|)|]|[aa](b)|![aa](b)|![](b)|[a b](https://example.org/a.b-c)|!|(|.|,|:|: |;|?|\"|'|&|& |&amp;|<|<b>|</b>|<!--|-->|\\|/|=|==|===|---|%|%%|$|$1|{|}|{{< a >}}|{% a %}|{:a}|[[|]]|[^1]|[^1]: |[a]: b|@|www.a.org|https://a.org|\t|    |^|:::|!!!|12:30|Not for publication: |word and word |A sentence of some length, to be sure. ", "|")
	signs = append(signs, "|")
	for _, text := range append(simpleTexts, doubtfulTexts...) { // as far as they can be spelled
		var spelled []byte
		for text != "" {
			n := 0
			for i, sign := range signs {
				if strings.HasPrefix(text, sign) {
					spelled, n = append(spelled, byte(i)), len(sign)
					break
				}
			}
			text = text[max(n, 1):]
		}
		f.Add(spelled)
	}
	f.Fuzz(func(t *testing.T, spelled []byte) {
		var text strings.Builder
		for _, b := range spelled {
			text.WriteString(signs[int(b)%len(signs)])
		}
		checkOpenings(t, text.String())
	})
}
