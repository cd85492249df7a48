package rss_test

import (
	"fmt"
	"log"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/rss"
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
	encoder := rss.Encoder()
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
	// <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule">
	//   <channel>
	//     <title>The Daily Example</title>
	//     <link>https://example.org/</link>
	//     <description>The Daily Example</description>
	//     <language>en</language>
	//     <lastBuildDate>Thu, 12 Mar 2026 08:30:00 +0000</lastBuildDate>
	//     <generator>masthead 0.1.0 (https://github.com/masthead-feeds/masthead)</generator>
	//     <docs>https://www.rssboard.org/rss-specification</docs>
	//     <atom:link rel="self" type="application/rss+xml" href="https://example.org/feed"></atom:link>
	//     <item>
	//       <title>A quiet day</title>
	//       <link>https://example.org/quiet/</link>
	//       <description>Nothing happened.</description>
	//       <guid isPermaLink="true">https://example.org/quiet/</guid>
	//       <pubDate>Thu, 12 Mar 2026 08:30:00 +0000</pubDate>
	//       <dc:creator>Jane Doe</dc:creator>
	//       <dc:rights>© 2026 Example Press</dc:rights>
	//       <creativeCommons:license>https://creativecommons.org/licenses/by/4.0/</creativeCommons:license>
	//       <atom:link rel="license" type="text/html" href="https://creativecommons.org/licenses/by/4.0/" title="CC BY 4.0"></atom:link>
	//     </item>
	//     <item>
	//       <title>A note</title>
	//       <description>A note</description>
	//       <content:encoded><![CDATA[<p>See you.</p>]]></content:encoded>
	//       <guid isPermaLink="false">urn:example:1</guid>
	//       <pubDate>Thu, 12 Mar 2026 08:30:00 +0000</pubDate>
	//     </item>
	//   </channel>
	// </rss>
}
