package build_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// A manifest of before items were written as numbers says as well where in a document each is.
func TestAManifestThatNamesItemsAnewEachTimeIsRead(t *testing.T) {
	s := newSite(t)
	s.inFolder()
	s.article("a.md", "title: Avocet\ndate: 2026-03-01\nexpires: 2026-03-13")
	s.article("b.md", "title: Bittern\ndate: 2026-03-02")
	s.mustBuild()
	var whole map[string]any
	if err := json.Unmarshal([]byte(s.read(manifest)), &whole); err != nil {
		t.Fatal(err)
	}
	for _, f := range whole["feeds"].([]any) {
		layout := f.(map[string]any)["layout"].(map[string]any)
		var items []any
		for numbers := layout["items"].([]any); len(numbers) > 0; numbers = numbers[3:] {
			id := whole["items"].([]any)[int(numbers[0].(float64))].(map[string]any)["id"]
			items = append(items, map[string]any{"id": id, "bytes": numbers[1], "cut": "full"})
		}
		layout["items"] = items
	}
	delete(whole, "cuts")
	text, err := json.MarshalIndent(whole, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	s.edit(manifest, s.read(manifest), string(text))
	s.vanish()
	s.now = time.Date(2026, 3, 13, 0, 0, 0, 0, time.UTC)
	s.wantFailure("; 1 expired item was taken out")
	s.wantTitles("Bittern")
}

func TestAManifestWhoseNumbersNameNothingIsNamed(t *testing.T) {
	for _, items := range []string{"[5,10,0]", "[-1,10,0]", "[0,10,9]", "[0,10,-1]", "[0,-10,0]"} {
		s := newSite(t)
		s.inFolder()
		s.article("a.md", "title: Avocet\ndate: 2026-03-01")
		s.mustBuild()
		before := s.read(manifest)
		at := strings.Index(before, `"items":[0,`)
		end := at + strings.IndexByte(before[at:], ']') + 1
		s.edit(manifest, before[at:end], fmt.Sprintf(`"items":%s`, items))
		if _, err := s.build(); err == nil || !strings.Contains(err.Error(), manifest+": ") {
			t.Errorf("%s: %v", items, err)
		}
	}
}

// Somebody may have written into the manifest that an item is larger than its document: the item is made anew, or the build says
// what it cannot read.
func TestAManifestWhoseSizesAreNotThoseOfTheDocuments(t *testing.T) {
	for _, size := range []string{"99999", "9000000", "1000000000000000000"} {
		s := withTags(t, 12)
		s.inFolder()
		s.withState()
		s.mustBuild()
		at := strings.Index(s.read(manifest), `"items":[`) + len(`"items":[`)
		numbers := strings.SplitN(s.read(manifest)[at:], ",", 3)
		s.edit(manifest, strings.Join(numbers[:2], ","), numbers[0]+","+size)
		s.tagged(11, "")
		if _, err := s.build(); err != nil && !strings.Contains(err.Error(), "reading what was published: ") {
			t.Errorf("%s: %v", size, err)
		}
	}
}
