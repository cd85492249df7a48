package markup

import (
	"net/url"
	"strings"

	"golang.org/x/net/html/atom"
)

// replace writes what stands in for an element that feeds cannot carry as it
// is, and reports whether its content is to be left out.
func (c *cleaner) replace(t *tag) (leaveOut bool) {
	switch t.name {
	case atom.Img, atom.Image:
		c.writeImage(t)
	case atom.Input:
		c.writeBox(t)
	case atom.Embed:
		c.writeEmbed(t, "src")
	case atom.Iframe:
		c.writeEmbed(t, "src", "data-src", "data-lazy-src")
		return true
	case atom.Object:
		// Without an address of its own its content says what to show instead.
		return t.value("data") != nil && c.writeEmbed(t, "data")
	case atom.Svg:
		c.writeLabel(t, "aria-label")
		return true
	case atom.Math:
		c.writeLabel(t, "alttext")
		return true
	}
	return false
}

// writeBox writes the check boxes of a task list as text. Other controls do
// nothing in a feed.
func (c *cleaner) writeBox(t *tag) {
	if asciiLower(string(t.value("type"))) != "checkbox" {
		return
	}
	box := "☐ "
	for _, a := range t.attributes() {
		if string(a.key) == "checked" {
			box = "☑ "
		}
	}
	c.text([]byte(box))
}

// endsInBox says whether the output ends with what writeBox wrote.
func endsInBox(out []byte) bool {
	return len(out) > 0 && out[len(out)-1] == ' ' &&
		(strings.HasSuffix(string(out[max(0, len(out)-4):]), "☐ ") || strings.HasSuffix(string(out[max(0, len(out)-4):]), "☑ "))
}

// writeLabel writes the text that a drawing or formula names itself by. A
// drawing hidden from screen readers is an ornament: nobody misses it.
func (c *cleaner) writeLabel(t *tag, key string) {
	if label := t.value(key); label != nil {
		c.text(label)
		return
	}
	if string(t.value("aria-hidden")) != "true" {
		c.problems.addf("element <%s> left out", t.name)
	}
}

// writeEmbed writes a link to what the page would embed from the first of the
// attributes that holds a web address, and reports whether there was one. What
// is embedded too small to be seen goes without a word.
func (c *cleaner) writeEmbed(t *tag, keys ...string) bool {
	if isPixel(t) {
		return false
	}
	for _, key := range keys {
		address, v := c.at.source(t.value(key))
		if v == good && !strings.HasPrefix(address, "data:") {
			c.writeEmbedLink(watchPage(address), t.value("title"))
			return true
		}
	}
	c.problems.addf("element <%s> left out", t.name)
	return false
}

// writeEmbedLink writes the link, in a paragraph of its own where blocks stand.
func (c *cleaner) writeEmbedLink(address string, title []byte) {
	top := c.top()
	wrap := len(c.open) == 0 || top.traits&block != 0 && holdsBlocks(top.name)
	if wrap && c.place(atom.P) {
		c.writeBare(atom.P)
	}
	depth := len(c.open)
	if c.place(atom.A) {
		depth = len(c.open)
		c.write(atom.A)
		c.writeAttribute([]byte("href"), link, []byte(address))
		c.finishTag(atom.A)
	}
	if isBlank(title) {
		title = []byte(shortAddress(address))
	}
	c.text(title)
	c.closeTo(depth)
	if wrap {
		c.close(atom.P)
	}
}

// holdsBlocks names the containers in which bare text looks out of place.
func holdsBlocks(name atom.Atom) bool {
	switch name {
	case atom.Article, atom.Aside, atom.Blockquote, atom.Div, atom.Footer, atom.Header, atom.Main, atom.Section:
		return true
	}
	return false
}

// watchPage turns the address of an embedded video into that of its page.
func watchPage(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	switch strings.TrimPrefix(u.Host, "www.") {
	case "youtube.com", "youtube-nocookie.com":
		id, ok := strings.CutPrefix(u.Path, "/embed/")
		switch {
		case !ok || id == "" || strings.Contains(id, "/"):
		case id == "videoseries" && u.Query().Has("list"):
			return "https://www.youtube.com/playlist?list=" + url.QueryEscape(u.Query().Get("list"))
		case u.Query().Has("start"):
			return "https://www.youtube.com/watch?v=" + url.QueryEscape(id) + "&t=" + url.QueryEscape(u.Query().Get("start"))
		default:
			return "https://www.youtube.com/watch?v=" + url.QueryEscape(id)
		}
	case "player.vimeo.com":
		if id, ok := strings.CutPrefix(u.Path, "/video/"); ok && isDigits([]byte(id)) {
			return "https://vimeo.com/" + id
		}
	}
	return address
}

// shortAddress is how a link without a title reads: host and path.
func shortAddress(address string) string {
	_, s, _ := strings.Cut(address, "://")
	s = strings.TrimSuffix(strings.TrimPrefix(s, "www."), "/")
	return clip(s, 60)
}

// writeImage writes a picture, if it has an address. Pages that load pictures
// late keep the true address elsewhere and a placeholder in src; they repeat
// the picture in a <noscript>, of which one is enough.
func (c *cleaner) writeImage(t *tag) {
	address := c.imageAddress(t)
	if address == "" || t.backup && isPixel(t) {
		return
	}
	if address == c.picture && (t.backup || c.backup) {
		return
	}
	if !c.place(atom.Img) {
		return
	}
	c.picture, c.backup = address, t.backup
	c.title.spoil()
	c.write(atom.Img)
	c.out = append(c.out, ` src="`...)
	c.writeEscaped(address)
	c.out = append(c.out, '"')
	if set := t.value("srcset", "data-srcset", "data-lazy-srcset"); set != nil {
		c.writeAttribute([]byte("srcset"), sources, set)
	}
	for _, a := range t.attributes() {
		if r := ruleFor(atom.Img, a.key); r != refused && r != source && r != sources {
			c.writeAttribute(a.key, r, a.val)
		}
	}
	c.finishTag(atom.Img)
}

// imageAddress picks the first good address of: src, if it is no data:
// placeholder; where loading scripts look; src after all; the srcset's first.
func (c *cleaner) imageAddress(t *tag) string {
	src := t.value("src")
	address, v := c.at.source(src)
	if v == good && !strings.HasPrefix(address, "data:") {
		return address
	}
	if late, v := c.at.source(t.value("data-src", "data-lazy-src", "data-original")); v == good {
		return late
	}
	if v == good {
		return address
	}
	if src != nil {
		c.problems.address("source", v, src)
	}
	for set := t.value("srcset", "data-srcset", "data-lazy-srcset"); len(set) > 0; {
		var candidate []byte
		candidate, _, set = cutCandidate(set)
		if address, v := c.at.source(candidate); v == good {
			return address
		}
	}
	return ""
}

// isPixel says whether an element is too small to show anything: its purpose
// is to count readers.
func isPixel(t *tag) bool {
	for _, key := range []string{"width", "height"} {
		if v := string(t.value(key)); v == "0" || v == "1" {
			return true
		}
	}
	return false
}
