package meta

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"
)

// seed adds the cases of testdata, their blocks if the format is given, and fails if there are none.
func seed(f *testing.F, format Format) {
	f.Helper()
	files, err := filepath.Glob("testdata/*[^n]")
	if err != nil || len(files) < 20 {
		f.Fatalf("testdata has %d cases, %v", len(files), err)
	}
	seeds := 0
	for _, file := range files {
		if file == "testdata/fuzz" {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if b, err := Split(data, true); format == FormatNone {
			f.Add(data)
			seeds++
		} else if err == nil && b.Format == format {
			f.Add(b.Data)
			seeds++
		}
	}
	if seeds < 2 {
		f.Fatalf("%d seeds for %s", seeds, format)
	}
}

// A split takes nothing from the file and adds nothing, its line numbers are right, and from a beginning of the
// file the answer is the same or that more is needed.
func FuzzSplit(f *testing.F) {
	seed(f, FormatNone)
	f.Add([]byte(`"0":`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Split(data, true)
		if b.Open {
			t.Fatal("open, though the file is complete")
		}
		if err != nil {
			within(t, data, err)
			return
		}
		if !bytes.HasSuffix(data, b.Body) || b.BodyLine != lineAt(data, len(data)-len(b.Body)) {
			t.Fatalf("body of %d bytes from line %d", len(b.Body), b.BodyLine)
		}
		if start := cap(data) - cap(b.Data); b.Data != nil && b.Line != lineAt(data, start) {
			t.Fatalf("data from line %d, not %d", b.Line, lineAt(data, start))
		}
		for _, n := range []int{len(data) / 3, len(data) - len(b.Body)} {
			part, err := Split(data[:n], false)
			if err != nil || !part.Open && (part.Format != b.Format || n-len(part.Body) != len(data)-len(b.Body)) {
				t.Fatalf("of %d bytes: %+v, %v", n, part, err)
			}
		}
		if _, _, err := b.Decode(); err != nil {
			within(t, data, err)
		}
	})
}

// lineAt gives the line that an offset is on. What ends the file without a line end is a line all the same.
func lineAt(data []byte, offset int) int {
	before := strings.ReplaceAll(string(data[:offset]), "\r\n", "\n")
	if offset == len(data) && offset > 0 && data[offset-1] != '\n' && data[offset-1] != '\r' {
		before += "\n"
	}
	if before == byteOrderMark+"\n" {
		return 1
	}
	return 1 + strings.Count(before, "\n") + strings.Count(before, "\r")
}

// within checks that an error is one of ours and points into the file.
func within(t *testing.T, data []byte, err error) {
	t.Helper()
	var fault *Error
	if !errors.As(err, &fault) || fault.Message == "" {
		t.Fatalf("%v is not an error of this package", err)
	}
	if strings.HasPrefix(fault.Message, "it cannot be read") {
		t.Fatalf("a parser panics: %v", fault)
	}
	inside(t, data, fault.Line, fault.Column)
}

func inside(t *testing.T, data []byte, line, column int) string {
	t.Helper()
	text := bytes.TrimPrefix(data, []byte(byteOrderMark))
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(string(text), "\r\n", "\n"), "\r", "\n"), "\n")
	if line < 1 || line > len(lines) || column < 1 || column > utf8.RuneCountInString(lines[line-1])+1 {
		t.Fatalf("%d:%d is outside of %q", line, column, data)
	}
	rest := []rune(lines[line-1])[column-1:]
	return string(rest) + "\n"
}

// places checks that each value and key stands where it says, by the characters that are there.
func places(t *testing.T, data []byte, v Value, starts func(Value, string) bool) {
	t.Helper()
	if at := inside(t, data, v.Line, v.Column); !starts(v, at) {
		t.Fatalf("%s %q at %d:%d, where there is %q", v.Kind, v.Text, v.Line, v.Column, at)
	}
	for _, e := range v.List {
		places(t, data, e, starts)
	}
	for _, p := range v.Map {
		at := inside(t, data, p.Line, p.Column)
		if !strings.HasPrefix(at, p.Key) && !strings.ContainsAny(at[:1], `"'*&!?>|`) && !strings.Contains(p.Key, " ") {
			t.Fatalf("key %q at %d:%d, where there is %q", p.Key, p.Line, p.Column, at)
		}
		places(t, data, p.Value, starts)
	}
}

func FuzzJSON(f *testing.F) {
	seed(f, FormatJSON)
	f.Fuzz(func(t *testing.T, data []byte) {
		r := newReader(data, 1)
		var want any
		d := json.NewDecoder(bytes.NewReader(r.text))
		d.UseNumber()
		wantErr := d.Decode(&want)
		v, fault := r.json()
		if fault != nil {
			within(t, data, fault)
			return
		}
		if len(bytes.TrimSpace(r.text)) == 0 {
			return
		}
		if m, ok := want.(map[string]any); wantErr != nil || want != nil && (!ok || !sameJSON(v, m)) {
			t.Fatalf("%+v, want %v, %v", v, want, wantErr)
		}
		places(t, data, v, func(v Value, at string) bool {
			first := map[Kind]string{Text: `"`, List: "[", Map: "{"}[v.Kind]
			return strings.HasPrefix(at, first+v.Text) || first == `"` && at[0] == '"' || want == nil
		})
	})
}

