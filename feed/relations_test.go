package feed

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestItemNamesWhatIsRelated(t *testing.T) {
	s := site("https://example.org/blog/")
	c := read(t, &Mapper{Site: &s, Permalink: "/{path}/"}, map[string]string{"a/b.md": "---\ntitle: A\n" +
		"related: [https://other.example/1, /c/, /blog/c/, ../d/, /a/b/, 'https://exa mple/']\n---\nText.\n"})["a/b.md"]
	want := []string{"https://other.example/1", "https://example.org/blog/c/", "https://example.org/blog/a/d/"}
	if diff := cmp.Diff(want, c.Item(time.Time{}).Related); diff != "" {
		t.Error(diff)
	}
}
