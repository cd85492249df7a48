// Package xmltree reads XML as agencies and exports send it: element by element, each with its place in the file.
//
// A message can hold thousands of stories. So a file is never one tree: [Reader.Next] goes to the next element of a wanted
// name, and only that becomes a tree of [Element]. Names are compared without their prefixes, because producers bind them
// differently or not at all. What XML leaves to others is left undone: no DTD is read, no entity expanded but those of HTML,
// nothing is fetched.
package xmltree

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

const (
	// maxDepth is deeper than any story. What reads a tree may then recurse.
	maxDepth = 200
	// maxElements bounds the memory that one tree takes: an element takes many times the four bytes of <a/>. Attributes count
	// as elements do.
	maxElements = 500_000
	// maxTag bounds the length of a tag, and by that the number of its attributes.
	maxTag = 64 << 10
)

// Reader goes through one file. It is not safe for concurrent use.
type Reader struct {
	// Problems are what was odd about the file, though it can be read.
	Problems []source.Problem
	// Plain says that the file is UTF-8, so that the places of elements are bytes of the file.
	Plain bool

	text  []byte
	in    *input
	tags  *xml.Decoder
	base  int // where in text the decoder began
	shift int // bytes of the file that are not in text: its byte order mark
	at    meta.Place
	root  *Element
	open  []string // the elements around what is read, by their written names
	next  *Element // an opening tag that has been read and not been used

	spare   int  // how many more bytes may be read twice to find the next element behind a broken one
	resumed bool // behind a broken element: which elements are open is not known
}

// Open begins to read a file, or a part of one that begins on the given line, in the encoding that its mark, its first
// character or its declaration tells (XML 1.0, appendix F). What is read is UTF-8. An error is a source.Problem: there is no
// element in it.
func Open(data []byte, line int) (*Reader, error) {
	r := &Reader{at: meta.Place{Line: line, Column: 1}}
	r.decode(data)
	r.spare = 2 * len(r.text)
	r.restart(r.declaration())
	for r.next == nil {
		if err := r.step(nil); errors.Is(err, io.EOF) {
			return nil, r.problem("no XML element is in the file")
		} else if err != nil {
			return nil, err
		}
	}
	r.root = r.next
	return r, nil
}

// Root gives the outermost element with its attributes and without what is in it.
func (r *Reader) Root() *Element { return r.root }

// Next goes to the next element that has one of these names and reads it whole. The error is io.EOF when there is none, or
// the source.Problem of an element that cannot be read; the call after that goes on with the one behind. What is wrong
// between such elements is added to Problems.
func (r *Reader) Next(names ...string) (*Element, error) {
	for r.in != nil {
		e := r.next
		if e != nil && slices.Contains(names, e.Name) {
			begin := r.at
			if err := r.tree(e); err != nil {
				r.at = begin
				r.resume(int(e.Start)-r.shift, names)
				return nil, err
			}
			return e, nil
		}
		r.next = nil
		before := r.offset()
		err := r.step(nil)
		if problem, ok := errors.AsType[source.Problem](err); ok {
			r.Problems = append(r.Problems, problem)
			r.resume(before, names)
		} else if err != nil {
			r.in = nil
		}
	}
	return nil, io.EOF
}

// tree reads what is in an element, up to its end.
func (r *Reader) tree(e *Element) error {
	r.next = nil
	within := []*Element{e}
	for count := 1; len(within) > 0; {
		if err := r.step(&within); err != nil {
			return err
		}
		if r.next != nil {
			within = append(within, r.next)
			r.next = nil
			if count += 1 + len(within[len(within)-1].Attrs); count > maxElements {
				return r.problem(fmt.Sprintf("more than %d elements and attributes in <%s>", maxElements, e.Name))
			}
		}
	}
	return nil
}

