package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/masthead-feeds/masthead/source/dates"
)

// found is what a walk meets: article files in path order, and the metadata files beside them.
type found struct {
	files    files
	readers  [][]Reader          // of the endings met
	endings  map[string]int      // ending → which of them; -1 for none
	sidecars map[string][]string // what sidecars speak of, story or story.txt → their paths
	claimed  map[string]bool     // path of each sidecar → whether an article file claimed it
	defaults map[string][]string // folder → its _defaults.yaml, and what other programs have like it
	authors  []string            // lists of authors, and pages about them
	others   []string            // articles passed over, whose sidecars are no orphans
	unread   map[string][]string // formats that no reader reads → the files in them
	problems []Problem
	passed   []Problem        // files and folders that hold no articles, and why
	place    string           // the folder's path within its site
	ignores  []ignored        // what the site around leaves out
	rules    []siteRule       // what the site around says of its pages
	numbered bool             // a site here orders its pages by numbers
	order    dates.Order      // in which a site of Grav has the numbers of a date
	sites    map[string]*site // the folder, and those directly in it, that are the site of a program

	isRepository bool // of git: the folder is the whole of one
}

// walk finds the files that a reader claims. A folder that cannot be read is a problem of that folder; only the root
// is an error, since nothing is known without it. It ends with the context: a listing over a network may take long.
func (d *Folder) walk(ctx context.Context) (*found, error) {
	w := &found{unread: map[string][]string{}, sidecars: map[string][]string{}, claimed: map[string]bool{}, defaults: map[string][]string{}, endings: map[string]int{}}
	w.place = d.Place
	_, err := fs.Stat(d.FS, ".git")
	w.isRepository = err == nil
	w.sites = d.findSites(ctx)
	w.ignores = d.ignoredBySite(w)
	w.findNumbered(d)
	folders := newAhead(d.FS, func(name string, entry fs.DirEntry) bool { return !d.skips(name, entry) && !w.programFolder(name) })
	defer folders.end()
	err = fs.WalkDir(folders, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && name == ".":
			return unreadableRoot(err)
		case err != nil:
			w.problems = append(w.problems, problemAt(name, unreadable(err)))
			return nil
		case d.skips(name, entry):
			d.tellOutput(w, name)
			return skip(entry)
		case entry.IsDir() && w.passProgram(name):
			return fs.SkipDir
		case !utf8.ValidString(name):
			d.unnamed(w, name, entry)
			return skip(entry)
		case entry.IsDir():
			return nil
		}
		d.meet(w, name, entry)
		return nil
	})
	w.tellUnread()
	return w, err
}

// siteHomes are the folders that repositories keep their site in.
var siteHomes = []string{"website", "site", "www", "web", "docs", "blog", "src", "jekyll", "hugo", "docusaurus", "user"}

// findSites looks for programs: in the site around the folder, else in the folder, else in the folders in it that may be a
// site's.
func (d *Folder) findSites(ctx context.Context) map[string]*site {
	if d.Site != nil {
		return map[string]*site{".": siteIn(d.Site, ".", namesIn(d.Site, "."))}
	}
	names := namesIn(d.FS, ".")
	sites := map[string]*site{".": siteIn(d.FS, ".", names)}
	if sites["."] != nil {
		return sites
	}
	look := func(home string) {
		if ctx.Err() == nil {
			sites[home] = siteIn(d.FS, home, namesIn(d.FS, home))
		}
	}
	for _, home := range siteHomes {
		if names[home] {
			look(home)
		}
	}
	for top := range names {
		if isOfSites(top) {
			for home := range namesIn(d.FS, top) {
				look(top + "/" + home)
			}
		}
	}
	return sites
}

// isOfSites knows the folders in which repositories of many packages keep a site beside others.
func isOfSites(folder string) bool {
	return folder == "apps" || folder == "packages" || folder == "services" || folder == "sites"
}

// namesIn lists what lies in a folder; where that cannot be listed, which the walk tells of, it is nothing.
func namesIn(fsys fs.FS, dir string) map[string]bool {
	names := map[string]bool{}
	entries, _ := fs.ReadDir(fsys, dir)
	for _, entry := range entries {
		names[entry.Name()] = true
	}
	return names
}

// unnamed reports a folder or an article whose name cannot be written in a feed, nor opened everywhere.
func (d *Folder) unnamed(w *found, name string, entry fs.DirEntry) {
	if !entry.IsDir() && (len(d.readersOf(name)) == 0 || !d.chosen(name)) {
		return
	}
	w.problems = append(w.problems, Problem{File: strings.ToValidUTF8(name, "\uFFFD"),
		Message: "its name is not UTF-8, and it is passed over", Fix: "rename it"})
}

