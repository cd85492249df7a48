package wxr

import "strings"

// paragraphs makes paragraphs of what WordPress stores, as wpautop() does when a page is shown: a blank line, or two <br>,
// ends a paragraph, a single line break becomes <br>, and elements that are blocks stand for themselves. It goes through
// the text once, with a stack of the blocks that are open; so it leaves no tag without its other, as wpautop() does.
func paragraphs(s string) string {
	w := paragrapher{inside: map[string]int{}}
	for p := range pieces(s, untouched) {
		w.piece(p)
	}
	w.end(false)
	return strings.TrimSpace(strings.Join(w.out, ""))
}

// untouched reports the elements in which line breaks mean what they mean there.
func untouched(name string) bool {
	switch name {
	case "pre", "script", "style", "svg", "math", "textarea", "select", "object", "video", "audio", "iframe":
		return true
	}
	return false
}

// paragrapher writes paragraphs.
type paragrapher struct {
	out    []string
	blocks []block
	inside map[string]int // how many blocks of a name are open
	run    run
}

// block is an element that is open.
type block struct {
	name  string
	later bool // something has ended in it: what follows is a paragraph
}

// run is text with what stands in it: a paragraph, or what is alone in a block.
type run struct {
	begun   bool
	written bool // as a paragraph in the text
	slot    int  // where in out its tag goes
	tag     string
	shown   bool // there is something to see
	due     due
}

// due is the break before what follows in a paragraph.
type due uint8

const (
	none    due = iota
	newLine     // the text has a line break there
	marked      // it has a <br>
)

func (w *paragrapher) piece(p piece) {
	switch {
	case p.kind == comment:
	case p.kind == text:
		w.text(p.text)
	case p.name == "br":
		w.lineBreak(marked)
	case p.name == "script":
		w.out = append(w.out, p.text)
	case p.name == "p":
		w.paragraphTag(p)
	case isBlock(p.name):
		w.block(p)
	default:
		w.inline(p)
	}
}

// text writes text line by line.
func (w *paragrapher) text(s string) {
	for i := 0; i < len(s); {
		if n := space(s[i:]); n > 0 {
			w.space(s[i : i+n])
			i += n
			continue
		}
		end := strings.IndexByte(s[i:], '\n')
		if end < 0 {
			end = len(s) - i
		}
		line := s[i : i+end]
		if end < len(s)-i {
			line = strings.TrimRight(line, " \t")
		}
		w.show(strings.ReplaceAll(line, "<", "&lt;"))
		i += len(line)
	}
}