// step reads one token. An opening tag is put into next; what ends elements takes them off the list of those that are open, and
// text goes into the innermost. A nil list means that nothing is kept.
func (r *Reader) step(within *[]*Element) error {
	start := r.offset()
	r.in.mark = int(r.tags.InputOffset())
	token, err := r.tags.RawToken()
	if err != nil {
		return r.fault(err)
	}
	if n := len(r.open); n > 0 && endsItself(r.open[n-1]) && !ends(token, r.open[n-1]) {
		r.close(within, r.offset())
	}
	switch t := token.(type) {
	case xml.StartElement:
		return r.start(t, start, within)
	case xml.EndElement:
		return r.end(written(t.Name), within)
	case xml.CharData:
		if within != nil && len(*within) > 0 {
			parent := (*within)[len(*within)-1]
			parent.Nodes = append(parent.Nodes, Node{Text: string(t)})
		}
	}
	return nil
}

func (r *Reader) start(t xml.StartElement, offset int, within *[]*Element) error {
	r.open = append(r.open, written(t.Name))
	if len(r.open) > maxDepth {
		return r.problem(fmt.Sprintf("elements are nested more than %d deep", maxDepth))
	}
	r.at.MoveTo(r.text, offset)
	e := &Element{Name: t.Name.Local, Prefix: t.Name.Space, Line: r.at.Line, Column: r.at.Column, Start: int64(offset + r.shift)}
	if len(t.Attr) > 0 {
		e.Attrs = t.Attr
	}
	if within != nil {
		parent := (*within)[len(*within)-1]
		parent.Nodes = append(parent.Nodes, Node{Element: e})
	}
	r.next = e
	return nil
}

func (r *Reader) end(name string, within *[]*Element) error {
	n := len(r.open)
	switch {
	case n == 0 && r.resumed: // of an element that began before the broken one
		return nil
	case n == 0:
		return r.problem("</" + name + "> ends nothing")
	case r.open[n-1] != name:
		return r.problem("</" + name + "> where </" + r.open[n-1] + "> was to be expected")
	}
	r.close(within, r.offset())
	return nil
}

// close ends the innermost element.
func (r *Reader) close(within *[]*Element, offset int) {
	r.open = r.open[:len(r.open)-1]
	if within != nil && len(*within) > 0 {
		last := len(*within) - 1
		(*within)[last].End = int64(offset + r.shift)
		*within = (*within)[:last]
	}
}

// endsItself reports the elements of HTML that have no end tag there, and which some producers leave without one here.
func endsItself(name string) bool { return name == "br" || name == "hr" }

func ends(token xml.Token, name string) bool {
	end, is := token.(xml.EndElement)
	return is && written(end.Name) == name
}

func written(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// restart makes a new decoder for the text from an offset on. It is handed UTF-8, whatever the file declares.
func (r *Reader) restart(offset int) {
	r.base, r.in = offset, &input{text: r.text[offset:]}
	r.tags = xml.NewDecoder(r.in)
	r.tags.Strict = false
	r.tags.Entity = xml.HTMLEntity
	r.tags.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	r.open, r.next = r.open[:0], nil
}

func (r *Reader) offset() int { return r.base + int(r.tags.InputOffset()) }

// resume finds the next wanted element behind the start of one that is broken: one bad member of a message costs one. How
// often, and what that reads again, is bounded: a file may be made to break at each of its elements.
func (r *Reader) resume(broken int, names []string) {
	from := min(broken+1, len(r.text))
	if r.spare -= r.offset() - from + len(r.text)/100; r.spare < 0 {
		r.Problems = append(r.Problems, r.problem("too much of it is broken to go on"))
		r.in = nil
		return
	}
	found := wanted(names).FindIndex(r.text[from:])
	if found == nil {
		r.in = nil
		return
	}
	r.restart(from + found[0])
	r.resumed = true
}

func wanted(names []string) *pattern.Pattern {
	return pattern.New(`<(?:[\w.-]+:)?(?:` + strings.Join(names, "|") + `)[\s/>]`)
}

// Source gives an element that was read by Next as it is written, for what is passed on and not understood.
func (r *Reader) Source(e *Element) string {
	from, to := int(e.Start)-r.shift, int(e.End)-r.shift
	if from < 0 || to > len(r.text) || to < from {
		return ""
	}
	return string(r.text[from:to])
}
