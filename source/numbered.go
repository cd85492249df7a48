package source

import (
	"path"
	"strings"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// This file reads the sites of programs that order pages by numbers before the names of their folders.

// The programs that do so.
const (
	grav = "Grav"
	nuxt = "Nuxt"
)

// orderNumber matches such a number. Of dates, 2026.03.12.slug, it takes nothing.
var orderNumber = pattern.New(`^\d{1,3}\.`)

// Route gives the path by which the article's site calls its page, without the site's own signs: 01.blog/02.a-day/item.md of Grav,
// where a file is called as its template is, is blog/a-day/index.md, and 1.blog/2.a-day.md of Nuxt blog/a-day.md. Elsewhere it is the
// path.
func (a *Article) Route() string {
	if a.file == nil || a.file.program != grav && a.file.program != nuxt {
		return a.Path
	}
	parts := strings.Split(a.Path, "/")
	for i, part := range parts {
		if bare := orderNumber.ReplaceAllString(part, ""); strings.Contains(bare, ".") || i < len(parts)-1 {
			parts[i] = bare // 2024.md has no other name
		}
	}
	if last := len(parts) - 1; a.file.program == grav && last > 0 {
		_, rest, _ := strings.Cut(parts[last], ".")
		parts[last] = "index." + rest
	}
	return path.Join(parts...)
}

// findNumbered finds whether there is such a site, and in which order Grav has the numbers of its dates.
func (w *found) findNumbered(d *Folder) {
	for _, s := range w.sites {
		switch {
		case s == nil:
		case s.program == grav:
			w.numbered, w.order = true, d.gravOrder()
		case s.program == nuxt:
			w.numbered = true
		}
	}
}

// number tells a file which program makes a site of it.
func (w *found) number(f *File) {
	site, _ := w.siteAbove(f.Path)
	if site == nil {
		return
	}
	if f.program = site.program; f.program == grav {
		f.order = w.order
	}
}

// gravOrder gives the order in which a site of Grav has the numbers of a date: that of PHP (learn.getgrav.org/content/headers: the
// month is first before a slash, the day before a dash), unless the format that is configured has another.
func (d *Folder) gravOrder() dates.Order {
	site := d.FS
	if d.Site != nil {
		site = d.Site
	}
	order := dates.Order{Slash: dates.MonthFirst, Dash: dates.DayFirst}
	_, config := d.configOf(site, "config/system.yaml", "user/config/system.yaml")
	pages, _ := config.Fold("pages")
	formats, _ := pages.Value.Fold("dateformat")
	format, _ := formats.Value.Fold("default")
	first := gravFormat.FindStringSubmatch(format.Value.Text)
	if first == nil {
		return order
	}
	is := dates.MonthFirst
	if first[1] == "d" || first[1] == "j" {
		is = dates.DayFirst
	}
	if first[2] == "/" {
		order.Slash = is
	} else {
		order.Dash = is
	}
	return order
}

// gravFormat matches what a format of PHP begins a date with.
var gravFormat = pattern.New(`([djmn])([/-])[djmn]`)
