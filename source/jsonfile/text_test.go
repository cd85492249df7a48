package jsonfile_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/jsonfile"
	"github.com/masthead-feeds/masthead/source/meta"
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
			raw := []byte(in[s.Start:s.End])
			switch {
			case fault == nil:
				agrees(t, v, raw)
				if line, column := text.Place(s.Start); v.Line != line || v.Column != column {
					t.Fatalf("at %d:%d, want %d:%d", v.Line, v.Column, line, column)
				}
			case json.Valid(raw) && !strings.Contains(fault.Message, "more than"):
				t.Fatalf("%s: %v", raw, fault)
			}
		}
	})
}

func agrees(t *testing.T, v meta.Value, raw []byte) {
	t.Helper()
	var want any
	err := json.Unmarshal(raw, &want)
	switch {
	case err != nil && !strings.Contains(err.Error(), "cannot unmarshal number"): // one that is too large for the library
		t.Fatalf("%s: read in spite of %v", raw, err)
	case err == nil && utf8.Valid(raw) && !strings.Contains(string(raw), `\u`) && !reflect.DeepEqual(plain(v), want):
		t.Fatalf("read %v, want %v", plain(v), want)
	}
}

// plain gives a value as the standard library does.
func plain(v meta.Value) (x any) {
	switch v.Kind {
	case meta.Map:
		m := map[string]any{}
		for _, p := range v.Map {
			m[p.Key] = plain(p.Value)
		}
		return m
	case meta.List:
		list := []any{}
		for _, e := range v.List {
			list = append(list, plain(e))
		}
		return list
	case meta.Text:
		return v.Text
	}
	if err := json.Unmarshal([]byte(v.Text), &x); err != nil {
		return err
	}
	return x
}
