package meta_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/source/meta"
)

func TestSplit(t *testing.T) {
	const yaml, toml, json, none = meta.FormatYAML, meta.FormatTOML, meta.FormatJSON, meta.FormatNone
	cases := []struct {
		name, in string
		format   meta.Format
		data     string
		line     int
		body     string
		bodyLine int
	}{
		{"yaml", "---\na: 1\n---\nBody\n", yaml, "a: 1\n", 2, "Body\n", 4},
		{"yaml closed by dots", "---\na: 1\n...\nBody", yaml, "a: 1\n", 2, "Body", 4},
		{"blanks after fences", "--- \t\na: 1\n---\t\nBody", yaml, "a: 1\n", 2, "Body", 4},
		{"no line end after the fence", "---\na: 1\n---", yaml, "a: 1\n", 2, "", 4},
		{"CR LF", "---\r\na: 1\r\n---\r\nBody\r\n", yaml, "a: 1\r\n", 2, "Body\r\n", 4},
		{"CR", "---\ra: 1\r---\rBody\r", yaml, "a: 1\r", 2, "Body\r", 4},
		{"byte order mark", "\ufeff---\na: 1\n---\nBody", yaml, "a: 1\n", 2, "Body", 4},
		{"blank lines before", "\n \t\r\n---\na: 1\n---\nBody", yaml, "a: 1\n", 4, "Body", 6},
		{"empty", "---\n---\nBody", yaml, "", 2, "Body", 3},
		{"blank", "---\n\n---\nBody", yaml, "\n", 2, "Body", 4},
		{"comment", "---\n# a\n---\nBody", yaml, "# a\n", 2, "Body", 4},
		{"a fence in a value", "---\na: |\n  ---\n---\nBody", yaml, "a: |\n  ---\n", 2, "Body", 5},
		{"keys after text", "---\nA title\nembargo: 2030-01-01\n---\n", yaml, "A title\nembargo: 2030-01-01\n", 2, "", 5},
		{"no blank after the colon", "---\ntitle:A\n---\n", yaml, "title:A\n", 2, "", 4},
		{"indented", "---\n  a: 1\n---\n", yaml, "  a: 1\n", 2, "", 4},
		{"list", "---\n- a: 1\n---\n", yaml, "- a: 1\n", 2, "", 4},
		{"quoted key", "---\n\"a b\": 1\n---\n", yaml, "\"a b\": 1\n", 2, "", 4},
		{"key of words", "---\nThe title image: 1\n---\n", yaml, "The title image: 1\n", 2, "", 4},
		{"merge key", "---\n<<: 1\n---\n", yaml, "<<: 1\n", 2, "", 4},
		{"braces", "---\n{a: 1}\n---\n", yaml, "{a: 1}\n", 2, "", 4},
		{"lonely brace", "---\n{\na: 1}\n---\n", yaml, "{\na: 1}\n", 2, "", 5},

		{"rule and text", "---\nSome text.\n---\nBody", none, "", 0, "---\nSome text.\n---\nBody", 1},
		{"rule and address", "---\nhttps://example.org\n---\n", none, "", 0, "---\nhttps://example.org\n---\n", 1},
		{"rule and sentence", "---\nIt is a fact: so.\n\nHe said to the two: go.\n---\n", yaml,
			"It is a fact: so.\n\nHe said to the two: go.\n", 2, "", 6},
		{"rule and long sentence", "---\nHe said to the two of us: go.\n---\n", none, "", 0,
			"---\nHe said to the two of us: go.\n---\n", 1},
		{"rule and time", "---\n12:30 is noon\n---\n", none, "", 0, "---\n12:30 is noon\n---\n", 1},
		{"rule and template", "---\n{{ a: 1 }}\n---\n", none, "", 0, "---\n{{ a: 1 }}\n---\n", 1},
		{"rule, not closed", "---\n\nText.\n\nNote: this.\n", none, "", 0, "---\n\nText.\n\nNote: this.\n", 1},
		{"longer rule", "----\na: 1\n----\n", none, "", 0, "----\na: 1\n----\n", 1},
		{"indented rule", " ---\na: 1\n---\n", none, "", 0, " ---\na: 1\n---\n", 1},
		{"rule alone", "---", none, "", 0, "---", 1},
		{"no block", "# Title\n---\na: 1\n---\n", none, "", 0, "# Title\n---\na: 1\n---\n", 1},
		{"no block after a mark", "\ufeffTitle\n", none, "", 0, "Title\n", 1},
		{"nothing", "", none, "", 0, "", 1},
		{"blank file", " \n\n", none, "", 0, " \n\n", 1},

		{"toml", "+++\na = 1\n+++\nBody\n", toml, "a = 1\n", 2, "Body\n", 4},
		{"toml without keys", "+++\n+++\nBody\n", toml, "", 2, "Body\n", 3},
		{"toml closed by nothing else", "+++\na = '''\n---\n'''\n+++\n", toml, "a = '''\n---\n'''\n", 2, "", 6},
		{"plus signs", "+++\nText.\n", none, "", 0, "+++\nText.\n", 1},

		{"json", "{\"a\": 1}\nBody", json, "{\"a\": 1}", 1, "Body", 2},
		{"json of lines", "{\n\"a\": \"}\\\"\"\n} \t\r\nBody", json, "{\n\"a\": \"}\\\"\"\n}", 1, "Body", 4},
		{"json and text on its line", "{\"a\": {}} Body\n", json, "{\"a\": {}}", 1, " Body\n", 1},
		{"json after a mark", "\ufeff\n{\"a\": 1}\nBody", json, "{\"a\": 1}", 2, "Body", 3},
		{"json without an end of line", "{\"a\": 1}", json, "{\"a\": 1}", 1, "", 2},
		{"empty json", "{ }\nBody", json, "{ }", 1, "Body", 2},
		{"braces and text", "{} is a set\n", none, "", 0, "{} is a set\n", 1},
		{"template", "{{ title }}\n", none, "", 0, "{{ title }}\n", 1},
		{"template tag", "{% include a %}\n", none, "", 0, "{% include a %}\n", 1},
		{"brace and quote", "{\"a\"}\n", none, "", 0, "{\"a\"}\n", 1},
		{"brace alone", "{", none, "", 0, "{", 1},
		{"indented json", " {\"a\": 1}\n", none, "", 0, " {\"a\": 1}\n", 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b, err := meta.Split([]byte(c.in), true)
			if err != nil {
				t.Fatal(err)
			}
			if b.Format != c.format || string(b.Data) != c.data || b.Line != c.line {
				t.Errorf("%s %q from line %d, want %s %q from line %d", b.Format, b.Data, b.Line, c.format, c.data, c.line)
			}
			if string(b.Body) != c.body || b.BodyLine != c.bodyLine || b.Open {
				t.Errorf("body %q from line %d, want %q from line %d", b.Body, b.BodyLine, c.body, c.bodyLine)
			}
		})
	}
}

