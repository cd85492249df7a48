package xmltree

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/masthead-feeds/masthead/source"
)

// input hands the decoder its bytes one by one and stops it in a tag that is too long.
type input struct {
	text []byte
	at   int
	mark int // where the token begins
}

var errLongTag = errors.New("a tag that is longer than any")

// ReadByte implements io.ByteReader.
func (in *input) ReadByte() (byte, error) {
	if in.at == len(in.text) {
		return 0, io.EOF
	}
	if in.at-in.mark > maxTag && in.text[in.mark] == '<' && in.text[in.mark+1] != '!' && in.text[in.mark+1] != '?' {
		return 0, errLongTag
	}
	in.at++
	return in.text[in.at-1], nil
}

// Read implements io.Reader, which the decoder asks for and does not use.
func (in *input) Read(p []byte) (int, error) {
	if in.at == len(in.text) {
		return 0, io.EOF
	}
	n := copy(p, in.text[in.at:])
	in.at += n
	return n, nil
}

// fault turns an error of the decoder into a problem with its place in the file.
func (r *Reader) fault(err error) error {
	if errors.Is(err, io.EOF) {
		if len(r.open) > 0 {
			return r.problem("the file ends within <" + r.open[len(r.open)-1] + ">: it is cut off")
		}
		return io.EOF
	}
	message := err.Error()
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		message = syntax.Msg
	}
	for _, quote := range []string{": ", " between </", " &"} { // words of a story may stand there, which may be held back
		message, _, _ = strings.Cut(message, quote)
	}
	return r.problem(message)
}

func (r *Reader) problem(message string) source.Problem {
	at := r.at // which stays: what follows may be read again from before here
	at.MoveTo(r.text, r.offset())
	return source.Problem{Line: at.Line, Column: at.Column, Message: "no well-formed XML: " + message, Fix: "get the file again, or have its sender mend it"}
}
