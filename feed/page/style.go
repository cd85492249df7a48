package page

// Style is the style sheet of all pages: that of the browser and the system, light or dark, in a narrow column.
const Style = `
:root { color-scheme: light dark; --quiet: #555; --line: #ddd; --link: #0645ad; }
@media (prefers-color-scheme: dark) { :root { --quiet: #aaa; --line: #444; --link: #8ab4f8; } }
body { font: 1.0625rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h1 { line-height: 1.2; margin-bottom: .25rem; }
h2 { margin-top: 2rem; font-size: 1.25rem; }
h3 { margin: 0 0 .25rem; font-size: 1.0625rem; }
p { margin: .25rem 0; }
a { color: var(--link); }
.addresses { padding: 0; list-style: none; }
.addresses li { margin: .5rem 0; }
.address { display: block; padding: .375rem .5rem; border: 1px solid var(--line); border-radius: .25rem; overflow-wrap: anywhere; user-select: all; }
.items { list-style: none; padding: 0; }
.items > li { padding: 1rem 0; border-top: 1px solid var(--line); }
.items:not(:has(li))::after { content: "Nothing has been published yet."; }
.byline, .rights { color: var(--quiet); font-size: .9375rem; }
`
