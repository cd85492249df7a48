package markdown

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// embedded writes a link to what a page embeds.
func (w *writer) embedded(p *piece) {
	if p.tag.closes {
		return
	}
	address := p.tag.embedded(p.row.address)
	if address == "" {
		w.miss(p)
		return
	}
	w.link(p, address)
}

// link writes a link with the words of a tag.
func (w *writer) link(p *piece, address string) {
	a := anchor(address, plainWords(p.tag.get("title", "label", "caption", "text", "name")))
	if w.standsAlone() {
		w.block("<p>" + a + "</p>")
		return
	}
	w.put(a)
}

// gistID is the first argument of a gist that is no name of a user: what follows it names one of its files.
var gistID = pattern.New(`/|^[0-9a-f]{5,}$`)

// embedded gives the address of what is embedded: one that is written out, else what the arguments make of the pattern.
func (t *tag) embedded(pattern string) string {
	for _, a := range t.args {
		if strings.HasPrefix(a.value, "http://") || strings.HasPrefix(a.value, "https://") {
			return a.value
		}
	}
	id, user := t.embeddedID(strings.Contains(pattern, "gist")), t.get("user", "username")
	if id == "" || pattern == "%s" && !strings.ContainsAny(id, "/.") {
		return ""
	}
	if user != "" {
		pattern = strings.NewReplacer("/i/", "/"+user+"/", "/anon/", "/"+user+"/").Replace(pattern)
	}
	return fmt.Sprintf(pattern, id)
}

// embeddedID gives the name that a service has for what is embedded. That of a gist may have its user before it.
func (t *tag) embeddedID(gist bool) string {
	ids := t.words()
	most := 1
	if gist && len(ids) > 0 && !gistID.MatchString(ids[0]) {
		most = 2
	}
	id := cmp.Or(t.get("id", "videoid", "video_id", "video", "v", "repo", "tweetid", "url", "src", "file"),
		strings.Join(ids[:min(len(ids), most)], "/"))
	if user := t.get("user", "username"); gist && user != "" {
		return user + "/" + id
	}
	return id
}

// file writes the address of an article or file of the site, which stands in a link's brackets, or a link to it.
func (w *writer) file(p *piece) {
	t := p.tag
	if t.closes {
		return
	}
	address, text := t.file()
	address = page(t.name, address)
	if p.row.becomes == reference || t.name == "link" && text != "" {
		w.put(anchor(address, cmp.Or(text, t.get("title"), strings.Trim(address, "./"))))
		return
	}
	w.put(strings.ReplaceAll(address, " ", "%20"))
}

// file gives the file that a tag names, and the words it has beside it. Some write the words first.
func (t *tag) file() (file, text string) {
	list := t.words()
	if file = t.get("path", "url", "src"); file != "" || len(list) == 0 {
		return file, strings.Join(list, " ")
	}
	i := slices.IndexFunc(list, func(s string) bool { return strings.Contains(s, "/") })
	if i < 0 || strings.HasSuffix(t.name, "_link") {
		i = 0
	}
	file = list[i]
	return file, strings.Join(slices.Delete(list, i, i+1), " ")
}

var dated = pattern.New(`^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$`)

// page gives the address at which the programs publish a file, unless their configuration says otherwise: Jekyll below
// its date, the others in a folder of its name.
func page(tag, file string) string {
	file, fragment, _ := strings.Cut(strings.TrimPrefix(file, "@"), "#")
	if fragment != "" {
		fragment = "#" + fragment
	}
	stem, isArticle := withoutEnding(file)
	jekyll := tag == "post_url" || tag == "link"
	switch {
	case strings.Contains(file, "://"), file == "":
		return file + fragment
	case jekyll:
		if dir, base := path.Split(stem); dated.MatchString(base) {
			m := dated.FindStringSubmatch(base)
			dir = strings.TrimSuffix(strings.Trim(dir, "/"), "_posts")
			return path.Join("/", dir, m[1], m[2], m[3], m[4]) + fragment
		}
		return path.Join("/", strings.TrimPrefix(strings.TrimPrefix(stem, "/"), "_")) + fragment
	case strings.HasPrefix(tag, "asset"), tag == "static", !isArticle && strings.Contains(path.Base(file), "."):
		return file + fragment
	case strings.HasPrefix(stem, "/"):
		return strings.TrimSuffix(stem, "/") + "/" + fragment
	}
	return "../" + strings.TrimSuffix(strings.TrimPrefix(stem, "./"), "/") + "/" + fragment
}

// withoutEnding takes off what an article's file name has and its address has not.
func withoutEnding(file string) (stem string, isArticle bool) {
	for _, ending := range []string{".md", ".mdx", ".qmd", ".markdown", ".html", ".adoc"} {
		if s, ok := strings.CutSuffix(file, ending); ok {
			s = strings.TrimSuffix(strings.TrimSuffix(s, "_index"), "index")
			return s, true
		}
	}
	return file, false
}
