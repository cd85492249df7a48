package source

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// An ignored pattern is a glob, below the site, of files that its program leaves out, or with shown does not after all.
type ignored struct {
	glob  string
	shown bool
	file  string // which says so
}

// ignoredBySite reads what a site's program is told to leave out: .eleventyignore, and .gitignore that Eleventy heeds, too; what
// MkDocs calls exclude_docs and draft_docs, Quarto drafts, Zola ignored_content, Quartz ignorePatterns.
func (d *Folder) ignoredBySite(w *found) (all []ignored) {
	d.eachSite(w, func(home string, s *site, fsys fs.FS) {
		for _, i := range d.ignoredBy(s, fsys) {
			i.glob, i.file = path.Join(home, i.glob), path.Join(home, i.file)
			all = append(all, i)
		}
	})
	return all
}

func (d *Folder) ignoredBy(s *site, site fs.FS) (all []ignored) {
	if s == nil {
		return nil
	}
	lines := func(file, base, text string) {
		for line := range strings.SplitSeq(text, "\n") {
			all = append(all, ignoredLine(file, base, strings.TrimSpace(line))...)
		}
	}
	switch s.program {
	case "Eleventy":
		for _, file := range []string{".gitignore", ".eleventyignore", "src/.eleventyignore", "content/.eleventyignore"} {
			if data, err := fs.ReadFile(site, file); err == nil && (file != ".gitignore" || heedsGit(site, s)) {
				lines(file, path.Dir(file), string(data))
			}
		}
	case "MkDocs":
		file, config := d.configOf(site, "mkdocs.yml", "mkdocs.yaml")
		base := "docs"
		if p, ok := config.Fold("docs_dir"); ok {
			base = p.Value.Text
		}
		for _, key := range []string{"exclude_docs", "draft_docs"} {
			p, _ := config.Fold(key)
			lines(file, base, p.Value.Text)
		}
	case "Quarto":
		file, config := d.configOf(site, "_quarto.yml", "_quarto.yaml")
		website, _ := config.Fold("website")
		drafts, _ := website.Value.Fold("drafts")
		for _, v := range items(drafts.Value) {
			lines(file, ".", "/"+strings.TrimPrefix(v.Text, "/"))
		}
	case "Quartz":
		all = d.ignoredByQuartz(site)
	case "Hugo or Zola":
		file, config := d.configOf(site, "zola.toml", "config.toml")
		p, _ := config.Fold("ignored_content")
		for _, v := range p.Value.List {
			lines(file, ".", "**/"+strings.TrimPrefix(v.Text, "/"))
		}
	}
	return all
}

// quartzProgram is the configuration of Quartz that is a program, of which lines are read.
const quartzProgram = "quartz.config.ts"

var (
	ignorePatterns = pattern.New(`(?m)^\s*ignorePatterns\s*:\s*\[((?:[^\]"'/]|//[^\n]*|/|"[^"\n]*"|'[^'\n]*')*)\]`)
	commentOrWord  = pattern.New(`//[^\n]*|"([^"\n]*)"|'([^'\n]*)'`)
)

// ignoredByQuartz reads what Quartz is told to leave out of its folder of notes: paths and globs, below it.
func (d *Folder) ignoredByQuartz(site fs.FS) (all []ignored) {
	leave := func(file, glob string) {
		glob = path.Join("content", strings.TrimPrefix(glob, "/"))
		if !strings.Contains(glob, "(") && doublestar.ValidatePattern(glob) { // what is more than a glob is for attachments
			all = append(all, ignored{glob: glob, file: file}, ignored{glob: glob + "/**", file: file})
		}
	}
	if file, config := d.configOf(site, "quartz.config.yaml"); file != "" {
		configuration, _ := config.Fold("configuration")
		list, _ := configuration.Value.Fold("ignorePatterns")
		for _, v := range list.Value.List {
			leave(file, v.Text)
		}
	}
	if data, err := fs.ReadFile(site, quartzProgram); err == nil {
		if m := ignorePatterns.FindSubmatch(data); m != nil {
			for _, word := range commentOrWord.FindAllSubmatch(m[1], -1) {
				if glob := string(word[1]) + string(word[2]); glob != "" {
					leave(quartzProgram, glob)
				}
			}
		}
	}
	return all
}

// heedsGit reports whether a site of Eleventy leaves out what git does: it does unless its configuration says otherwise.
func heedsGit(folder fs.FS, s *site) bool {
	for _, name := range s.markers {
		if data, err := fs.ReadFile(folder, name); err == nil && bytes.Contains(data, []byte("setUseGitIgnore(false)")) {
			return false
		}
	}
	return true
}

// configOf reads the first of a site's configurations that is there and can be read.
func (d *Folder) configOf(site fs.FS, names ...string) (file string, config meta.Value) {
	for _, name := range names {
		if value, err := d.folderData(site, name); err == nil {
			return name, value
		}
	}
	return "", meta.Value{}
}

// ignoredLine reads a line as git does (gitignore): a slash before its end makes it a path, one at its end a folder.
func ignoredLine(file, base, line string) []ignored {
	line, shown := strings.CutPrefix(line, "!")
	folder := strings.HasSuffix(line, "/")
	glob := strings.Trim(line, "/")
	if glob == "" || line[0] == '#' || !doublestar.ValidatePattern(glob) {
		return nil
	}
	if !strings.Contains(strings.TrimSuffix(line, "/"), "/") {
		glob = "**/" + glob
	}
	glob = path.Join(base, glob)
	all := []ignored{{glob + "/**", shown, file}}
	if !folder {
		all = append(all, ignored{glob, shown, file})
	}
	return all
}

// ignoredBy gives the file by which a site leaves out a file of its own; of several lines the last counts.
func (w *found) ignoredBy(place string) (file string, is bool) {
	for _, i := range w.ignores {
		if is == i.shown && doublestar.MatchUnvalidated(i.glob, place) {
			file, is = i.file, !i.shown
		}
	}
	return file, is
}
