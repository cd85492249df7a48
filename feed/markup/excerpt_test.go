package markup

import (
	"strings"
	"testing"
)

// What stands in place of a text is never all of it, unless that is one sentence.
func TestExcerpt(t *testing.T) {
	long := "<p>" + strings.Repeat("Words and more words are here. ", 20) + "</p>"
	for _, c := range []struct{ body, want string }{
		{"<p>First para.</p>\n<p>Second para.</p>", "First para."},
		{"<p>One. Two. Three.</p>", "One. Two."},
		{"<h2>Heading</h2><p>One is here. Two is here.</p><ul><li>x</li></ul>", "One is here."},
		{"<p>One sentence alone.</p>", "One sentence alone."},
		{"<p>No stop at all</p>", "No stop at all"},
		{"<p>We met. They ran!</p>", "We met."},
		{"<p>“Is it so?” “It is.” He left.</p>", "“Is it so?” “It is.”"},
		{"<p>Mr. Smith of the U.S. Senate, J. Doe and No. 5 left.</p>", "Mr. Smith of the U.S. Senate, J. Doe and No. 5 left."},
		{"<p>Am 3. Mai kam er. Dann ging er.</p>", "Am 3. Mai kam er."},
		{"<p>It rose by 3.5 points.</p>", "It rose by 3.5 points."},
		{"<p>一つ目の文。二つ目の文。</p>", "一つ目の文。"},
		{"<p>Line one<br>Line two</p>", "Line one"},
		{"<ul><li>One thing.</li><li>Another thing.</li></ul>", "One thing."},
		{"", ""},
	} {
		if got := Excerpt(c.body, 300); got != c.want {
			t.Errorf("%s: %q, want %q", c.body, got, c.want)
		}
	}
	if got := Excerpt(long, 100); len(got) > 100 || !strings.HasSuffix(got, "…") || got != Summary(long, 100) {
		t.Errorf("a long paragraph: %q", got)
	}
	if got := Excerpt("<p>x</p>", 0); got != "" {
		t.Errorf("of no length: %q", got)
	}
}
