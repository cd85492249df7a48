package xmltree_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

func open(t *testing.T, text string) *xmltree.Reader {
	t.Helper()
	r, err := xmltree.Open([]byte(text), 1)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// items gives the text of each element called item, and what is wrong with those that are broken.
func items(r *xmltree.Reader) (list []string) {
	for {
		e, err := r.Next("item")
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			list = append(list, "! "+err.Error())
			continue
		}
		list = append(list, e.Text())
	}
}

func TestElementsKnowTheirPlace(t *testing.T) {
	text := "\uFEFF<?xml version=\"1.1\"?>\n<!DOCTYPE m SYSTEM \"m.dtd\" [<!ENTITY a \"<item/>\">]>\n<x:m xmlns:x='urn:x'>\n <é/><x:item id='1' xml:lang='de' lang='en'>One <b>and</b>\n&amp; two<br>&nbsp;three &a;</x:item></x:m>"
	r := open(t, text)
	e, err := r.Next("item")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%s:%s %d:%d", e.Prefix, e.Name, e.Line, e.Column); got != "x:item 4:6" {
		t.Error(got)
	}
	part := text[e.Start:e.End]
	if !r.Plain || !strings.HasPrefix(part, "<x:item ") || !strings.HasSuffix(part, "</x:item>") {
		t.Errorf("plain %v, part %q", r.Plain, part)
	}
	if got := fmt.Sprint(e.Attr("lang"), e.Attr("none"), r.Root().Name, "|", e.Text()); got != "enm|One and & two three &a;" {
		t.Errorf("attributes, root and text: %s", got)
	}
	again, err := xmltree.Open([]byte(part), e.Line)
	if err != nil {
		t.Fatal(err)
	}
	if e, err := again.Next("item"); err != nil || fmt.Sprintf("%d %s", e.Line, e.Text()) != "4 One and & two three &a;" {
		t.Errorf("the part for itself: %+v, %v", e, err)
	}
}