func sameJSON(v Value, x any) bool {
	switch x := x.(type) {
	case nil:
		return v.Kind == Null
	case string:
		return v.Kind == Text && v.Text == x
	case json.Number:
		return v.Kind == Number && v.Text == x.String()
	case bool:
		return v.Kind == Bool && (v.Text == "true") == x
	case []any:
		return v.Kind == List && sameList(v, x, sameJSON)
	case map[string]any:
		return v.Kind == Map && sameMap(v, x, sameJSON)
	}
	return false
}

func sameList(v Value, x []any, same func(Value, any) bool) bool {
	ok := len(v.List) == len(x)
	for i := 0; ok && i < len(x); i++ {
		ok = same(v.List[i], x[i])
	}
	return ok
}

func sameMap(v Value, x map[string]any, same func(Value, any) bool) bool {
	ok := len(v.Map) == len(x)
	for i := 0; ok && i < len(v.Map); i++ {
		want, found := x[v.Map[i].Key]
		ok = found && same(v.Map[i].Value, want)
	}
	return ok
}

func FuzzTOML(f *testing.F) {
	seed(f, FormatTOML)
	f.Add([]byte("000000. \"0\xc3"))
	f.Add([]byte("a.b = 1\n[a.c]\n[[a.d]]\nx = [ # ]\n 1,\n{y.z = 'v'},\n]\n[[a.d]]\n[a.d.e]\nf = 07:32:00.5\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := newReader(data, 1)
		var want map[string]any
		wantErr := toml.Unmarshal(r.text, &want)
		v, fault := r.toml()
		if fault != nil {
			within(t, data, fault)
			if wantErr == nil && !strings.HasPrefix(fault.Message, "there are more than") {
				t.Fatalf("%v, want %v", fault, want)
			}
			return
		}
		if wantErr != nil || !sameTOML(v, want) {
			t.Fatalf("%+v, want %v, %v", v, want, wantErr)
		}
		if len(r.warnings) == 0 {
			places(t, data, v, startsTOML)
		}
	})
}

func startsTOML(v Value, at string) bool {
	switch v.Kind {
	case Text:
		return at[0] == '"' || at[0] == '\''
	case List, Map: // where the brackets are, or the name of the table
		return true
	}
	return strings.HasPrefix(at, v.Text)
}

func sameTOML(v Value, x any) bool {
	switch x := x.(type) {
	case string:
		return v.Kind == Text && v.Text == x
	case bool:
		return v.Kind == Bool && (v.Text == "true") == x
	case int64, float64:
		return v.Kind == Number
	case []any:
		return v.Kind == List && sameList(v, x, sameTOML)
	case map[string]any:
		return v.Kind == Map && sameMap(v, x, sameTOML)
	}
	return v.Kind == Time
}

func FuzzYAML(f *testing.F) {
	seed(f, FormatYAML)
	f.Add([]byte("?"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := newReader(data, 1)
		v, fault := r.yaml()
		if fault != nil {
			within(t, data, fault)
			return
		}
		if len(r.warnings) == 0 {
			places(t, data, v, startsYAML)
		}
		if len(r.warnings) > 0 || bytes.Contains(r.text, []byte("!")) || !textKeys(v) {
			return
		}
		var want map[string]any
		if err := yaml.Unmarshal(r.text, &want); err == nil && !sameYAML(v, want) {
			t.Fatalf("%+v, want %v", v, want)
		}
	})
}

// startsYAML checks scalars without quotes, tags and anchors, which stand in the file as they are.
func startsYAML(v Value, at string) bool {
	switch v.Kind {
	case Number, Bool, Time:
		return strings.HasPrefix(at, v.Text) || strings.ContainsAny(at[:1], "!&*")
	}
	return true
}

// textKeys reports whether all keys are surely text in YAML: of the others the parser makes numbers, dates and
// nulls, where they are their text here.
func textKeys(v Value) bool {
	plain := regexp.MustCompile(`^[a-zA-Z][a-zA-Z_ ]*$`)
	for _, p := range v.Map {
		if !plain.MatchString(p.Key) || strings.EqualFold(p.Key, "null") || !textKeys(p.Value) {
			return false
		}
	}
	return !slices.ContainsFunc(v.List, func(e Value) bool { return !textKeys(e) })
}

func sameYAML(v Value, x any) bool {
	switch x := x.(type) {
	case nil:
		return v.Kind == Null || v.Kind == Map && len(v.Map) == 0
	case string:
		return v.Kind == Text && v.Text == x
	case bool:
		return v.Kind == Bool && strings.EqualFold(v.Text, "true") == x
	case []any:
		return v.Kind == List && sameList(v, x, sameYAML)
	case map[string]any:
		return v.Kind == Map && sameMap(v, x, sameYAML)
	case int, int64, uint64, float64:
		return v.Kind == Number
	}
	return v.Kind == Time
}
