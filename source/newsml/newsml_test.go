package newsml_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/newsml"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, newsml.New(), 41) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, newsml.New()) }

func TestRecognises(t *testing.T) {
	for start, want := range map[string]bool{
		"<newsItem>": true, "\uFEFF<?xml version='1.0'?>\n<!-- x -->\n<ns0:newsMessage xmlns:ns0='x'><ns0:header": true,
		"<packageItem/>": true, "<catalogItem>": true, "<NewsML>": true, "<\x00n\x00e\x00w\x00s\x00I\x00t\x00e\x00m\x00>\x00": true,
		"<nitf>": false, "<rss>": false, `{"a": "<newsItem>"`: false, "": false,
	} {
		if got := newsml.New().Recognises([]byte(start)); got != want {
			t.Errorf("%q: %v", start, got)
		}
	}
}

func message(size int) string {
	const item = `<newsItem guid="tag:example.org,2026:%d" version="1"><itemMeta><itemClass qcode="ninat:text"/>` +
		`<versionCreated>2026-03-12T07:30:00Z</versionCreated></itemMeta><contentMeta><headline>A quiet day</headline>` +
		`<subject><name>weather</name></subject></contentMeta><contentSet><inlineXML><html><body>%s</body></html></inlineXML></contentSet></newsItem>` + "\n"
	body := strings.Repeat("<p>Nothing much happened on the harbour wall today, and the sea was calm.</p>\n", 20)
	var b strings.Builder
	b.Grow(size + 10_000)
	b.WriteString("<newsMessage><itemSet>")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, item, i, body)
	}
	return b.String() + "</itemSet></newsMessage>"
}

func folder(text string) *source.Folder {
	return &source.Folder{FS: fstest.MapFS{"a.xml": {Data: []byte(text)}}, Zone: time.UTC, Readers: []source.Reader{newsml.New()}}
}

// Of a message of thousands of items the body of one is read without the others.
func TestABodyIsReadForItself(t *testing.T) {
	d := folder(message(4_000_000))
	scan, err := d.Scan(t.Context(), 1)
	if err != nil || len(scan.Articles) < 1600 {
		t.Fatalf("%d articles, %v", len(scan.Articles), err)
	}
	d.Body(scan.Articles[0]) // what is made only once
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	a := scan.Articles[len(scan.Articles)-1]
	d.Body(a)
	runtime.ReadMemStats(&after)
	if !strings.Contains(a.HTML, "<p>Nothing") || a.Part.Line != len(scan.Articles)*21-20 {
		t.Errorf("line %d: %.40q", a.Part.Line, a.HTML)
	}
	if read := after.TotalAlloc - before.TotalAlloc; read > 3_000_000 { // reading the file takes more, whatever tools watch the memory
		t.Errorf("one body took %d bytes", read)
	}
}

func BenchmarkReader(b *testing.B) {
	sourcetest.Benchmark(b, newsml.New(), "", func(size int) []byte { return []byte(message(size)) })
}
