package source_test

import (
	"context"
	"fmt"
	"log"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/formats"
)

// A folder of articles is read whole: what each says, which line of which file says so, and what is wrong with it. Of a folder on a
// disk source.Disk is the file system.
func ExampleFolder_Scan() {
	files := fstest.MapFS{
		"news/quiet.md": {Data: []byte(`---
title: A quiet day
date: 2026-03-12T08:30:00Z
byline: By Jane Doe in Paris, with AFP
license: CC-BY-4.0
---
Nothing happened.
`)},
		"news/_defaults.yaml": {Data: []byte("rights: © {year} Example Press\n")},
	}
	folder := &source.Folder{FS: files, Name: "content", Zone: time.UTC, Readers: formats.Readers()}
	scan, err := folder.Scan(context.Background(), 2)
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range scan.Articles {
		folder.Body(a)
		fmt.Printf("%s: %q\n", a.Path, a.Title.Value)
		for _, p := range a.People.Value {
			fmt.Printf("%s: %s\n", p.Role, p.Name)
		}
		fmt.Printf("credit %q, from %s line %d\n", a.Credit.Value, a.Credit.From.File, a.Credit.From.Line)
		fmt.Printf("rights %q, from %s line %d\n", a.Rights.Notice.Value, a.Rights.Notice.From.File, a.Rights.Notice.From.Line)
		fmt.Printf("%s", a.HTML)
	}
	// Output:
	// news/quiet.md: "A quiet day"
	// author: Jane Doe
	// credit "AFP", from news/quiet.md line 4
	// rights "© 2026 Example Press", from news/_defaults.yaml line 1
	// <p>Nothing happened.</p>
}
