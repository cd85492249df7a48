package jsonfile_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/ninjs/jsonfile"
)

func TestElements(t *testing.T) {
	for in, want := range map[string][]string{
		`[1, "a]", {"b": [2]} ,null]`:    {`1`, `"a]"`, `{"b": [2]}`, `null`},
		`[{"a": 1}{"b": 2}]`:             {`{"a": 1}`, `{"b": 2}`},
		`[{"a": "\"}"}, {"b"`:            {`{"a": "\"}"}`, `{"b"`},
		`[{"a": 1}, nonsense, {"b": 2}]`: {`{"a": 1}`, `nonsense, {"b": 2}]`},
		`[]`:                             nil,
		`[`:                              nil,
		`["open`:                         {`"open`},
		`["back\`:                        {`"back\`},
	} {
		text := jsonfile.New([]byte(in))
		var got []string
		for root := range text.Values() {
			for s := range text.Elements(root) {
				got = append(got, in[s.Start:s.End])
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestGet(t *testing.T) {
	text := jsonfile.New([]byte(`{"a\u0062": {"c": 1}, "d": 2, "ab": 3}`))
	for root := range text.Values() {
		if s, ok := text.Get(root, "ab"); !ok || s != (jsonfile.Span{Start: 36, End: 37}) {
			t.Errorf("the last of two: %v, %v", s, ok)
		}
		if _, ok := text.Get(root, "c"); ok {
			t.Error("a key of what is inside was taken for one of the object's own")
		}
	}
}

func TestFaults(t *testing.T) {
	for in, want := range map[string]string{
		"[\n {\"a\": 1,}]":   "2:10: a key in double quotes should begin here",
		"[{\"é\": x}]":       "1:8: a value should begin here",
		"[{\"a\": \"b\n\"}]": "1:10: this cannot stand in quotes",
		"[" + strings.Repeat("[", 200) + strings.Repeat("]", 200) + "]": "1:103: there are more than 100 lists and maps within each other",
		"[[" + strings.Repeat("1,", 40000) + "1]]":                      "1:60001: there are more than 30000 values in one article",
	} {
		text := jsonfile.New([]byte(in))
		for root := range text.Values() {
			for s := range text.Elements(root) {
				_, fault := text.Decode(s)
				if fault == nil || !strings.HasPrefix(fault.Error(), want) {
					t.Errorf("%.40s: %v, want %s", in, fault, want)
				}
			}
		}
	}
}

// FuzzDecode holds what is read against the standard library, and every place against what stands there.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`{"a": [1, -2.5e3, "é\n\u00e9\ud83d\ude00", true, null], "a": {}}`, "[]", ` "x" `, "{\n\t\"a\"\r\n:\n[ ]\n}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		text := jsonfile.New([]byte(in))
		for s := range text.Values() {
			v, fault := text.Decode(s)
			var want any
			d := json.NewDecoder(strings.NewReader(in[s.Start:s.End]))
			d.UseNumber()
			if err := d.Decode(&want); (err == nil && json.Valid([]byte(in[s.Start:s.End]))) != (fault == nil) {
				if fault == nil || !strings.Contains(fault.Message, "more than") {
					t.Fatalf("fault %v, and the library says %v", fault, err)
				}
			}
			if fault == nil && !same(v, want) {
				t.Fatalf("read %+v, want %v", v, want)
			}
			if line, column := text.Place(s.Start); fault == nil && (v.Line != line || v.Column != column) {
				t.Fatalf("at %d:%d, want %d:%d", v.Line, v.Column, line, column)
			}
		}
	})
}

func same(v meta.Value, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		last := map[string]meta.Value{}
		for _, p := range v.Map {
			last[strings.ToValidUTF8(p.Key, "\uFFFD")] = p.Value
		}
		for key, w := range want {
			if !same(last[key], w) {
				return false
			}
		}
		return v.Kind == meta.Map && len(last) == len(want)
	case []any:
		if v.Kind != meta.List || len(v.List) != len(want) {
			return false
		}
		for i := range want {
			if !same(v.List[i], want[i]) {
				return false
			}
		}
		return true
	case string:
		return v.Kind == meta.Text && (v.Text == want || strings.Contains(want, "\uFFFD"))
	case json.Number:
		return v.Kind == meta.Number && v.Text == want.String()
	case bool:
		return v.Kind == meta.Bool && (v.Text == "true") == want
	}
	return v.Kind == meta.Null
}
