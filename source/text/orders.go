package text

import (
	"cmp"
	"strings"

	"github.com/masthead-feeds/masthead/source/orders"
)

// Lines that hold the text back: until when it has to wait, or for good. They never leave.

// takeOrders takes the lines that hold the text back out of it, wherever they stand.
func (d *dump) takeOrders(list []paragraph) (rest []paragraph) {
	rest = list[:0]
	for _, p := range list {
		var kept []string
		for i, l := range strings.Split(p.text, "\n") {
			if o, ok := orders.Read(l); ok {
				d.embargoes = append(d.embargoes, paragraph{text: cmp.Or(o.Until, o.Words), number: p.number + i}) // what is no date holds it
				d.isOrdered = true
			} else {
				kept = append(kept, l)
			}
		}
		if len(kept) > 0 {
			p.text = strings.Join(kept, "\n")
			rest = append(rest, p)
		}
	}
	return rest
}

// spreadRelated makes the headlines below "Also read" part of it.
func spreadRelated(list []paragraph, kinds []kind) {
	const most = 5
	left := 0
	for i, p := range list {
		switch {
		case kinds[i] == related:
			left = most
		case left > 0 && kinds[i] == plain && !p.notice && !p.heading && isHeadline(p.text) && !endsSentence(p.text) && headingText(p.text) == "" && !isTopLine(p.text):
			kinds[i] = related
			left--
		case kinds[i] == plain:
			left = 0
		}
	}
}
