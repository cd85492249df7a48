package meta_test

import (
	"testing"

	"github.com/masthead-feeds/masthead/source/meta"
)

// A post as most are: twelve keys, and a body that must not cost anything.
const (
	yamlPost = `---
title: "Spring: the second edition"
date: 2024-03-20T09:15:00+01:00
updated: 2024-03-21 10:00
draft: false
section: news
slug: spring-the-second-edition
authors: [{name: Ada Example, url: https://example.org/ada}, {name: Grace Example}]
tags: [garden, weather, spring]
summary: What the garden does when it is warm again.
image: img/spring.jpg
credit: Example Press
rights: {notice: © 2024 Example Press, license: CC-BY-4.0}
---
Body
`
	tomlPost = `+++
title = "Spring: the second edition"
date = 2024-03-20T09:15:00+01:00
updated = 2024-03-21 10:00:00
draft = false
section = "news"
slug = "spring-the-second-edition"
authors = [{name = "Ada Example", url = "https://example.org/ada"}, {name = "Grace Example"}]
tags = ["garden", "weather", "spring"]
summary = "What the garden does when it is warm again."
image = "img/spring.jpg"
credit = "Example Press"
rights = {notice = "© 2024 Example Press", license = "CC-BY-4.0"}
+++
Body
`
	jsonPost = `{
"title": "Spring: the second edition",
"date": "2024-03-20T09:15:00+01:00",
"updated": "2024-03-21 10:00",
"draft": false,
"section": "news",
"slug": "spring-the-second-edition",
"authors": [{"name": "Ada Example", "url": "https://example.org/ada"}, {"name": "Grace Example"}],
"tags": ["garden", "weather", "spring"],
"summary": "What the garden does when it is warm again.",
"image": "img/spring.jpg",
"credit": "Example Press",
"rights": {"notice": "© 2024 Example Press", "license": "CC-BY-4.0"}
}
Body
`
)

func BenchmarkSplit(b *testing.B) {
	forPosts(b, func(data []byte) error {
		_, err := meta.Split(data, false)
		return err
	})
}

func BenchmarkDecode(b *testing.B) {
	forPosts(b, func(data []byte) error {
		block, err := meta.Split(data, false)
		if err == nil {
			_, _, err = block.Decode()
		}
		return err
	})
}

func forPosts(b *testing.B, do func([]byte) error) {
	for _, c := range []struct{ name, post string }{{"yaml", yamlPost}, {"toml", tomlPost}, {"json", jsonPost}, {"none", "# Title\n"}} {
		b.Run(c.name, func(b *testing.B) {
			data := []byte(c.post)
			b.ReportAllocs()
			for b.Loop() {
				if err := do(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
