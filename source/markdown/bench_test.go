package markdown

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/masthead-feeds/masthead/source"
)

// post is ordinary Markdown of about so many bytes, with the tags of several programs.
func post(size int) string {
	var b strings.Builder
	b.WriteString("---\ntitle: A post\n---\n")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, `## Part %d

A paragraph with **bold**, [a link]({{< ref "/posts/%[1]d.md" >}}), %[2]scode {{ x }}%[2]s and [another]({{ site.baseurl }}/a/).
It goes on for a line or two, as paragraphs do, with {{ page.title }} and {braces} and $x_1$ in it, and [[A page|words]].

{{< figure src="/img/%[1]d.png" caption="A *caption*" >}}

> [!note] Mind
> A quotation.

- one
- two {%% link _posts/2026-03-12-a.md %%}

:::tip[Title]
Inside.
:::

%[2]s%[2]s%[2]sgo
func main() { fmt.Println("{{ hello }}") }
%[2]s%[2]s%[2]s

{%% highlight ruby %%}
puts 1
{%% endhighlight %%}

`, i, "`")
	}
	return b.String()
}

func BenchmarkBody(b *testing.B) {
	for _, size := range []int{10_000, 100_000, 1_000_000, 10_000_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) { bench(b, "a.md", post(size)) })
	}
}

func bench(b *testing.B, name, text string) {
	folder := &source.Folder{FS: fstest.MapFS{name: {Data: []byte(text)}}, Readers: []source.Reader{New()}}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		scan, err := folder.Scan(b.Context(), 1)
		if err != nil {
			b.Fatal(err)
		}
		folder.Body(scan.Articles[0])
	}
}

// BenchmarkHostile reads texts that begin much and end nothing. Twice the text takes twice the time.
func BenchmarkHostile(b *testing.B) {
	for _, unit := range []string{
		"{{<", "{{< a ", "{%", "{% raw %}", "{% highlight a %}", "{{ a ", "{{ a(", "{", "{'", "<A ", "<A b={", "</A>", "<A>\n", "[[a", "![[a]]",
		"$a_", "$$", "%%", " ==a", "<!--", "<pre>", ":::a\n", ":::\n", "`a``b", "{:", "{% if a %}", "{% else %}", "{% end %}", "> [!a]\n", "\\",
		"import a from 'b'\n", "export const a = {\n", "{% if a %}{% endif %}", "(@/a", "({filename}", "{{< a >}}", "{{< /a >}}", "<a b={c}>",
		"<A>{{< tab a >}}", "- {{< note >}}\n", "[a]({{ b }}", "> ```\n", "- ", "* a\n", ": a\n", "[[a]]\n\n[a]: b\n", "{% comment %}", "<!-- more -->",
		"!!! a\n    b\n", "!!! a\n\n", "<small>\n", "<small>\n</small>\n", "<p>", "<p>*a*</p>", " {.a}", " ^abcd", ":material-a:", "{% a \"b \"c %}", "\"b \"c",
	} {
		for _, size := range []int{100_000, 200_000} {
			b.Run(fmt.Sprintf("%.14q/%d", unit, size), func(b *testing.B) {
				bench(b, "a.mdx", strings.Repeat(unit, size/len(unit)))
			})
		}
	}
}