// space gives the length of the white space with which text begins.
func space(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\n\r\u2028\u2029")) }

func (w *paragrapher) space(s string) {
	switch strings.Count(s, "\n") {
	case 0:
		if w.run.shown && w.run.due == none {
			w.out = append(w.out, s)
		}
	case 1:
		w.lineBreak(newLine)
	default:
		w.blank()
	}
}

// blank takes a blank line.
func (w *paragrapher) blank() {
	if w.flows() {
		w.end(true)
		return
	}
	w.lineBreak(newLine)
}

// lineBreak takes a line break. The second <br> in a row ends the paragraph.
func (w *paragrapher) lineBreak(d due) {
	switch {
	case !w.run.shown:
	case d == marked && w.run.due == marked:
		w.run.due = none
		if w.flows() {
			w.end(true)
		} else {
			w.out = append(w.out, "<br><br>")
		}
	default:
		w.run.due = max(w.run.due, d)
	}
}

// show writes what can be seen.
func (w *paragrapher) show(s string) {
	w.begin("<p>", false)
	w.breakLine()
	w.run.shown = true
	w.out = append(w.out, s)
}

func (w *paragrapher) breakLine() {
	if w.run.due != none {
		w.out = append(w.out, "<br>\n")
	}
	w.run.due = none
}

func (w *paragrapher) begin(tag string, written bool) {
	if !w.run.begun {
		w.run = run{begun: true, slot: len(w.out), tag: tag, written: written}
		w.out = append(w.out, "")
	}
}

// inline writes an element within a paragraph.
func (w *paragrapher) inline(p piece) {
	switch {
	case p.kind == verbatim, p.name == "img", p.name == "input", p.name == "embed", p.name == "iframe":
		w.show(p.text)
	case p.kind == opening:
		w.begin("<p>", false)
		w.breakLine()
		w.out = append(w.out, p.text)
	default:
		w.out = append(w.out, p.text)
	}
}

// paragraphTag takes the paragraphs of the text itself.
func (w *paragrapher) paragraphTag(p piece) {
	if p.kind == closing {
		w.end(true)
		return
	}
	w.end(false)
	w.begin(p.text, true)
}

// block writes the tag of a block, which ends any paragraph.
func (w *paragrapher) block(p piece) {
	w.end(false)
	switch {
	case p.kind == verbatim, p.kind == opening && isVoid(p.name), strings.HasSuffix(p.text, "/>"):
		w.out = append(w.out, p.text)
		w.ended()
	case p.kind == opening:
		w.out = append(w.out, p.text)
		w.blocks = append(w.blocks, block{name: p.name})
		w.inside[p.name]++
	case w.inside[p.name] > 0:
		w.leave(p.name)
		w.out = append(w.out, p.text)
		w.ended()
	}
}

// leave takes a block off the stack, with those in it that have no end.
func (w *paragrapher) leave(name string) {
	for {
		last := len(w.blocks) - 1
		open := w.blocks[last].name
		w.blocks = w.blocks[:last]
		w.inside[open]--
		if open == name {
			return
		}
	}
}

// ended notes that something has ended in the innermost block, or outside of all.
func (w *paragrapher) ended() {
	if n := len(w.blocks); n > 0 {
		w.blocks[n-1].later = true
		return
	}
	w.out = append(w.out, "\n")
}

// end ends the run. It is a paragraph where the text says so, outside of all blocks, and in those that hold paragraphs once
// one has ended in them: text that is alone in a block is left alone. apart says that something ends here which only
// paragraphs have.
func (w *paragrapher) end(apart bool) {
	r := w.run
	w.run = run{}
	if !r.begun || !r.shown {
		return
	}
	if r.written || w.holds(apart) {
		w.out[r.slot] = r.tag
		w.out = append(w.out, "</p>")
	}
	w.ended()
}

// holds reports whether the innermost block wants its text in a paragraph.
func (w *paragrapher) holds(apart bool) bool {
	if len(w.blocks) == 0 {
		return true
	}
	b := w.blocks[len(w.blocks)-1]
	return b.name == "blockquote" || (apart || b.later) && mayHold(b.name)
}

// flows reports whether paragraphs can stand where the writer is.
func (w *paragrapher) flows() bool {
	return w.run.written || len(w.blocks) == 0 || mayHold(w.blocks[len(w.blocks)-1].name)
}

// mayHold reports the blocks that may hold paragraphs.
func mayHold(name string) bool {
	switch name {
	case "blockquote", "div", "section", "article", "aside", "header", "footer", "nav", "form", "fieldset", "address", "details",
		"li", "dd", "td", "th", "figcaption", "center", "main":
		return true
	}
	return false
}

// isBlock reports the elements that are no part of a paragraph.
func isBlock(name string) bool {
	switch name {
	case "table", "thead", "tfoot", "caption", "col", "colgroup", "tbody", "tr", "td", "th", "div", "dl", "dd", "dt", "ul", "ol",
		"li", "pre", "form", "map", "area", "blockquote", "address", "style", "p", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
		"fieldset", "legend", "section", "article", "aside", "hgroup", "header", "footer", "nav", "figure", "figcaption", "details",
		"menu", "summary", "main", "center", "math":
		return true
	}
	return false
}

func isVoid(name string) bool { return name == "hr" || name == "col" || name == "area" }
