package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Every _masthead object that is written keeps to the schema that is handed out, and the schema knows each member of it.
//
// Promise 8 of docs/promises.md.
func TestTheExtensionOfAJSONFeedKeepsToItsSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../docs/json-feed.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	dir := everything(t)
	masthead(t, "build", "-q", "../../examples/newsroom", "-o", filepath.Join(dir, "newsroom"), "--now", newsroomInstant, "--state", "none")

	seen := map[string]bool{}
	for _, name := range []string{"public/feed.json", "newsroom/feed.json"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		var doc any
		if err := json.Unmarshal(data, &doc); err != nil {
			t.Fatal(err)
		}
		for _, object := range extensions(doc) {
			if err := schema.Validate(object); err != nil {
				t.Errorf("%s: %v\n%v", name, err, object)
			}
			for member := range object.(map[string]any) {
				seen[member] = true
			}
		}
	}
	for member := range schema.Properties {
		if !seen[member] {
			t.Errorf("no item has the member %s, and nothing of it is tested", member)
		}
	}
}

// everything publishes, in a folder public, stories that have all there is to say of rights, and one that was withdrawn.
func everything(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), `
site: {url: https://example.org/, rights: "© {year} Example", machine_use: {train: deny, ai_input: deny, search: allow, tdm_policy: "https://example.org/tdm", in_rss: true}}
sources: [{dir: posts}]
policy: [{match: {credit: Wire}, territories: [DE, AT], expires: 2099-01-01}, {match: {tag: far}, territories: "!US"}]
`)
	write(t, filepath.Join(dir, "posts", "all.md"), `---
title: All
date: 2026-01-01
embargo: 2026-01-02T00:00:00Z
credit: Wire
authors: [Jane Doe, {name: Ann Roe, role: translator, url: /ann}]
source: {title: There, url: "https://there.example/a"}
rights: {notice: © 2025 Wire, license: [CC-BY-4.0, Ask us], usage_terms: No more than this.}
image: {url: /a.jpg, credit: Pat Lee, rights: {notice: © Pat Lee, license: CC0-1.0}}
media: [{url: /a.mp3, length: 3, credit: Pat Lee}]
---
Text.
`)
	write(t, filepath.Join(dir, "posts", "far.md"), "---\ntitle: Far\ndate: 2026-01-01\ntags: [far]\nrights: {usage_terms: \"https://example.org/terms\"}\n---\nText.\n")
	write(t, filepath.Join(dir, "posts", "gone.md"), "---\ntitle: Gone\ndate: 2026-01-01\n---\nText.\n")
	masthead(t, "build", "-q", dir, "-o", filepath.Join(dir, "public"))
	masthead(t, "withdraw", "-q", "https://example.org/gone/", dir, "-o", filepath.Join(dir, "public"))
	return dir
}

// extensions finds the _masthead objects of a document.
func extensions(value any) (list []any) {
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			list = append(list, extensions(one)...)
		}
	case map[string]any:
		for key, one := range v {
			if key == "_masthead" {
				list = append(list, one)
			} else {
				list = append(list, extensions(one)...)
			}
		}
	}
	return list
}
