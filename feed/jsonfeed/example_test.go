package jsonfeed_test

import (
	"fmt"
	"log"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/jsonfeed"
	"github.com/masthead-feeds/masthead/source"
)

// A document is a head, the items with what stands between two of them, and a tail. All formats are written alike; the namespaces that
// items use are empty in this one.
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
	encoder := jsonfeed.Encoder()
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
	// {
	//   "version": "https://jsonfeed.org/version/1.1",
	//   "title": "The Daily Example",
	//   "language": "en",
	//   "home_page_url": "https://example.org/",
	//   "feed_url": "https://example.org/feed",
	//   "_masthead": {
	//     "about": "https://github.com/masthead-feeds/masthead/blob/main/docs/json-feed.md"
	//   },
	//   "items": [
	//     {
	//       "id": "https://example.org/quiet/",
	//       "url": "https://example.org/quiet/",
	//       "title": "A quiet day",
	//       "content_text": "Nothing happened.",
	//       "summary": "Nothing happened.",
	//       "date_published": "2026-03-12T08:30:00Z",
	//       "authors": [
	//         {
	//           "name": "Jane Doe"
	//         }
	//       ],
	//       "_masthead": {
	//         "about": "https://github.com/masthead-feeds/masthead/blob/main/docs/json-feed.md",
	//         "copyrightNotice": "© 2026 Example Press",
	//         "licenses": [
	//           {
	//             "url": "https://creativecommons.org/licenses/by/4.0/",
	//             "title": "CC BY 4.0",
	//             "spdx": "CC-BY-4.0"
	//           }
	//         ]
	//       }
	//     },
	//     {
	//       "id": "urn:example:1",
	//       "title": "A note",
	//       "content_html": "<p>See you.</p>",
	//       "date_published": "2026-03-12T08:30:00Z"
	//     }
	//   ]
	// }
}
