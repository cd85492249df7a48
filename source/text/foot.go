package text

import (
	"slices"
	"strings"
)

// foot reads the lines below the last prose: who is credited, and who signs. The last line of a note may name its writer.
func (d *dump) foot() {
	d.cutTail()
	n := len(d.body)
	for n > 0 {
		p := d.body[n-1]
		agency := creditOf(p.text)
		b := bylineOf(p.text)
		switch {
		case isProse(p.text) && !b.found(), signoffOf(p.text) != nil:
			return
		case agency != "":
			d.takeCredit(agency, p.number)
		case deskSign.MatchString(p.text):
		case b.found() && !d.byline.found():
			d.takeByline(b, p.number)
		default:
			return
		}
		n--
		d.body = d.body[:n]
	}
}

// dropSecondByline takes out of a page the name that stands alone below the title where a byline gives it, too.
func (d *dump) dropSecondByline() {
	for i := 0; d.isPage && d.byline.name != "" && i < min(topLines, len(d.body)); i++ {
		if strings.EqualFold(d.body[i].text, d.byline.name) {
			d.body = slices.Delete(d.body, i, i+1)
			return
		}
	}
}

// cutTail takes off what stands below the last prose of a page and is no sentence: the headlines of other stories, the
// words of buttons. A credit there ends the story. What is long is no such tail.
func (d *dump) cutTail() {
	last := len(d.body) - 1
	for last >= 0 && !isProse(d.body[last].text) {
		last--
	}
	if last < 0 {
		return
	}
	d.takeCredit(closingAgency(d.body[last].text), d.body[last].number)
	size, tail, cut := 0, 0, -1
	for i, p := range d.body {
		size += len(p.text)
		if i <= last {
			continue
		}
		tail += len(p.text)
		switch {
		case creditOf(p.text) != "":
			d.body = d.body[:i+1]
			return
		case d.isPage && cut < 0 && !endsSentence(p.text) && !deskSign.MatchString(p.text) && !bylineOf(p.text).found() && signoffOf(p.text) == nil:
			cut = i
		}
	}
	if cut > 0 && 5*tail < size {
		d.body = d.body[:cut]
	}
}