func unreadableRoot(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return err
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// skips leaves out hidden files, what other tools keep beside articles, and the folders that masthead writes to.
func (d *Folder) skips(name string, entry fs.DirEntry) bool {
	if name == "." {
		return false
	}
	if strings.HasPrefix(entry.Name(), ".") && entry.Name() != folderMeta && entry.Name() != hiddenAuthors || entry.Name() == "node_modules" && entry.IsDir() {
		return true
	}
	for _, out := range d.Skip {
		if name == out {
			return true
		}
	}
	return false
}

// tellOutput tells of posts in a folder that feeds are written to, which holds none of masthead's in Markdown. What a program makes in
// its own is known to its owner.
func (d *Folder) tellOutput(w *found, name string) {
	if !slices.Contains(d.Skip, name) || w.programFolder(name) {
		return
	}
	for _, glob := range []string{"*.md", "*/*.md"} {
		posts, _ := fs.Glob(d.FS, path.Join(name, glob)) // what cannot be listed holds none that could be read
		posts = slices.DeleteFunc(posts, func(post string) bool { _, about := keptBeside(post); return about })
		if len(posts) > 0 {
			w.problems = append(w.problems, Problem{File: posts[0], Message: "lies in the folder that the feeds are written to, where no articles are read",
				Fix: "name another folder for the feeds, with -o, or name that one as the source"})
			return
		}
	}
}

// meet sorts one file: metadata, article, or nothing of ours.
func (d *Folder) meet(w *found, name string, entry fs.DirEntry) {
	base, stem := path.Base(name), sidecarStem(name)
	switch {
	case isDefaults(base):
		w.defaults[path.Dir(name)] = append(w.defaults[path.Dir(name)], name)
		return
	case d.isFolderData(w, name) && d.speaksOfOthers(name):
		w.defaults[path.Dir(name)] = append(w.defaults[path.Dir(name)], name)
		if base != "_index.md" { // which may be a page about an author, too
			return
		}
	case stem != "":
		w.sidecars[stem] = append(w.sidecars[stem], name)
		w.claimed[name] = false
		return
	}
	if isAuthors(name) {
		w.authors = append(w.authors, name)
		if isData(strings.ToLower(path.Ext(name))) {
			return
		}
	}
	d.meetArticle(w, name, entry)
}

// meetArticle takes what is called as an article is, or says why not.
func (d *Folder) meetArticle(w *found, name string, entry fs.DirEntry) {
	readers := w.readersOf(d, name)
	switch {
	case readers < 0:
		if format := unreadFormat(name); format != "" && d.chosen(name) {
			if _, about := keptBeside(name); !about {
				w.unread[format] = append(w.unread[format], name)
			}
		}
		return
	case !d.chosen(name):
		w.others = append(w.others, name)
		return
	}
	if why, ok := keptBeside(name); ok {
		w.pass(name, why)
		return
	}
	if len(w.ignores) > 0 {
		if file, is := w.ignoredBy(d.placeOf(name)); is {
			w.pass(name, "its site leaves it out, by "+file)
			return
		}
	}
	if entry.Type().IsRegular() {
		w.files.add(met{name: name, readers: readers})
		return
	}
	info, err := fs.Stat(d.FS, name) // follows a link, which entry.Info does not
	if err != nil {
		w.problems = append(w.problems, problemAt(name, unreadableLink(d.FS, name, err)))
		w.others = append(w.others, name)
		return
	}
	switch {
	case info.IsDir():
		w.pass(name, "a link to a folder, which is not followed")
	case !info.Mode().IsRegular(): // a pipe that nobody writes to would be waited for without end
		w.pass(name, "not a regular file")
	case entry.Type()&fs.ModeSymlink != 0 && d.leadsOut(name):
		w.pass(name, "a link to a file outside the source's folder")
	default:
		stamp := stampOf(info)
		w.files.add(met{name, readers, &stamp})
	}
}

// unreadFormat names the format of a file that some program makes articles of, and no reader here.
func unreadFormat(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".rst":
		return "reStructuredText"
	case ".org":
		return "Org"
	case ".adoc", ".asciidoc":
		return "AsciiDoc"
	case ".textile":
		return "Textile"
	case ".dj":
		return "Djot"
	case ".smd":
		return "SuperMD"
	case ".mhtml", ".mht":
		return "MHTML"
	}
	return ""
}

// tellUnread reports the files of such formats: whoever has their articles in one would look in vain for why the feeds have none.
func (w *found) tellUnread() {
	for _, format := range slices.Sorted(maps.Keys(w.unread)) {
		names := w.unread[format]
		more := ""
		if len(names) > 1 {
			more = fmt.Sprintf(", which %d files are in", len(names))
		}
		w.problems = append(w.problems, Problem{File: names[0], Message: format + " is not read" + more,
			Fix: "convert such files to Markdown or HTML, as pandoc does, or exclude **/*" + path.Ext(names[0])})
	}
}

// pass passes over a file, whose sidecars are no orphans for that.
func (w *found) pass(name, why string) {
	w.others = append(w.others, name)
	w.passed = append(w.passed, Problem{File: name, Message: why})
}