func TestSplitRefuses(t *testing.T) {
	long := "---\na: 1\n" + strings.Repeat("# comment\n", meta.MaxSize/10+1) + "---\n"
	cases := []struct{ name, in, want string }{
		{"yaml", "---\ntitle: A\n\nBody\n", "1:1: the front matter that begins here is never closed; close it with a line ---"},
		{"yaml after a blank line", "\n---\n\ntitle: A\n", "2:1: the front matter that begins here is never closed; close it with a line ---"},
		{"yaml with text first", "---\nA\nembargo: 2030-01-01\n", "1:1: the front matter that begins here is never closed; close it with a line ---"},
		{"toml", "+++\na = 1\n---\n", "1:1: the front matter that begins here is never closed; close it with a line +++"},
		{"toml table", "+++\n[a]\n", "1:1: the front matter that begins here is never closed; close it with a line +++"},
		{"json", "{\"a\": 1", "1:1: the front matter that begins here is never closed; close it with a }"},
		{"json of lines", "\n{\n\"a\": {\n}\n", "2:1: the front matter that begins here is never closed; close it with a }"},
		{"json with a fault", "{\n \"a\": x\n", "2:7: a value should begin here; put text in double quotes, and no comma after the last entry"},
		{"too long", long, "1:1: the front matter that begins here is larger than the 1 MB that are read; move what is not metadata to the body"},
		{"too long and open", strings.TrimSuffix(long, "---\n"), "1:1: the front matter that begins here is never closed; close it with a line ---"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := meta.Split([]byte(c.in), true)
			var fault *meta.Error
			if !errors.As(err, &fault) || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// From any beginning of a file the answer is either that of the whole file or that more is needed.
func TestSplitOfBeginnings(t *testing.T) {
	for _, in := range []string{
		"---\na: 1\n---\nBody\n", "\ufeff\r\n---\r\na: 1\r\n---\r\nBody\r\n", "---\ra: 1\r---\r\rBody", "+++\na = 1\n+++\nBody\n",
		"{\"a\": {\"b\": \"}\"}}\r\nBody\n", "{\"a\": 1} Body", "{{ a }}\n", "# Title\n\nBody\n", "---\n\nText\n\n---\nText\n",
		"{}\n", "{} text\n", "-- \n", "---\ntitle: A\n\nBody", " \n ", "----\n", "+ a\n", "{\n\"a\"", "\xefabc",
	} {
		for n := range len(in) + 1 {
			sameOrOpen(t, []byte(in), n)
		}
	}
}

func sameOrOpen(t *testing.T, file []byte, n int) {
	t.Helper()
	whole, wholeErr := meta.Split(file, true)
	part, partErr := meta.Split(file[:n], false)
	if part.Open {
		if part.Data != nil || part.Body != nil || partErr != nil {
			t.Errorf("%q of %q: open, but with %+v, %v", file[:n], file, part, partErr)
		}
		return
	}
	if fmt.Sprint(partErr) != fmt.Sprint(wholeErr) {
		t.Errorf("%q of %q: error %v, want %v", file[:n], file, partErr, wholeErr)
	}
	if part.Format != whole.Format || !bytes.Equal(part.Data, whole.Data) || part.Line != whole.Line ||
		n-len(part.Body) != len(file)-len(whole.Body) || part.BodyLine != whole.BodyLine {
		t.Errorf("%q of %q: %+v, want %+v", file[:n], file, part, whole)
	}
}

// What is longer than a block may be is not asked for again and again.
func TestSplitGivesUp(t *testing.T) {
	text := []byte("---\n\n" + strings.Repeat("Text without keys.\n", meta.MaxSize/18))
	b, err := meta.Split(text, false)
	if err != nil || b.Open || b.Format != meta.FormatNone {
		t.Errorf("%v, open %v, %v", b.Format, b.Open, err)
	}
}

func TestDecodeOfNothing(t *testing.T) {
	v, warnings, err := meta.Block{}.Decode()
	if v.Kind != meta.Map || len(v.Map) != 0 || warnings != nil || err != nil {
		t.Errorf("%+v, %v, %v", v, warnings, err)
	}
}
