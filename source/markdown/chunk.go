package markdown

import (
	"bytes"

	"github.com/masthead-feeds/masthead/source/pattern"
)

var (
	// chunkInfo knows code that knitr, Quarto and Pandoc read: {python}, {r setup, include=FALSE}, {.go filename="a.go"}.
	chunkInfo = pattern.New(`^\{\s*[.=]?([A-Za-z][\w+-]*)\b([^{}]*)\}\s*$`)
	// chunkOption is a line of options within it: #| echo: false.
	chunkOption = pattern.New(`^\s*(?:#|//|--|%%)\|(.*)$`)
	// chunkUnseen are the options by which such code is run without being shown.
	chunkUnseen = pattern.New(`(?i)\b(?:echo|include)\s*[:=]\s*(?:false|f)\b`)
)

// chunk takes the options off code that is run, and leaves it out where it is not shown. What it puts out is nowhere to be
// found. The fence l has n characters; the code is what stands between two places.
func (s *scanner) chunk(l line, n, from, to int) {
	info := bytes.TrimSpace(s.text[l.content+n : l.end])
	m := chunkInfo.FindSubmatch(info)
	if m == nil {
		return
	}
	unseen := chunkUnseen.Match(m[2])
	var options []piece
	for at := from; at < to; {
		next := measure(s.text, at)
		option := chunkOption.FindSubmatch(bytes.TrimRight(s.text[next.content:next.end], "\r\n"))
		if option == nil {
			break
		}
		unseen = unseen || chunkUnseen.Match(option[1])
		options = append(options, piece{from: at, to: next.end})
		at = next.end
	}
	if unseen {
		s.pieces = append(s.pieces, piece{from: l.content, to: s.at})
		return
	}
	start := l.content + n + bytes.Index(s.text[l.content+n:l.end], info)
	s.pieces = append(append(s.pieces, piece{from: start, to: start + len(info), text: string(m[1])}), options...)
}
