package page

// Style is the style sheet of all pages: the letters of the system, light or dark as it is, in a narrow column. Every
// colour stands here with the one that it is seen on, and none is left to the browser: text is at 4.5 to 1 against it at
// least, and what surrounds a field at 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
const Style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1a1a; --quiet: #555; --line: #ddd; --edge: #767676; --link: #0645ad; --seen: #6b3fa0; }
@media (prefers-color-scheme: dark) { :root { --paper: #161616; --ink: #eee; --quiet: #aaa; --line: #444; --edge: #8a8a8a; --link: #8ab4f8; --seen: #c9a7f5; } }
html { background: var(--paper); color: var(--ink); }
body { font: 1.0625rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { line-height: 1.2; margin-bottom: .25rem; }
h2 { margin-top: 2rem; font-size: 1.25rem; }
h3 { margin: 0 0 .25rem; font-size: 1.0625rem; }
p + h3 { margin-top: 1rem; }
p { margin: .25rem 0; }
a { color: var(--link); }
a:visited { color: var(--seen); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
time { white-space: nowrap; }
.addresses { padding: 0; margin: .5rem 0 1.5rem; list-style: none; }
.addresses li { margin: .5rem 0; }
.address { display: block; box-sizing: border-box; width: 100%; padding: .375rem .5rem; border: 1px solid var(--edge); border-radius: .25rem; background: var(--paper); color: var(--ink); font: .9375rem/1.5 ui-monospace, monospace; resize: none; field-sizing: content; }
.items { list-style: none; padding: 0; }
.items > li { padding: 1rem 0; border-top: 1px solid var(--line); }
.items:not(:has(li))::after { content: "Nothing has been published yet."; }
.byline, .rights { color: var(--quiet); font-size: .9375rem; }
`
