package oldwires

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// wires are the formats that begin with control characters, or with the words of a machine on the way.
var wires = []struct {
	name  string
	start *pattern.Pattern
}{
	// SOH, the source and its number, priority, category, number of words: "\x01eca062 4 i 211 ccccb   dpa 061".
	// ATS fills the line before it with DEL.
	{"IPTC 7901", pattern.New(`^[\r\n\x00\x16\x7f]*\x01\s*[A-Za-z]{2,5}\d{1,5} +\d +[A-Za-z]{1,4} +\d*`)},
	// The same of dpa, where a line took the control characters off: "eca00075 3 i 510    dpa 1003".
	{"IPTC 7901", pattern.New(`^\s*[a-z]{3}\d{3,5} \d [a-z]{1,3} \d{1,5} +[a-z]{2,5} \d{1,4}\s*\n`)},
	// Two SYN, SOH, the service and the number of the story, US: "\x16\x16\x01W2870\x1fasian".
	{"ANPA 1312", pattern.New(`^[\r\n]*\x16{1,8}\x01[A-Za-z]?\d{3,4}\x1f`)},
	// The same with a priority and a category behind the number, where a line took the SYN off.
	{"ANPA 1312", pattern.New(`^[\r\n]*\x01[A-Za-z]\d{4}[A-Z]{0,8}\x1f`)}, // "\x01a0105KYODO\x1fkoko-"
	// Tag marker 1C, record 1 or 2, and the length of the record's version, which is two bytes.
	{"IPTC IIM", pattern.New(`^\x1c[\x01\x02]\x00\x00\x02`)},
	// The start of a telex, the number of the message, and the line's end.
	{"a telex message (ZCZC … NNNN)", pattern.New(`^[\s\x00-\x1f]*ZCZC +[A-Z]{1,4} ?\d{1,5}\b`)},
	// The lines that servers put above a message on its way: a story that came by mail has its senders' addresses in it.
	{"an e-mail as it was sent", pattern.New(`^\s*(?:Delivered-To|Return-Path|(?:X-)?Received|Envelope-To|DKIM-Signature|MIME-Version|Message-I[Dd]): [^\n]*\n` +
		`(?s:.*?\n)?(?:Message-I[Dd]|MIME-Version|Received|From|Content-Type): `)},
}

// documents are the formats in XML, by the name of their first element, in which no namespace is minded.
var documents = map[string]string{
	"NewsML":       "NewsML 1",
	"XMLNews":      "XMLNews",
	"xmlnews":      "XMLNews",
	"TTNITF":       "TTNITF",
	"RBNews":       "Ritzau's own XML",
	"NewsEnvelope": "a part of NewsML 1",

	"XMLNewsQueuedResponse": "Ritzau's own XML",
}

// nameOf gives the name of the format in which a file begins, and is empty where it is none of these.
func nameOf(start []byte) string {
	for _, w := range wires {
		if w.start.Match(start) {
			return w.name
		}
	}
	root, version := firstElement(start)
	name := documents[root]
	if name == "NewsML 1" && strings.HasPrefix(version, "1.") {
		return "NewsML " + version
	}
	return name
}

// firstElement gives the name of a document's first element, and the version that it states. Only as much is read as is
// there: a declaration, comments and the document type before it are passed over, and nothing is fetched.
func firstElement(start []byte) (name, version string) {
	text := bytes.TrimLeft(asText(start), " \t\r\n")
	if len(text) == 0 || text[0] != '<' {
		return "", ""
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // names are ASCII in all of them
	for {
		token, err := d.RawToken()
		if err != nil {
			return rootOf(err, text), ""
		}
		switch t := token.(type) {
		case xml.StartElement:
			for _, a := range t.Attr {
				if a.Name.Local == "Version" {
					version = a.Value
				}
			}
			return t.Name.Local, version
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return "", ""
			}
		}
	}
}

// docType matches the name that a document type gives the first element.
var docType = pattern.New(`<!DOCTYPE\s+(?:[A-Za-z0-9_-]+:)?([A-Za-z0-9_-]+)`)

// rootOf is for a start that ends within what stands before the first element: a document type may be long, and names it.
func rootOf(err error, text []byte) string {
	if _, syntax := errors.AsType[*xml.SyntaxError](err); !syntax && !errors.Is(err, io.EOF) {
		return ""
	}
	if m := docType.FindSubmatch(text); m != nil {
		return string(m[1])
	}
	return ""
}

// asText makes one byte a character of UTF-16, with its mark or without: the names that are looked for are ASCII.
func asText(start []byte) []byte {
	if text, err := source.Decode(start); err == nil {
		return text
	}
	if len(start) > 3 && (start[0] == '<' && start[1] == 0 || start[0] == 0 && start[1] == '<') {
		return bytes.ReplaceAll(start, []byte{0}, nil)
	}
	return nil
}