func TestEncodings(t *testing.T) {
	utf16 := func(order unicode.Endianness, mark unicode.BOMPolicy, s string) string {
		out, err := unicode.UTF16(order, mark).NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	const odd = "! "
	for name, c := range map[string]struct {
		in    string
		plain bool
		want  string
	}{
		"none":                  {"<item>Größe</item>", true, "Größe"},
		"utf8":                  {"<?xml version='1.0' encoding='utf8'?><item>Größe</item>", true, "Größe"},
		"latin":                 {"<?xml version='1.0' encoding='ISO-8859-1'?><item>Gr\xF6\xDFe</item>", false, "Größe"},
		"latin in ASCII":        {"<?xml version='1.0' encoding='ISO-8859-1'?><item>G</item>", true, "G"},
		"latin that is UTF-8":   {"<?xml version='1.0' encoding='iso-8859-1'?><item>Größe</item>", true, odd + "Größe"},
		"japanese for mail":     {"<?xml version='1.0' encoding='ISO-2022-JP'?><item>\x1B$B$3$s\x1B(B</item>", false, "こん"},
		"greek":                 {"<?xml version='1.0' encoding='ISO-8859-7'?><item>\xE1\xE2</item>", false, "αβ"},
		"windows, undeclared":   {"<item>\x84Gr\xF6\xDFe\x93</item>", false, odd + "„Größe“"},
		"windows, by chance":    {"<item>Caf\xE9\xBB, d\xE9j\xE0 l\xE0, na\xEFve: \xC9\xBB</item>", false, odd + "Café», déjà là, naïve: É»"},
		"no windows":            {"<item>\x83h\x81\x8A</item>", false, odd + "\uFFFDh\uFFFD"},
		"a broken byte":         {"<item>Größe\xFF</item>", false, odd + "Größe\uFFFD"},
		"unknown":               {"<?xml version='1.0' encoding='martian'?><item>Größe</item>", true, odd + "Größe"},
		"UTF-16 as declared":    {"<?xml version='1.0' encoding='utf-16'?><item>Größe</item>", true, "Größe"},
		"UTF-16 with mark":      {utf16(unicode.LittleEndian, unicode.UseBOM, "<?xml version='1.0' encoding='utf-16'?><item>Größe</item>"), false, "Größe"},
		"UTF-16, big":           {utf16(unicode.BigEndian, unicode.UseBOM, "<item>Größe</item>"), false, "Größe"},
		"UTF-16 without, big":   {utf16(unicode.BigEndian, unicode.IgnoreBOM, "<?xml version='1.0'?><item>Größe</item>"), false, "Größe"},
		"UTF-16 without, small": {utf16(unicode.LittleEndian, unicode.IgnoreBOM, "<item>Größe</item>"), false, "Größe"},
		"control characters":    {"<item>a\x01b&#x1f;c&#12;&#65535;</item>", true, "a b c"},
	} {
		r := open(t, c.in)
		got := strings.Repeat(odd, len(r.Problems)) + strings.Join(items(r), "|")
		if got != c.want || r.Plain != c.plain {
			t.Errorf("%s: %q, plain %v", name, got, r.Plain)
		}
		if root := xmltree.Root([]byte(c.in[:len(c.in)-7])); root == nil || root.Name != "item" {
			t.Errorf("%s: the start alone has root %+v", name, root)
		}
	}
}

func TestOneBrokenMemberCostsOne(t *testing.T) {
	const mend = "; get the file again, or have its sender mend it"
	for in, want := range map[string]string{
		"<m><item>1</item><item><a></item><item>3</item></m>":         "1|! :1:34: no well-formed XML: </item> where </a> was to be expected" + mend + "|3",
		"<m>\n<item>1</item>\n<item>2":                                "1|! :3:8: no well-formed XML: the file ends within <item>: it is cut off" + mend,
		"<m><item>1</item><a b=><item>2</item></m>":                   "1|2",
		"<m><item>1</item secret></m>":                                "! :1:19: no well-formed XML: invalid characters" + mend, // without what they are
		"<m><item " + strings.Repeat("a ", 40_000) + "/><item/></m>":  "",
		"<m><item>" + strings.Repeat("<a/>", 500_000) + "</item></m>": "! :1:2000010: no well-formed XML: more than 500000 elements and attributes in <item>" + mend,
	} {
		if got := strings.Join(items(open(t, in)), "|"); got != want {
			t.Errorf("%.40s: %s", in, got)
		}
	}
}

func TestHowOftenAFileMayBreakIsBounded(t *testing.T) {
	const tag = "<item>"
	for name, in := range map[string]string{
		"nested":   "<m>" + strings.Repeat(tag, 20_000),
		"sections": "<m>" + strings.Repeat(tag+"<![CDATA[", 20_000),
	} {
		r := open(t, in)
		broken := items(r)
		if len(broken) < 2 || len(broken) > 250 || len(r.Problems) == 0 {
			t.Errorf("%s: %d faults, %v", name, len(broken), r.Problems)
		}
	}
}

func TestNoXML(t *testing.T) {
	for _, in := range []string{"", "text", "\x00\x01", `{"a": 1}`, "<?xml version='1.0'?>", "<", "<!-- "} {
		if _, err := xmltree.Open([]byte(in), 1); err == nil {
			t.Errorf("%q has an element", in)
		} else if _, ok := errors.AsType[source.Problem](err); !ok {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestHTML(t *testing.T) {
	r := open(t, `<b xmlns:h="urn:h"><h:head>no</h:head><h:p class="a&quot;b" xmlns="urn:x">A &lt; B<h:br/>c</h:p><x>kept</x><script>no</script></b>`)
	e, err := r.Next("b")
	if err != nil {
		t.Fatal(err)
	}
	got := e.HTML(func(e *xmltree.Element) xmltree.Tag {
		if e.Name == "x" {
			return xmltree.Tag{}
		}
		return xmltree.XHTML(e)
	})
	if want := `<p class="a&#34;b">A &lt; B<br>c</p>kept`; got != want {
		t.Error(got)
	}
}

func FuzzXML(f *testing.F) {
	f.Add([]byte("<m><item a='1'>x<br>y</item><item><![CDATA[z]]></item></m>"))
	f.Add([]byte("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE m [<!ENTITY a 'b'>]><m>&a;</m>"))
	f.Add([]byte("\xFF\xFE<\x00a\x00/\x00>\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := xmltree.Open(data, 1)
		if err != nil {
			return
		}
		lines := bytes.Count(data, []byte{'\n'}) + 1
		for range len(data) + 2 {
			e, err := r.Next("item", "m", "a")
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				continue
			}
			if r.Plain {
				standsInFile(t, e, data, lines)
			}
			e.HTML(xmltree.XHTML)
		}
		t.Error("more elements than bytes")
	})
}

func standsInFile(t *testing.T, e *xmltree.Element, data []byte, lines int) {
	t.Helper()
	if e.Line < 1 || e.Line > lines || e.Start >= e.End || e.End > int64(len(data)) || data[e.Start] != '<' {
		t.Fatalf("an element at line %d, %d to %d", e.Line, e.Start, e.End)
	}
}

func BenchmarkNext(b *testing.B) {
	item := "<item><title>A quiet day</title>" + strings.Repeat("<p>Nothing much happened on the harbour wall.</p>\n", 20) + "</item>"
	for _, size := range []int{10_000, 100_000, 1_000_000, 10_000_000} {
		text := []byte("<m>" + strings.Repeat(item, size/len(item)) + "</m>")
		b.Run(fmt.Sprintf("%dkB", size/1000), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				r, err := xmltree.Open(text, 1)
				if err != nil {
					b.Fatal(err)
				}
				for {
					if _, err := r.Next("item"); err != nil {
						break
					}
				}
			}
		})
	}
}
