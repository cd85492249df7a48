package source

import "testing"

// BenchmarkHoldByText is of an ordinary article: every one that is published is asked whether its text holds it.
func BenchmarkHoldByText(b *testing.B) {
	a := &Article{file: &File{Path: "a.md"}, HTML: "<h1>Harbour wall is measured again</h1>\n<p>The harbour <em>wall</em> has been measured for the <a href=\"/third\">third</a> time this year.</p>\n<p>It is still as high as it was in the spring, the council said on Friday.</p>\n<p>For the people of the town this is good news, and they said so at once to all who asked.</p>\n<p>They will ask again.</p>\n"}
	b.ReportAllocs()
	for b.Loop() {
		a.holdByText(headLines(a.HTML), false)
	}
}
