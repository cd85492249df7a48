package jsonfeed

import (
	"bytes"
	"encoding/json"
	"testing"
)

// What is written is what the library would write.
func FuzzIndented(f *testing.F) {
	for _, s := range []string{
		`{"a":[],"b":{},"c":[1,{"d":"e\"}"},null,true],"f":"\\","g":"\\\"","h":[[]],"i":"{[,:]}"}`, `[]`, `"a"`, `-1.5e3`, `{"":""}`, `[{}]`, `{"a":"é\u2028<&>\n"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var value any
		if json.Unmarshal(text, &value) != nil {
			return
		}
		const newLine = "\n      "
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		e.SetIndent(newLine[1:], indent)
		if err := e.Encode(value); err != nil {
			return
		}
		got, err := marshal(value, newLine)
		if err != nil || string(got) != newLine+string(bytes.TrimSuffix(want.Bytes(), []byte("\n"))) {
			t.Errorf("%s: got %s (%v), want %s", text, got, err, want.Bytes())
		}
	})
}
