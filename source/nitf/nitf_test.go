package nitf_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/nitf"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, nitf.New(), 32) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, nitf.New()) }

func TestRecognises(t *testing.T) {
	for start, want := range map[string]bool{
		"<nitf>": true, "\uFEFF<?xml version='1.0'?>\n<!-- x --><!DOCTYPE nitf SYSTEM 'n.dtd'><x:nitf a=''><head": true,
		"<newsItem><nitf/></newsItem>": false, "{}": false, "": false, "<html>": false,
	} {
		if got := nitf.New().Recognises([]byte(start)); got != want {
			t.Errorf("%q: %v", start, got)
		}
	}
}

func TestPublishable(t *testing.T) {
	for address, want := range map[string]bool{
		"https://example.org/a.jpg": true, "http://example.org/a.jpg?w=100": true,
		"a.jpg": false, "file:///./a.jpg": false, "tag:example.org,2026:a": false, "https://u:p@example.org/a": false, "https:///a": false,
		"https://example.org/a?auth_token=1": false, "https://example.org/a?X-Amz-Signature=1": false, "https://api.example.org/a?qt=1&et=2": false,
	} {
		if got := nitf.Publishable(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// What a container says of its story comes first, and people it names are not named twice.
func TestADocumentWithinAnother(t *testing.T) {
	d, err := nitf.Parse([]byte(`<nitf><body><body.head><hedline><hl1>Other</hl1></hedline><byline>By <person>Jane Doe,</person></byline>
		<distributor>Example News</distributor></body.head><body.content><p>Text.</p></body.content></body></nitf>`), 5)
	if err != nil {
		t.Fatal(err)
	}
	a := &source.Article{}
	a.Title.Set("Own", source.Origin{Rule: "container"})
	a.People.Set([]source.Person{{Name: "Jane Doe"}}, source.Origin{Rule: "container"})
	d.State(&source.File{Path: "a.json", Zone: time.UTC}, a, "container")
	got := fmt.Sprint(a.Title.Value, "|", a.People.Value, "|", a.Byline.Value, "|", a.Credit.Value, "|", a.Credit.From.Line, "|", d.HTML())
	if want := "Own|[Jane Doe]|By Jane Doe,|Example News|6|<p>Text.</p>"; got != want {
		t.Error(got)
	}
	if _, err := nitf.Parse([]byte("<html/>"), 1); err == nil {
		t.Error("a page was taken for NITF")
	}
}

func BenchmarkReader(b *testing.B) {
	const p = "<p>Nothing much happened on the <org>harbour wall</org> today, said <person>Max Moe</person>.</p>\n"
	sourcetest.Benchmark(b, nitf.New(), "", func(size int) []byte {
		return []byte("<nitf><head><docdata><doc-id id-string='x'/></docdata></head><body><body.head><hedline><hl1>A</hl1></hedline></body.head><body.content>" +
			strings.Repeat(p, size/len(p)) + "</body.content></body></nitf>")
	})
}
