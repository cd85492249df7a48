package meta_test

import (
	"testing"

	"github.com/masthead-feeds/masthead/source/meta"
)

func TestScriptsThatOnlyState(t *testing.T) {
	for in, want := range map[string]string{
		"const title = \"A \\\"day\\\"\";\nconst draft = true\n":                  `title=A "day" draft=true `,
		"export const meta = {\n  title: 'A',\n  tags: ['b', \"c\"],\n  n: 1,\n}": "title=A tags=b,c, n=1 ",
		"{\n\"title\": `A`, // why\n}":                                            "title=A ",
		"const title = f();":                                                      "!1",
		"title: 'A'\nif (x) { draft = true }":                                     "!2",
	} {
		v, _, err := meta.Block{Format: meta.FormatScript, Data: []byte(in), Line: 1}.Decode()
		got := ""
		for _, p := range v.Map {
			text := p.Value.Text
			for _, item := range p.Value.List {
				text += item.Text + ","
			}
			got += p.Key + "=" + text + " "
		}
		if fault, ok := err.(*meta.Error); ok {
			got = "!" + string(rune('0'+fault.Line))
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestFencesOfOtherPrograms(t *testing.T) {
	for in, want := range map[string]meta.Format{
		"---json\n{\"title\": \"A\"}\n---\nText.\n":             meta.FormatJSON,
		"---yaml\ntitle: A\n---\nText.\n":                       meta.FormatYAML,
		"---js\nconst title = 'A'\n---\nText.\n":                meta.FormatScript,
		"title: A\ntags: [b]\n\ndate: 2026-01-01\n---\nText.\n": meta.FormatYAML,
		"\"title\": \"A\",\n\"tags\": [\"b\"]\n;;;\nText.\n":    meta.FormatJSON,
		"Title: A\n---\nText.\n":                                meta.FormatNone, // a heading
		"title: A\nText goes on here.\n---\nText.\n":            meta.FormatNone,
		"title: A\ndate: 2026-01-01\n\nText.\n":                 meta.FormatNone,
	} {
		b, err := meta.Split([]byte(in), true)
		if err != nil || b.Format != want || want != meta.FormatNone && string(b.Body) != "Text.\n" {
			t.Errorf("%q: %v, %v, body %q; want %v", in, b.Format, err, b.Body, want)
		}
	}
}

func TestLinesThatAreNoYAML(t *testing.T) {
	for in, want := range map[string]string{
		"title: @scope/name\ndate: 2026-01-01": "@scope/name",
		"title: {#if …}":                       "{#if …}",
		"title: bind:":                         "bind:",
		"title: %s it's":                       "%s it's",
		"title: a: b":                          "!",
		"title: [a":                            "!",
		"title: \"a":                           "!",
	} {
		b, err := meta.Split([]byte("---\n"+in+"\n---\n"), true)
		if err != nil {
			t.Fatal(err)
		}
		v, warnings, err := b.Decode()
		got, _ := v.Get("title")
		if err != nil {
			got.Text = "!"
		} else if len(warnings) == 0 {
			t.Errorf("%q: nothing is said", in)
		}
		if got.Text != want {
			t.Errorf("%q: %q, want %q (%v)", in, got.Text, want, err)
		}
	}
}
