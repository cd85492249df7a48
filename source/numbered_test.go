package source_test

import "testing"

// Grav reads a date as PHP does, or by the format that its site is configured with (learn.getgrav.org/content/headers).
func TestDatesOfGrav(t *testing.T) {
	const page = "01.blog/02.a-day/item.md"
	for name, c := range map[string]struct{ config, date, want string }{
		"a slash":                  {"", "17:21 07/05/2026", "2026-07-05T17:21:00Z"},
		"a slash, half past three": {"", "01/02/2026 3:14pm", "2026-01-02T15:14:00Z"},
		"a slash, past December":   {"", "13:34 05/14/2026", "2026-05-14T13:34:00Z"},
		"a dash":                   {"", "'05-07-2026 17:21'", "2026-07-05T17:21:00Z"},
		"a format with a slash":    {"pages: {dateformat: {default: 'H:i d/m/Y'}}", "17:21 07/05/2026", "2026-05-07T17:21:00Z"},
		"a format with a dash":     {"pages: {dateformat: {default: 'm-d-Y H:i'}}", "'05-07-2026 17:21'", "2026-05-07T17:21:00Z"},
		"a format of neither":      {"pages: {dateformat: {default: 'Y-m-d H:i'}}", "17:21 07/05/2026", "2026-07-05T17:21:00Z"},
	} {
		text := "---\ndate: " + c.date + "\n---\nText.\n"
		d := folder(map[string]string{page: text})
		d.Place, d.Site = "pages", folder(map[string]string{"config/system.yaml": c.config, "pages/" + page: text, "themes/a/theme.yaml": ""}).FS
		a := scan(t, d).Articles[0]
		if got := a.Published.Value.Format("2006-01-02T15:04:05Z07:00"); got != c.want || len(a.Problems) > 0 {
			t.Errorf("%s: %s, want %s; %v", name, got, c.want, a.Problems)
		}
	}
	if got := said(article(t, "date: 17:21 07/05/2026")); got == "published: 2026-07-05T17:21:00Z" {
		t.Error("no site of Grav: guessed", got)
	}
}

// Numbers before the names of folders order the pages of Grav and Nuxt, and are no part of their addresses; nor is the file of a page
// of Grav, which is called as its template is.
func TestRoutesOfNumberedPages(t *testing.T) {
	gravs := map[string]string{"config/system.yaml": "", "themes/a/theme.yaml": "", "pages/a.md": ""}
	nuxts := map[string]string{"nuxt.config.ts": "", "content/a.md": ""}
	for path, c := range map[string]struct {
		site map[string]string
		want string
	}{
		"01.blog/02.a-day/item.md":    {gravs, "blog/a-day/index.md"},
		"01.blog/a-day/item.fr.md":    {gravs, "blog/a-day/index.fr.md"},
		"01.blog/2026.03.12.b/c.md":   {gravs, "blog/2026.03.12.b/index.md"},
		"1.blog/2.a-day.md":           {nuxts, "blog/a-day.md"},
		"1.blog/12.md":                {nuxts, "blog/12.md"},
		"1.blog/02.index.md":          {nuxts, "blog/index.md"},
		"01.blog/03.a-day/item.md":    {map[string]string{".dependencies": "", "config/site.yaml": "", "pages/a.md": ""}, "blog/a-day/index.md"}, // a skeleton
		"1.0/2.0.md":                  {nil, "1.0/2.0.md"},
		"releases/2026/03-12-a-b.md":  {nil, "releases/2026/03-12-a-b.md"},
		"01.not-a-site-of-Grav/it.md": {map[string]string{"hugo.toml": "", "content/a.md": ""}, "01.not-a-site-of-Grav/it.md"},
	} {
		d := folder(map[string]string{path: "---\ndate: 2026-01-02\n---\nText.\n"})
		if c.site != nil {
			d.Site, d.Place = folder(c.site).FS, "pages"
		}
		if got := scan(t, d).Articles[0].Route(); got != c.want {
			t.Errorf("%s: %s, want %s", path, got, c.want)
		}
	}
}
