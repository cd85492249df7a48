package markdown

import (
	"cmp"
	"html"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// pictureFile knows the argument without a name that is the picture's address.
var pictureFile = pattern.New(`(?i)^\S+\.(png|jpe?g|gif|svg|webp|avif|bmp)([?#].*)?$|^(https?:/)?/\S+$`)

var size = pattern.New(`^\d{1,5}(px|%)?$`)

// picture writes a picture, with what is said below it when it stands on a line of its own.
func (w *writer) picture(p *piece) {
	t := p.tag
	if t.closes {
		return
	}
	src, rest := t.picture()
	if src == "" {
		if p.pair == 0 {
			w.miss(p)
		}
		return
	}
	alt := t.get("alt", "image_alt")
	title := t.get("title")
	caption := t.get("caption", "cap", "description", "desc", "legend", "text")
	if t.name == "image" || t.dialect == call {
		alt, rest = cut(alt, rest)
	}
	title, rest = cut(title, rest)
	alt, _ = cut(alt, rest)
	below := below(title, caption, t.get("attr", "credit", "author"), t.get("attrlink"))
	img := `<img src="` + html.EscapeString(src) + `" alt="` + html.EscapeString(cmp.Or(alt, plainWords(caption), title)) + `"`
	for _, key := range []string{"width", "height"} {
		if v := t.get(key); size.MatchString(v) {
			img += " " + key + `="` + strings.TrimSuffix(v, "px") + `"`
		}
	}
	img += ">"
	if href := t.get("link"); strings.Contains(href, "/") {
		img = `<a href="` + html.EscapeString(href) + `">` + img + "</a>"
	}
	switch {
	case !w.standsAlone():
		w.put(img)
	case below == "":
		w.block("<p>" + img + "</p>")
	default:
		w.block("<figure>", img, "<figcaption>", "", below, "", "</figcaption>", "</figure>")
	}
}

// picture gives the address of a picture, and the arguments without a name that follow it and are no measure.
func (t *tag) picture() (src string, rest []string) {
	src = t.get("src", "url", "path", "image", "file", "filename", "image_path", "image_url", "imgurl", "source")
	list := t.words()
	if i := t.pictureAt(list); src == "" && i >= 0 {
		src, list = list[i], list[i+1:]
	}
	for _, s := range list {
		if !size.MatchString(s) {
			rest = append(rest, s)
		}
	}
	if t.dialect == liquid && len(rest) > 1 && !t.quotes() {
		rest = []string{strings.Join(rest, " ")}
	}
	return strings.ReplaceAll(src, " ", "%20"), rest
}

// pictureAt finds the address of a picture among arguments without a name. A call's first one is it, whatever it looks like.
func (t *tag) pictureAt(list []string) int {
	if len(list) == 1 || len(list) > 0 && t.dialect == call {
		return 0
	}
	return slices.IndexFunc(list, pictureFile.MatchString)
}

// quotes reports whether any argument stands in quotes, so that the others are words of their own.
func (t *tag) quotes() bool {
	return slices.ContainsFunc(t.args, func(a arg) bool { return a.quoted })
}

// cut takes the next of some arguments for a value that is not known yet.
func cut(known string, rest []string) (string, []string) {
	if known != "" || len(rest) == 0 {
		return known, rest
	}
	return rest[0], rest[1:]
}

// below gives what stands below a picture, as Markdown on one line: its title, its caption, and whose it is.
func below(title, caption, credit, address string) string {
	if title == caption {
		title = ""
	}
	if credit != "" && address != "" {
		credit = "[" + credit + "](" + strings.ReplaceAll(address, " ", "%20") + ")"
	}
	if title != "" && caption+credit != "" {
		title = "**" + title + "**"
	}
	return strings.Join(strings.Fields(title+" "+caption+" "+credit), " ")
}

var markup = pattern.New(`<[^>]*>|[*` + "`" + `]|\]\([^)]*\)|\]\[[^\]]*\]|:(?:octicons|material|fontawesome|simple)-[a-z0-9-]+:|[\[\]]`)

// plainWords gives the words of what may have been written as Markdown.
func plainWords(s string) string { return strings.TrimSpace(markup.ReplaceAllString(s, "")) }
