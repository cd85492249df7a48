package source_test

import (
	"strings"
	"testing"
)

// Links between files are links between their pages, as seen from the page that has them.
func TestLinksBetweenFiles(t *testing.T) {
	d := folder(map[string]string{
		"posts/a.md": "---\ndate: 2026-01-02\n---\n[b](./b.md) [c](../c/index.md#part) [d](sub/d%20e.mdx) [self](a.md) [site](/x.md) [web](https://example.org/x.md) " +
			"[about](README.md) `[code](b.md)`",
		"posts/f/index.md": "---\ndate: 2026-01-02\n---\n[b](../b.md)",
		"moved.md":         "---\ndate: 2026-01-02\npermalink: /elsewhere/\n---\n[b](posts/b.md)",
	})
	want := map[string]string{
		"posts/a.md":       "./../b/ ./../../c/#part ./../sub/d%20e/ ./ /x.md https://example.org/x.md README.md",
		"posts/f/index.md": "./../b/",
		"moved.md":         "posts/b.md",
	}
	for _, a := range scan(t, d).Articles {
		d.Body(a)
		var links []string
		for _, part := range strings.Split(a.HTML, `href="`)[1:] {
			to, _, _ := strings.Cut(part, `"`)
			links = append(links, to)
		}
		if got := strings.Join(links, " "); got != want[a.Path] {
			t.Errorf("%s: %s, want %s", a.Path, got, want[a.Path])
		}
	}
}
