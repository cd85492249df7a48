package atom_test

import (
	"fmt"
	"log"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/atom"
	"github.com/masthead-feeds/masthead/source"
)

// A document is a head, the items with what stands between two of them, and a tail. The head comes last: it declares the namespaces
// that the items use.
func ExampleEncoder() {
	at := time.Date(2026, 3, 12, 8, 30, 0, 0, time.UTC)
	news := &feed.Feed{ID: "https://example.org/", Title: "The Daily Example", HomeURL: "https://example.org/", SelfURL: "https://example.org/feed", Language: "en", Updated: at}
	items := []*feed.Item{
		{
			ID: "https://example.org/quiet/", URL: "https://example.org/quiet/", Title: "A quiet day", Summary: "Nothing happened.",
			Published: at, Updated: at, Authors: []feed.Person{{Name: "Jane Doe", Role: source.Author}}, Notice: "© 2026 Example Press",
			Licenses: []source.License{{URL: "https://creativecommons.org/licenses/by/4.0/", Title: "CC BY 4.0", SPDX: "CC-BY-4.0"}},
		},
		{ID: "urn:example:1", Title: "A note", HTML: "<p>See you.</p>", Published: at, Updated: at},
	}
	encoder := atom.Encoder()
	var body []byte
	var uses feed.Namespaces
	for i, it := range items {
		fragment, err := encoder.Item(it, news.Language)
		if err != nil {
			log.Fatal(err)
		}
		if i > 0 {
			body = append(body, encoder.Between...)
		}
		body = append(body, fragment.Bytes...)
		uses |= fragment.Uses
	}
	head, err := encoder.Head(news, uses)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s%s%s", head, body, encoder.Tail)
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <feed xml:lang="en" xmlns="http://www.w3.org/2005/Atom">
	//   <title>The Daily Example</title>
	//   <id>https://example.org/</id>
	//   <updated>2026-03-12T08:30:00Z</updated>
	//   <link rel="self" type="application/atom+xml" href="https://example.org/feed"></link>
	//   <link rel="alternate" type="text/html" href="https://example.org/"></link>
	//   <author>
	//     <name>The Daily Example</name>
	//   </author>
	//   <generator uri="https://github.com/masthead-feeds/masthead" version="0.1.0">masthead</generator>
	//   <entry>
	//     <title>A quiet day</title>
	//     <updated>2026-03-12T08:30:00Z</updated>
	//     <id>https://example.org/quiet/</id>
	//     <rights>© 2026 Example Press</rights>
	//     <published>2026-03-12T08:30:00Z</published>
	//     <summary type="text">Nothing happened.</summary>
	//     <link rel="alternate" type="text/html" href="https://example.org/quiet/"></link>
	//     <link rel="license" type="text/html" href="https://creativecommons.org/licenses/by/4.0/" title="CC BY 4.0"></link>
	//     <author>
	//       <name>Jane Doe</name>
	//     </author>
	//   </entry>
	//   <entry>
	//     <title>A note</title>
	//     <updated>2026-03-12T08:30:00Z</updated>
	//     <id>urn:example:1</id>
	//     <published>2026-03-12T08:30:00Z</published>
	//     <content type="html"><![CDATA[<p>See you.</p>]]></content>
	//   </entry>
	// </feed>
}
