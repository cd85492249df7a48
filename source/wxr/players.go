package wxr

import (
	"html"
	"path"
	"strings"
)

// mostPictures is how many pictures a gallery shows. Some posts name all that the site has.
const mostPictures = 500

// attached gives the files that a shortcode names by their numbers, or those that were put into the post.
func (e expander) attached(t bracket, is func(picture) bool) (list []picture) {
	b := e.beside()
	ids := strings.FieldsFunc(t.get("ids", "include"), func(c rune) bool { return c < '0' || c > '9' })
	if len(ids) == 0 {
		ids = b.children[e.content.id]
		if id := t.get("id"); id != "" {
			ids = b.children[id]
		}
	}
	for _, id := range ids {
		if p, ok := b.pictures[id]; ok && is(p) && len(list) < mostPictures {
			list = append(list, p)
		}
	}
	return list
}

// isKind gives a test for files that have one of the endings.
func isKind(endings ...string) func(picture) bool {
	return func(p picture) bool {
		address, _, _ := strings.Cut(p.url, "?")
		ending := strings.ToLower(path.Ext(address))
		for _, e := range endings {
			if ending == e {
				return true
			}
		}
		return false
	}
}

// gallery writes the pictures of a gallery that are in the export.
func (e expander) gallery(t bracket) string {
	var list []string
	isOther := isKind(".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac", ".mp4", ".m4v", ".webm", ".ogv", ".mov", ".wmv", ".avi", ".flv",
		".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".txt", ".csv", ".odt")
	for _, p := range e.attached(t, func(p picture) bool { return !isOther(p) }) {
		words := ""
		if p.caption != "" {
			words = "<figcaption>" + html.EscapeString(p.caption) + "</figcaption>"
		}
		list = append(list, `<figure><img src="`+html.EscapeString(p.url)+`" alt="`+html.EscapeString(p.alt)+`">`+words+"</figure>")
	}
	if len(list) == 0 {
		return ""
	}
	return "\n\n" + strings.Join(list, "\n") + "\n\n"
}

// recordings and films are the endings by which WordPress knows them, which are names of arguments, too.
var (
	recordings = []string{"mp3", "m4a", "ogg", "oga", "wav", "flac", "wma", "m4b"}
	films      = []string{"mp4", "m4v", "webm", "ogv", "mov", "wmv", "avi", "flv"}
)

// players writes recordings and films: the address that a shortcode has, or the files that are attached.
func (e expander) players(t bracket, r row, inner string) string {
	element, endings := "audio", recordings
	if r.becomes == video || t.get("type") == "video" {
		element, endings = "video", films
	}
	if r.becomes != playlist {
		if address := addressOf(t, endings, inner); address != "" {
			return player(element, address, t.get("poster"))
		}
	}
	dotted := make([]string, len(endings))
	for i, ending := range endings {
		dotted[i] = "." + ending
	}
	var list []string
	for _, p := range e.attached(t, isKind(dotted...)) {
		list = append(list, player(element, p.url, ""))
		if r.becomes != playlist {
			break
		}
	}
	return strings.Join(list, "\n\n")
}

// addressOf gives the address of what is played: an argument, a value without a name, or what the tags enclose.
func addressOf(t bracket, endings []string, inner string) string {
	if address := t.get(append([]string{"src"}, endings...)...); address != "" {
		return address
	}
	for _, a := range t.args {
		if a.key == "" && strings.Contains(a.value, "/") {
			address, _, _ := strings.Cut(a.value, "|") // [audio http://example.org/a.mp3|titles=A]
			return address
		}
	}
	if inner = strings.TrimSpace(plain(inner)); strings.HasPrefix(inner, "http://") || strings.HasPrefix(inner, "https://") {
		return inner
	}
	return ""
}

func player(element, address, poster string) string {
	s := "<" + element + ` controls src="` + html.EscapeString(html.UnescapeString(address)) + `"`
	if poster != "" {
		s += ` poster="` + html.EscapeString(html.UnescapeString(poster)) + `"`
	}
	return s + "></" + element + ">"
}
