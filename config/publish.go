package config

import (
	"path"
	"slices"
	"strings"
)

// This file is what may stand in publish beside dir.

// Beside is what is published beside the feeds where somebody asks for it: paths inside the output folder, with slashes; empty
// for none.
type Beside struct {
	OPML        string   `yaml:"opml" doc:"Path of a list of all public feeds (OPML 2.0), which readers subscribe to in one step; without it there is none." pattern:"^[^/.]"`
	Links       string   `yaml:"links" doc:"Path of the link elements by which the head of the site's pages names the feeds (HTML); without it there is none." pattern:"^[^/.]"`
	NewsSitemap string   `yaml:"news_sitemap" doc:"Path of a sitemap of the articles of the last two days with the news extension, for search engines; without it there is none." pattern:"^[^/.]"`
	Headers     string   `yaml:"headers" doc:"Path of the header lines for hosts of files that read them, _headers for Netlify and Cloudflare Pages; without it there are none." pattern:"^[^/.]"`
	Precompress []string `yaml:"precompress" doc:"Codings in which every public document also lies beside itself, for servers that send such files." enum:"gz br zst"`
}

// Paths gives the paths that are written.
func (b *Beside) Paths() (list []string) {
	for _, o := range b.outputs() {
		list = append(list, o.path)
	}
	return list
}

func (b *Beside) outputs() []output {
	all := []output{
		{"publish.opml", b.OPML},
		{"publish.links", b.Links},
		{"publish.news_sitemap", b.NewsSitemap},
		{"publish.headers", b.Headers},
	}
	return slices.DeleteFunc(all, func(o output) bool { return o.path == "" })
}

func (v *validator) publish(c *Config) {
	v.check("publish.dir", c.Publish.Dir, checkDir)
	for _, o := range c.Publish.outputs() {
		v.check(o.key, o.path, checkOutput)
		v.check(o.key, o.path, notOurs)
	}
	packed := c.Publish.Precompress
	for i, ending := range packed {
		at := index("publish.precompress", i)
		v.check(at, ending, oneOf("gz", "br", "zst"))
		if first := slices.Index(packed, ending); first < i {
			v.blame(at, ending, flaw("write each once", "%s is %s, too", quote(ending), v.describe(index("publish.precompress", first))))
		}
	}
	if len(packed) == 0 {
		return
	}
	for i := range c.Feeds {
		v.notPacked(outputs(&c.Feeds[i], index("feeds", i)))
	}
	v.notPacked(c.Publish.outputs())
}

// notPacked checks that no document has the name of a packed copy.
func (v *validator) notPacked(list []output) {
	for _, o := range list {
		if slices.Contains([]string{".gz", ".br", ".zst"}, strings.ToLower(path.Ext(o.path))) {
			v.blame(o.key, o.path, flaw("write another name, such as feed.xml", "%s is the name of a packed copy, by publish.precompress", quote(o.path)))
		}
	}
}

// notOurs checks that a path is none of what is written beside the feeds unasked.
func notOurs(s string) error {
	if slices.Contains([]string{"license.xml", "robots-license.txt", "masthead.css"}, fold(s)) {
		return flaw("write another path", "%s is what masthead itself writes beside the feeds", quote(s))
	}
	return nil
}