// leadsOut reports a link to what the folder does not hold: whoever may put files in it could have any file of this machine
// published. The folder may be a link itself.
func (d *Folder) leadsOut(name string) bool {
	folder, err := realPath(d.Name)
	if err != nil {
		return false // no folder of the file system
	}
	file, err := realPath(filepath.Join(d.Name, filepath.FromSlash(name)))
	if err != nil {
		return true
	}
	rel, err := filepath.Rel(folder, file)
	return err != nil || !filepath.IsLocal(rel)
}

func realPath(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// readersOf says which of the sets of readers is for files that are called so; -1 for none.
func (w *found) readersOf(d *Folder, name string) int {
	ending := endingOf(name)
	which, known := w.endings[ending]
	if known {
		return which
	}
	which = -1
	if readers := d.readersOf(name); len(readers) > 0 {
		which = len(w.readers)
		w.readers = append(w.readers, readers)
	}
	w.endings[ending] = which
	return which
}

// passProgram passes over a folder that a program keeps for itself.
func (w *found) passProgram(name string) bool {
	if !w.programFolder(name) {
		return false
	}
	w.passed = append(w.passed, Problem{File: name, Message: "a folder of what a site is made with"})
	return true
}

// readersOf gives the readers of files that are called so, in the order in which they are asked.
func (d *Folder) readersOf(name string) (readers []Reader) {
	ending := endingOf(name)
	for _, r := range d.Readers {
		if slices.Contains(r.Extensions(), ending) {
			readers = append(readers, r)
		}
	}
	return readers
}

// endingOf gives what stands behind the last dot of a file's name, with the dot and in lower case, if it can be an ending:
// wires call files by ids with dots in them, tag:reuters.com,2014:newsml_KBN0FL0NM.
func endingOf(name string) string {
	ending := strings.ToLower(path.Ext(name))
	if len(ending) < 2 || len(ending) > 10 || ending[1] >= '0' && ending[1] <= '9' || strings.ContainsFunc(ending[1:], func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		return ""
	}
	return ending
}

// chosen holds a path against the include and exclude globs; a path is chosen when some include matches, or there are
// none, and no exclude does.
func (d *Folder) chosen(name string) bool {
	return (len(d.Include) == 0 || MatchesAny(d.Include, name)) && !MatchesAny(d.Exclude, name)
}

// MatchesAny reports that a path below a folder, with slashes, matches one of some globs, in which ** crosses folders. A glob
// that is none matches nothing.
func MatchesAny(globs []string, name string) bool {
	for _, g := range globs {
		if doublestar.MatchUnvalidated(g, name) {
			return true
		}
	}
	return false
}

// sidecarStem gives the name that a sidecar speaks of, story or story.txt; it is empty for any other file.
func sidecarStem(name string) string {
	for _, ending := range []string{".meta.yaml", ".meta.yml", nikolaEnding} {
		if n := len(name) - len(ending); n > 0 && strings.EqualFold(name[n:], ending) {
			return name[:n]
		}
	}
	return ""
}

// nikolaEnding is that of the file in which Nikola keeps the metadata of the post beside it. Other programs have files that are
// called so, too.
const nikolaEnding = ".meta"

func isNikolas(name string) bool { return strings.EqualFold(path.Ext(name), nikolaEnding) }

func isDefaults(base string) bool {
	return strings.EqualFold(base, "_defaults.yaml") || strings.EqualFold(base, "_defaults.yml")
}

// memberSidecars finds the sidecars of single members of files, wire.json#2.meta.yaml, by file and member, and marks those of
// files that are there as claimed. One that is written with another sign is of a member that no file has, which is told.
func (w *found) memberSidecars() map[string]map[string][]string {
	members := map[string]map[string][]string{}
	for stem, names := range w.sidecars {
		file := strings.TrimRight(stem, "0123456789")
		if file == stem || file == "" {
			continue
		}
		file = strings.TrimRight(file, "#._-~@: ")
		if !w.has(file) || w.claimed[names[0]] {
			continue
		}
		if members[file] == nil {
			members[file] = map[string][]string{}
		}
		members[file][stem] = names
		for _, name := range names {
			w.claimed[name] = true
		}
	}
	return members
}

// has reports whether an article file is called so.
func (w *found) has(name string) bool {
	_, ok := w.files.find(name)
	return ok
}

// sidecarsOf finds the sidecars of an article file, story.txt.meta.yaml before story.meta.yaml.
func (w *found) sidecarsOf(name string) (names []string) {
	if len(w.sidecars) == 0 {
		return nil
	}
	for _, stem := range []string{name, strings.TrimSuffix(name, path.Ext(name))} {
		names = append(names, w.sidecars[stem]...)
	}
	return names
}

// claim marks the sidecars of an article file as those of an article.
func (w *found) claim(name string) {
	for _, sidecar := range w.sidecarsOf(name) {
		w.claimed[sidecar] = true
	}
}
