package meta_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/source/meta"
)

type decoder func([]byte, int) (meta.Value, []meta.Error, error)

func decoders() map[string]decoder {
	return map[string]decoder{"YAML": meta.YAML, "TOML": meta.TOML, "JSON": meta.JSON}
}

func TestGetAndFold(t *testing.T) {
	v, _, err := meta.JSON([]byte(`{"Title": "a", "TITLE": "b", "title": "c", "Author": 1, "AUTHOR": 2}`), 1)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := v.Get("TITLE"); !ok || got.Text != "b" {
		t.Errorf("Get: %+v, %v", got, ok)
	}
	if got, ok := v.Get("tItle"); ok {
		t.Errorf("Get folds: %+v", got)
	}
	for key, want := range map[string]string{"title": "c", "Title": "a", "tITLE": "c", "author": "2", "Author": "1"} {
		if got, ok := v.Fold(key); !ok || got.Value.Text != want {
			t.Errorf("Fold %s: %+v, %v, want %s", key, got, ok, want)
		}
	}
	if _, ok := v.Fold("date"); ok {
		t.Error("Fold finds what is not there")
	}
	if _, ok := (meta.Value{Kind: meta.Text, Text: "x"}).Get(""); ok {
		t.Error("text has keys")
	}
}

func TestNames(t *testing.T) {
	got := fmt.Sprint(meta.Null, ", ", meta.Text, ", ", meta.Number, ", ", meta.Bool, ", ", meta.Time, ", ", meta.List, ", ",
		meta.Map, ", ", meta.Kind(9), ", ", meta.FormatNone, ", ", meta.FormatYAML, ", ", meta.FormatTOML, ", ", meta.FormatJSON)
	want := "nothing, text, a number, true or false, a date, a list, keys with values, Kind(9), none, YAML, TOML, JSON"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The lines of a block are those of its file, whichever line ends it has, and a byte order mark is no column.
func TestPlaces(t *testing.T) {
	texts := map[string]string{
		"YAML": "# ä\na: 1\nü: 'é'\n", "TOML": "# ä\na = 1\n'ü' = 'é'\n", "JSON": "{\n\"a\": 1,\n\"ü\": \"é\"}",
	}
	for format, decode := range decoders() {
		for _, end := range []string{"\n", "\r\n", "\r"} {
			for _, mark := range []string{"", "\ufeff"} {
				v, warnings, err := decode([]byte(mark+strings.ReplaceAll(texts[format], "\n", end)), 7)
				if err != nil || warnings != nil {
					t.Fatal(format, err, warnings)
				}
				p, ok := v.Fold("ü")
				if !ok || p.Line != 9 || p.Column != 1 || p.Value.Line != 9 || p.Value.Text != "é" {
					t.Errorf("%s with %q: %+v", format, mark+end, v)
				}
			}
		}
	}
}

func TestYAMLFaults(t *testing.T) {
	const needsQuotes = "a colon with a blank after it cannot be part of a value without quotes; put the value in quotes"
	const write = "write key: value, or indent what continues the line above"
	cases := []struct{ in, want string }{
		{"title: Foo: bar", `1:11: ` + needsQuotes + `: title: "Foo: bar"`},
		{"a: 1\n\nÜ: ß: x\n", `3:5: ` + needsQuotes + `: Ü: "ß: x"`},
		{"a: 😀 x: y", `1:7: ` + needsQuotes + `: a: "😀 x: y"`},
		{"a: \"x\": y", `1:7: ` + needsQuotes + `: a: '"x": y'`},
		{"a: it's \"x\": y", `1:12: ` + needsQuotes + `: a: 'it''s "x": y'`},
		{"\"a: b\": x: y", `1:10: ` + needsQuotes + `: "a: b": "x: y"`},
		{"a: " + strings.Repeat("long ", 30) + ": y", `1:154: ` + needsQuotes},
		{"a: 1\r\nb: x: y\r\n", `2:5: ` + needsQuotes + `: b: "x: y"`},
		{"a: 1\n\tb: 2\n", "2:1: a tab indents this line; indent with spaces"},
		{"a:\n  \tb: 2\n", "2:3: a tab indents this line; indent with spaces"},
		{"a: |\n x\n\ty\n", "3:1: a tab indents this line; indent with spaces"},
		{"a: 1\nb: 'It's fine'\n", `2:8: the value ended before this; put the value in quotes: b: "It's fine"`},
		{"a: [Draft] post\n", `1:12: the value ended before this; put the value in quotes: a: "[Draft] post"`},
		{"a: \"Foo\" bar\n", `1:10: the value ended before this; put the value in quotes: a: '"Foo" bar'`},
		{"a: 1\nb: \"foo\nc: 1\n", "2:4: this quote is never closed; close it with the same quote"},
		{"a: 'foo\n", "1:4: this quote is never closed; close it with the same quote"},
		{"title\ndate: 2\n", "1:1: this line has no key with a colon; " + write},
		{"a: 1\ntitle\ndate: 2\n", "2:1: this line has no key with a colon; " + write},
		{"a: 1\ntitle:x\ndate: 2\n", "2:1: there is no blank after the colon; write key: value"},
		{"title:x\n\ndate: 2\n", "1:1: there is no blank after the colon; write key: value"},
		{"title:x", "1:1: there is no blank after the colon; write key: value"},
		{"a: 1\n b: 2\n", "2:2: this line is indented, but the line above has a value already; begin it in the column of the other keys"},
		{"a:\n  b: 1\n c: 2\n", "3:2: this is in the column of no key above; begin it in the column of the other keys"},
		{"a: @foo\n", `1:4: text without quotes cannot begin with @; put the value in quotes: a: "@foo"`},
		{"a: {% raw %}\n", `1:5: text without quotes cannot begin with %; put the value in quotes: a: "{% raw %}"`},
		{"a: *foo\n", `1:4: a * begins the name of an anchor, and there is none of this name; put the value in quotes: a: "*foo"`},
		{"a: *\n", `1:5: did not find expected alphabetic or numeric character; put the value in quotes: a: "*"`},
		{"a: ]\n", `1:4: a value without quotes cannot be written like this; put the value in quotes: a: "]"`},
		{"a: > b\n", `1:6: a value without quotes cannot be written like this; put the value in quotes: a: "> b"`},
		{"a: \"\\q\"\n", `1:5: this is not an escape; write \\ for a backslash, or put the value in single quotes`},
		{"a: - b\n", "1:4: a list cannot begin on the line of its key; put it on the next line, or put the value in quotes"},
		{"- a\nb: 1\n", "2:1: this is not an entry of the list above; begin entries with -, and keys in the column of the key of the list"},
		{"a: [b, c\nd: 1\n", "1:4: this is never closed; close [ with ] and { with }"},
		{"a: {b: c\n", "1:4: this is never closed; close [ with ] and { with }"},
		{"a: [b: c: d]\n", "1:9: an entry should end before this; put a comma between entries, and text that holds a comma in quotes"},
		{"  a: 1\nb: 2\n", "2:1: this line is indented less than the first; begin all keys in the same column"},
		{"# c\n\n  a: 1\n b: 2\n", "4:2: this line is indented less than the first; begin all keys in the same column"},
		{"[a]\nb: 1\n", "2:1: nothing may follow what begins above; write lines like key: value, and put text that begins with a quote, [ or { in quotes"},
		{"%YAML 3.0\n---\na: 1\n", "1:1: this version of YAML is not read; remove the line that begins with %YAML"},
		{"a: &x [*x]\n", "1:8: the alias *x is part of what it stands for; write out what is meant"},
		{"a: 1\n---\nb: 2\n", "3:1: a second document begins here; remove the line --- or ... above it"},
		{"- a\n", "1:1: there should be keys with values here, not a list; write lines like title: An example"},
		{"just text\n", "1:1: there should be keys with values here, not text; write lines like title: An example"},
		{strings.Repeat("[", 101), "1:101: there are more than 100 lists and maps within each other"},
	}
	refuse(t, meta.YAML, cases)
}

func TestTOMLFaults(t *testing.T) {
	refuse(t, meta.TOML, []struct{ in, want string }{
		{"a = 1\nb = Foo bar\n", `2:5: a value should begin here; put the value in quotes: b = "Foo bar"`},
		{"a = It's \"x\"\n", `1:5: a value should begin here; put the value in quotes: a = "It's \"x\""`},
		{"a: 1\n", "1:2: there should be an = here; write = between the key and the value"},
		{"a b = 1\n", `1:3: there should be an = here; write key = "value", and put keys with blanks in quotes`},
		{"é = 1\n", "1:1: a key cannot begin with this; put keys of other characters than A-Z, a-z, 0-9, - and _ in quotes"},
		{"é = 1\n\"é\" = x", "1:1: a key cannot begin with this; put keys of other characters than A-Z, a-z, 0-9, - and _ in quotes"},
		{"\"é\" = x", `1:7: a value should begin here; put the value in quotes: "é" = "x"`},
		{"a = 'It's'\n", "1:9: the entry should end before this; put text in quotes, and each entry on a line of its own"},
		{"a = \"x\n", `1:7: the text does not end on its line; close its quote, or put text of several lines between """ and """`},
		{"a = \"x", "1:6: the text is never closed; close it with the same quotes"},
		{`a = "\q"`, `1:6: this is not an escape; write \\ for a backslash, or put the text in single quotes`},
		{"a = tru", "1:5: text needs quotes; put it in quotes, or write true or false"},
		{"a = [1 2]", "1:8: an entry should end before this; put a comma between entries, and a ] after the last"},
		{"[a\nb = 1", "1:3: the name of the table is not closed; write ] behind it"},
		{"a = 25:00:00", "1:5: there is no such hour; write it as 2024-05-31 or 2024-05-31T15:04:05+02:00"},
		{"a = ", `1:4: a value should follow; write key = "value"`},
		{"a = [1,\n", "1:8: the list is never closed; close it with a ]"},
		{"a = 1\r\na = 2\r\n", "2:1: the key a is already defined; remove one of them"},
		{"[t]\nx = 1\n[t]\n", "3:2: the table t already exists; put all its keys under one of them"},
		{"a = 1\n[a.b]\n", "2:2: the key a already exists as a value; give one of them another name"},
		{"a = 2024-13-01\n", "1:10: there is no such date; write it as 2024-05-31 or 2024-05-31T15:04:05+02:00"},
		{"a = " + strings.Repeat("[", 102) + strings.Repeat("]", 102),
			"1:105: there are more than 100 lists and maps within each other; make it flatter"},
		{"a" + strings.Repeat(".a", 102) + " = 1",
			"1:203: there are more than 100 lists and maps within each other; make it flatter"},
	})
}

func TestJSONFaults(t *testing.T) {
	const key = `a key in double quotes should begin here; write "key": value, and no comma before a }`
	const value = "a value should begin here; put text in double quotes, and no comma after the last entry"
	refuse(t, meta.JSON, []struct{ in, want string }{
		{"{\"é\": 1,\n}", "2:1: " + key},
		{`{a: 1}`, "1:2: " + key},
		{`{"a" 1}`, `1:6: there should be a colon before this; write "key": value`},
		{`{"é": "ü" "b": 2}`, "1:11: an entry should end before this; put a comma between entries, and a } after the last"},
		{`{"a": [1 2]}`, "1:10: an entry should end before this; put a comma between entries, and a ] after the last"},
		{`{"a": [1,]}`, "1:10: " + value},
		{`{"a": 'x'}`, "1:7: " + value},
		{"{\"a\": \"b\n\"}", `1:9: this cannot stand in quotes; close the text with ", or write \n for a new line and \t for a tab`},
		{`{"a": "\q"}`, `1:9: this is not an escape; write \\ for a backslash`},
		{`{"a": "\u12"}`, `1:12: there should be four digits after \u; write \u00e9, or the character itself`},
		{`{"a": tru}`, "1:10: this is no word of JSON; write true, false or null, or put text in double quotes"},
		{`{"a": 1.}`, "1:9: the number is not finished here; write it with digits on both sides of the point, or put it in double quotes"},
		{strings.Repeat(`[`, 10_100), "1:10001: there are more than 100 lists and maps within each other; make it flatter"},
		{`{"a": 1`, "1:8: the JSON ends too early; close what is open with } or ]"},
		{`{"a": 1}}`, "1:9: nothing may follow the object; remove it"},
		{`[1]`, "1:1: there should be keys with values here, not a list; write lines like title: An example"},
		{`{"a":` + strings.Repeat("[", 101) + strings.Repeat("]", 101) + "}",
			"1:106: there are more than 100 lists and maps within each other; make it flatter"},
	})
}

func refuse(t *testing.T, decode decoder, cases []struct{ in, want string }) {
	for _, c := range cases {
		t.Run(c.in[:min(len(c.in), 30)], func(t *testing.T) {
			v, _, err := decode([]byte(c.in), 1)
			var fault *meta.Error
			if !errors.As(err, &fault) {
				t.Fatalf("got %+v, %v", v, err)
			}
			if err.Error() != c.want {
				t.Errorf("\n got %s\nwant %s", err, c.want)
			}
			_, _, err = decode([]byte(c.in), 11)
			if errors.As(err, &fault); !strings.HasPrefix(c.want, fmt.Sprintf("%d:%d:", fault.Line-10, fault.Column)) {
				t.Errorf("counted from line 11: %s, want 10 lines more than %s", err, c.want)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	cases := []struct {
		decode   decoder
		in, want string
	}{
		{meta.YAML, "a: 1\nb: \xff\xfe\n", "[2:4: some bytes are not UTF-8 and are lost, the first of them here; save the file as UTF-8]"},
		{meta.TOML, "a = \"é\xff\"", "[1:7: some bytes are not UTF-8 and are lost, the first of them here; save the file as UTF-8]"},
		{meta.JSON, "{\"a\":\r\n\"\x0b\x0c\"}", "[2:2: control characters are read as spaces, the first of them here; delete them]"},
		{meta.YAML, "a: x\u2028b: 1", ""},
		{meta.YAML, "a: x\u2028b", "[1:5: control characters are read as spaces, the first of them here; delete them]"},
		{meta.YAML, "a: 1\na: 2", `[2:1: the key "a" occurs twice; line 1 does not count; remove one of them]`},
		{meta.JSON, `{"a": 1, "a": 2}`, `[1:10: the key "a" occurs twice; line 1 does not count; remove one of them]`},
		{meta.YAML, "a: 1\n---\n", "[]"},
		{meta.YAML, "a: 1\n---\n# b\n", "[]"},
	}
	for _, c := range cases {
		v, warnings, err := c.decode([]byte(c.in), 1)
		if c.want == "" {
			if err == nil {
				t.Errorf("%q: accepted as %+v", c.in, v)
			}
			continue
		}
		if err != nil || fmt.Sprint(warnings) != c.want {
			t.Errorf("%q: %v, %v, want %s", c.in, warnings, err, c.want)
		}
	}
}

func TestWarningsAreBounded(t *testing.T) {
	_, warnings, err := meta.YAML([]byte(strings.Repeat("a: 1\n", 1000)), 1)
	if err != nil || len(warnings) > 50 {
		t.Errorf("%d warnings, %v", len(warnings), err)
	}
}

// Small files cannot cost much: each of these would be large or deep beyond measure if it were followed.
func TestBounds(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [1,1,1,1,1,1,1,1]\n")
	for i := 1; i < 30; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%[1]d [%s*a%d]\n", i, strings.Repeat(fmt.Sprintf("*a%d,", i-1), 7), i-1)
	}
	many := strings.Repeat(",1", 10_000)
	cases := []struct {
		name   string
		decode decoder
		in     string
		want   string
	}{
		{"aliases", meta.YAML, bomb.String(), "more than 10000 values"},
		{"merges", meta.YAML, "x: &x {a: 1}\ny:\n" + strings.Repeat("  <<: *x\n", 10_000), "more than 10000 values"},
		{"YAML values", meta.YAML, "a: [1" + many + "]", "more than 10000 values"},
		{"TOML values", meta.TOML, "a = [1" + many + "]", "more than 10000 values"},
		{"TOML tables", meta.TOML, strings.Repeat("[[a]]\n", 10_001), "more than 10000 values"},
		{"JSON values", meta.JSON, `{"a": [1` + many + "]}", "more than 10000 values"},
		{"block depth", meta.YAML, strings.Repeat("- ", 1000), "more than 100 lists and maps"},
		{"alias depth", meta.YAML, depths(11), "more than 100 lists and maps"},
		{"YAML size", meta.YAML, strings.Repeat("#\n", meta.MaxSize), "more than the 1048576 that are read"},
		{"TOML size", meta.TOML, strings.Repeat("#\n", meta.MaxSize), "more than the 1048576 that are read"},
		{"JSON size", meta.JSON, strings.Repeat(" ", meta.MaxSize+1), "more than the 1048576 that are read"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, _, err := c.decode([]byte(c.in), 1); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// depths nests lists with aliases, ten within each other on each line.
func depths(n int) string {
	var s strings.Builder
	s.WriteString("a0: &a0 [1]\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&s, "a%d: &a%[1]d %s*a%d%s\n", i, strings.Repeat("[", 10), i-1, strings.Repeat("]", 10))
	}
	return s.String()
}

// What is decoded shares nothing with what it was decoded from.
func TestValuesOutliveTheirText(t *testing.T) {
	for format, in := range map[string]string{"YAML": "key: 'text'\n", "TOML": "key = 'text'\n", "JSON": `{"key": "text"}`} {
		data := []byte(in)
		v, _, err := decoders()[format](data, 1)
		if err != nil {
			t.Fatal(err)
		}
		clear(data)
		if got, ok := v.Get("key"); !ok || got.Text != "text" {
			t.Errorf("%s: %+v", format, v)
		}
	}
}
