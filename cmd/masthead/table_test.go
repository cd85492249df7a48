package main

import (
	"strings"
	"testing"
)

func TestTablesFitTheScreen(t *testing.T) {
	var tab table
	tab.add("STATUS", "TITLE", "BY")
	tab.add("published", "東京の港、再建へ", "山田太郎")
	tab.add("draft", "A quiet day at the harbour, and what came of it", "Jane Doe")
	var whole, narrow strings.Builder
	if err := tab.print(&whole, "", 0, 1); err != nil {
		t.Fatal(err)
	}
	if err := tab.print(&narrow, "", 44, 1); err != nil {
		t.Fatal(err)
	}
	want := `STATUS     TITLE                                            BY
published  東京の港、再建へ                                 山田太郎
draft      A quiet day at the harbour, and what came of it  Jane Doe
`
	if whole.String() != want {
		t.Errorf("got\n%swant\n%s", whole.String(), want)
	}
	for line := range strings.Lines(narrow.String()) {
		if places(strings.TrimSuffix(line, "\n")) > 44 {
			t.Errorf("%d places: %s", places(line), line)
		}
	}
	if !strings.Contains(narrow.String(), "…  Jane Doe") || !strings.Contains(narrow.String(), "東京の港、再建へ  ") {
		t.Errorf("got\n%s", narrow.String())
	}
}
