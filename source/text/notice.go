package text

import (
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/lines"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// notice is a copyright notice in the text, and where it stands.
type notice struct {
	paragraph
	prose  int  // paragraphs of prose above it
	behind bool // the page's furniture stands between it and the story
}

// isNotice tells the line that is a copyright notice.
func isNotice(l string) bool {
	_, ok := parseNotice(l)
	return ok
}

// reservedWords say in each language that all rights are reserved.
const reservedWords = `all rights reserved|tous droits .{0,60}réservés|alle rechte vorbehalten|todos los derechos reservados|todos os direitos reservados|` +
	`tutti i diritti (?:sono )?riservati|alle rechten voorbehouden|все права защищены|(?:جميع|كل|كافة) الحقوق محفوظة|版权所有|版權所有|保留所有权利|不許複製|無断転載`

// reversed matches the notices that end with the sign: "All rights reserved © AFP", "2023 © Example", "AFP ©".
var reversed = pattern.New(`(?i)^(?:` + reservedWords + `|all content|content)[\s.,:]*(©.*)$|^(\d{4})\s*(©)\s*(.+)$|^([\p{L} .-]{2,40})\s*©$`)

// trailing matches the notices at the end of a line that says more: "Published by Example Ltd. Copyright © 2026 Example. All
// rights reserved."
var trailing = pattern.New(`(?i)^.{1,160}?[.,;|] ?((?:copyright )?© ?\d{4} .{2,80}rights reserved\.?)$`)

// mayBeNotice is true of every notice. Most lines are done with when it is not.
func mayBeNotice(l string) bool {
	for _, sign := range []string{"©", "opyright", "OPYRIGHT", "opr.", "(c)", "(C)", "版权所有", "版權所有"} {
		if strings.Contains(l, sign) {
			return true
		}
	}
	return false
}

// certain matches what makes a line a notice whatever name is in it. The word or (c) alone may begin a headline, or the
// third point of a list.
var certain = pattern.New(`(?i)©|copyright \(c\)|\(c\) copyright|` + reservedWords)

// parseNotice reads a notice as source.ParseNotice does, and some forms that stand in text alone.
func parseNotice(l string) (source.Notice, bool) {
	if len(l) > 400 || !mayBeNotice(l) && !strings.Contains(l, "（") || !mayBeNotice(lines.Canonical(l)) {
		return source.Notice{}, false
	}
	l = strings.Join(strings.Fields(lines.Canonical(l)), " ")
	if n, ok := source.ParseNotice(l); ok && (certain.MatchString(l) || n.Year != 0 || agencyIn(n.Holder) != "") {
		return n, true
	}
	if m := reversed.FindStringSubmatch(l); m != nil {
		turned := m[1]
		if m[3] != "" {
			turned = "© " + m[2] + " " + m[4]
		} else if m[5] != "" {
			turned = "© " + m[5]
		}
		n, ok := source.ParseNotice(turned)
		n.Text = strings.ReplaceAll(l, "\uFE0F", "")
		return n, ok
	}
	if m := trailing.FindStringSubmatch(l); m != nil {
		n, ok := source.ParseNotice(m[1])
		n.Text = l
		return n, ok
	}
	if strings.HasPrefix(l, "版权所有") || strings.HasPrefix(l, "版權所有") {
		return source.Notice{Text: l}, true
	}
	return source.Notice{}, false
}

// isOfPage tells the notices that name who made the page's layout: they are never a story's, and prove a page.
func isOfPage(l string) bool {
	lower := strings.ToLower(l)
	return strings.Contains(l, "|") || strings.Contains(lower, "theme") || strings.Contains(lower, "powered by") || strings.Contains(lower, "wordpress")
}

// isBare reports whether a notice is a sign and a name alone, which is how an agency signs. One with a year or with
// rights reserved is anybody's.
func isBare(n source.Notice) bool { return n.Year == 0 && n.Holder != "" && n.Text == "© "+n.Holder }

// settleNotices tells the story's own notice from that of the site the text was copied from. In doubt it is the site's:
// to take a republisher's notice for the story's would be to state rights that nobody has.
func (d *dump) settleNotices() {
	story := d.storyNotice()
	for i, n := range d.notices {
		switch {
		case i == story:
			d.notice = n.paragraph
		case n.prose == d.prose, n.prose == 0 && d.siteNotice.text == "":
			d.siteNotice = n.paragraph
		}
	}
	own, ok := parseNotice(d.notice.text)
	if !ok || d.credit.text != "" {
		return
	}
	if agency := agencyIn(own.Holder); agency != "" {
		d.credit = paragraph{text: agency, number: d.notice.number}
	} else if isBare(own) && !d.byline.found() {
		d.credit = paragraph{text: own.Holder, number: d.notice.number}
	}
}

// storyNotice gives the place of the story's notice among all, or -1. The rules are tried in their order.
func (d *dump) storyNotice() int {
	last := len(d.notices) - 1
	atFoot := func(n notice) bool { return n.prose > 0 && n.prose == d.prose && !n.behind }
	rules := []func(i int, n notice, says source.Notice) bool{
		// An agency's, behind the beginning of the story: agencies do not run the sites.
		func(_ int, n notice, says source.Notice) bool { return n.prose > 0 && agencyIn(says.Holder) != "" },
		// The first of two, where the other stands behind the furniture.
		func(i int, n notice, says source.Notice) bool {
			return atFoot(n) && says.Holder != "" && i < last && d.notices[last].behind
		},
		// Of whoever wrote it.
		func(_ int, n notice, says source.Notice) bool {
			return d.byline.name != "" && strings.Contains(strings.ToLower(says.Holder), strings.ToLower(d.byline.name))
		},
		// A sign and a name, right below the story.
		func(_ int, n notice, says source.Notice) bool {
			return atFoot(n) && isBare(says) && d.credit.text == ""
		},
		// That of a note, which no page stands around.
		func(_ int, n notice, says source.Notice) bool {
			return !d.isPage && d.credit.text == "" && n.prose == d.prose && !n.behind && says.Holder != ""
		},
	}
	for _, holds := range rules {
		for i := last; i >= 0; i-- {
			says, _ := parseNotice(d.notices[i].text)
			if !isOfPage(d.notices[i].text) && holds(i, d.notices[i], says) {
				return i
			}
		}
	}
	return -1
}
