package page

// SheetName and SheetType are of the style sheet that the XML of feeds names. It lies once beside them all.
const (
	SheetName = "masthead.css"
	SheetType = "text/css"
)

// Sheet has a browser that is given the XML of a feed, as from a host of plain files, show it as a list that people can
// read. What is markup within the XML cannot be shown so, and is left out: the page beside the feed has it.
const Sheet = `@namespace atom "http://www.w3.org/2005/Atom";
@namespace content "http://purl.org/rss/1.0/modules/content/";
@namespace dc "http://purl.org/dc/elements/1.1/";
:root { color-scheme: light dark; display: block; font: 1.0625rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
:root::before { content: "This is a feed. Copy the address of this page into a feed reader, and the reader will tell you of new articles."; display: block; padding: .5rem .75rem; border: 1px solid; border-radius: .25rem; margin-bottom: 1rem; }
* { display: none; }
channel, item, atom|entry, item > title, item > pubDate, item > dc|creator, atom|entry > atom|title, atom|entry > atom|published, atom|entry > atom|author, atom|entry > atom|summary { display: block; }
atom|author > atom|name { display: inline; }
channel > title, :root > atom|title { display: block; font-size: 2em; font-weight: bold; line-height: 1.2; }
channel > description, :root > atom|subtitle, channel > copyright, :root > atom|rights { display: block; margin: .25rem 0 .75rem; }
item > *, atom|entry > *, channel > *, :root > * { unicode-bidi: plaintext; text-align: start; }
item, atom|entry { padding: 1rem 0; border-top: 1px solid #8888; }
item > title, atom|entry > atom|title { font-weight: bold; }
item > pubDate, item > dc|creator, atom|published, atom|entry > atom|author { opacity: .75; font-size: .9375rem; }
`
