package markdown

// folds knows how far the content of the elements that are open is indented. In MDX that means nothing, and in Markdown
// it would make code of it.
type folds struct {
	list []fold
}

type fold struct {
	name   string
	indent int  // columns; -1 until its first line is met
	block  bool // there is Markdown in it
	html   bool // it is in one that holds none
}

func (f *folds) open() bool { return len(f.list) > 0 }

// element notes an element that begins or ends.
func (f *folds) element(s *scanner, t *tag, to int) {
	switch {
	case !s.mdx || t.alone:
	case t.closes:
		if n := len(f.list); n > 0 && f.list[n-1].name == t.name {
			f.list = f.list[:n-1]
		}
	case len(f.list) < 100 && s.alone(s.at, to) && (f.open() || len(s.lines.items) == 0):
		f.list = append(f.list, fold{name: t.name, indent: -1, html: f.htmlOnly() && t.name != "td" && t.name != "li"})
	}
}

// mark notes that the element that has just begun holds Markdown.
func (f *folds) mark(t *tag) {
	if n := len(f.list); n > 0 && f.list[n-1].name == t.name {
		f.list[n-1].block = true
	}
}

// htmlOnly reports whether the innermost element that is open holds no paragraphs.
func (f *folds) htmlOnly() bool {
	n := len(f.list)
	return n > 0 && (htmlOnly[f.list[n-1].name] || f.list[n-1].html)
}

// dedent takes off a line the indentation that an element or another part gives its content.
func (s *scanner) dedent(l line) {
	if len(s.indented) > 0 {
		s.outdent(l)
		return
	}
	n := len(s.fold.list)
	if n == 0 || l.blank {
		return
	}
	spaces := 0
	for l.start+spaces < l.end && (s.text[l.start+spaces] == ' ' || s.text[l.start+spaces] == '\t') {
		spaces++
	}
	top := &s.fold.list[n-1]
	if top.indent < 0 && !hasPrefix(s.text[l.start+spaces:], "</") {
		top.indent = spaces
	}
	if k := min(spaces, max(top.indent, 0)); k > 0 {
		s.pieces = append(s.pieces, piece{from: l.start, to: l.start + k})
	}
}
