package markup

import (
	"bytes"
	"strconv"
	"strings"
)

// writeLink writes a link's address. A link into the body's own page is noted:
// its fragment may need the prefix.
func (c *cleaner) writeLink(val []byte) bool {
	address, v := c.at.link(val)
	if v != good {
		c.problems.address("link", v, val)
		return false
	}
	id, at, ok := c.at.fragment(address)
	if !ok {
		c.writeEscaped(address)
		return true
	}
	c.writeEscaped(address[:at])
	c.jumps = append(c.jumps, anchor{len(c.out), id})
	c.writeEscaped(address[at:])
	return true
}

func (c *cleaner) writeSource(val []byte) bool {
	address, v := c.at.source(val)
	if v != good {
		c.problems.address("source", v, val)
		return false
	}
	c.writeEscaped(address)
	return true
}

func (c *cleaner) writeEscaped(s string) {
	c.out = appendEscaped(c.out, s, true, &c.problems.lost)
}

// writeSources writes a srcset, each candidate made absolute. Candidates with
// a bad address or descriptor are left out, as browsers do.
func (c *cleaner) writeSources(val []byte) bool {
	mark := len(c.out)
	for len(val) > 0 {
		var candidate, descriptor []byte
		candidate, descriptor, val = cutCandidate(val)
		if len(candidate) == 0 {
			continue
		}
		address, v := c.at.source(candidate)
		if v == good && !isDescriptor(descriptor) {
			v = unusable
		}
		if v != good {
			c.problems.address("source", v, candidate)
			continue
		}
		if len(c.out) > mark {
			c.out = append(c.out, ", "...)
		}
		c.writeEscaped(endWithoutComma(address))
		if len(descriptor) > 0 {
			c.out = append(c.out, ' ')
			c.out = append(c.out, descriptor...)
		}
	}
	return len(c.out) > mark
}

// cutCandidate splits off the first candidate of a srcset (HTML Standard,
// 4.8.4.3.8). Commas may be part of its address, so it is white space that
// ends an address, or a comma just before that.
func cutCandidate(s []byte) (address, descriptor, rest []byte) {
	s = bytes.TrimLeft(s, htmlSpace+",")
	end := bytes.IndexAny(s, htmlSpace)
	if end < 0 {
		end = len(s)
	}
	address, rest = s[:end], s[end:]
	if trimmed := bytes.TrimRight(address, ","); len(trimmed) < len(address) {
		return trimmed, nil, rest
	}
	depth := 0
	for i, b := range rest {
		switch {
		case b == '(':
			depth++
		case b == ')':
			depth--
		case b == ',' && depth <= 0:
			return address, bytes.Trim(rest[:i], htmlSpace), rest[i+1:]
		}
	}
	return address, bytes.Trim(rest, htmlSpace), nil
}

// isDescriptor accepts no descriptor, a width (640w) or a density (1.5x).
func isDescriptor(d []byte) bool {
	if len(d) == 0 {
		return true
	}
	number, unit := d[:len(d)-1], d[len(d)-1]
	switch unit {
	case 'w':
		return isDigits(number)
	case 'x':
		if bytes.ContainsFunc(number, func(r rune) bool { return r != '.' && (r < '0' || r > '9') }) {
			return false
		}
		_, err := strconv.ParseFloat(string(number), 64)
		return err == nil
	}
	return false
}

// endWithoutComma encodes commas at the end of an address, where a srcset
// would take them for its own.
func endWithoutComma(address string) string {
	bare := strings.TrimRight(address, ",")
	return bare + strings.Repeat("%2C", len(address)-len(bare))
}
