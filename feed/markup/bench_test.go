package markup

import (
	"fmt"
	"strings"
	"testing"
)

// article is a body of about 7 kB as a Markdown renderer writes them:
//
//	go test -run - -bench . -benchmem ./feed/markup/
func article() string {
	var b strings.Builder
	for i := 0; b.Len() < 7000; i++ {
		fmt.Fprintf(&b, `<h2 id="section-%d">What changed in part %[1]d</h2>
<p>A paragraph of running text with <strong>bold words</strong>, a <a href="/docs/api?part=%[1]d&amp;x=2">link to the docs</a>,
another to <a href="https://example.net/issues/%[1]d">an issue</a> and a piece of <code>code</code>. It goes on for a while, as
paragraphs do &amp; says “nothing much” about the matter, so that text outweighs tags as it does in articles people write.</p>
<p>A second paragraph<sup id="fnref:%[1]d"><a href="#fn:%[1]d" class="footnote-ref" role="doc-noteref">%[1]d</a></sup>, with no
more than that in it, but again with as many words as it takes to look like a paragraph from a blog on software.</p>
<ul>
<li>An item with <em>emphasis</em></li>
<li>And one without</li>
</ul>
<pre><code class="language-js">const a = () =&gt; { return &quot;b&quot; &amp;&amp; 1 }
</code></pre>
<p><img src="images/figure-%[1]d.png" alt="A picture of part %[1]d"></p>
`, i)
	}
	return b.String()
}

func BenchmarkClean(b *testing.B) {
	body, o := article(), goldenOptions()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Clean(body, o)
	}
}

func BenchmarkText(b *testing.B) {
	body := article()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		plainText(body)
	}
}

func BenchmarkSummary(b *testing.B) {
	body := article()
	b.ReportAllocs()
	for b.Loop() {
		Summary(body, 280)
	}
}

func BenchmarkCleanText(b *testing.B) {
	body := article()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		CleanText(body)
	}
}

func BenchmarkLine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Line("Ten years of publishing a folder of articles – and counting")
	}
}
