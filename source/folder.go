package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/agency"
	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/meta"
)

// Folder is a folder of article files and how to read it. It is safe for concurrent use once made.
type Folder struct {
	FS      fs.FS          // what is in the folder, such as of Disk
	Name    string         // the folder's path as its owner would type it, for messages
	Include []string       // doublestar globs below the folder; none means all files that a reader knows
	Exclude []string       // globs of the files to leave out; they win
	Site    fs.FS          // the whole site that the folder is part of; nil when it stands alone
	Place   string         // the folder's path within the site, with slashes; empty when it stands alone
	Skip    []string       // folders below it, with slashes, that are never read: those that masthead writes to
	Roots   []Root         // whose files are published as they are; of two that have a file the first counts
	Zone    *time.Location // of dates that state none; nil for UTC
	MaxSize int64          // bytes above which a file is refused; 0 for DefaultMaxSize
	Readers []Reader       // of those that know a file's ending, and recognise it, the first reads it
	// Defaults is a map of an article's own keys that hold where neither the article nor a _defaults.yaml says
	// otherwise. DefaultsFile is the file it stands in, as seen from the folder: "../masthead.yaml".
	Defaults     meta.Value
	DefaultsFile string
	// Dir is the folder as the configuration writes it, by which rules ask for it.
	Dir string
	// OwnZone says that Zone is the source's own, and not the site's.
	OwnZone bool
	// Decide states in an article what is decided of it beyond its own words, and may be called again for the same article
	// read anew; nil where nothing is. DecidesBy are the own keys by which it decides when an article is out.
	Decide    func(*Article)
	DecidesBy []string
	// Label gives the labels by which whoever chooses among the articles finds this one; nil where nobody asks for any.
	// LabelsBy are the own keys that it looks at.
	Label    func(*Article) []string
	LabelsBy []string
	// ByChange keeps of each article when it was changed, to order them by.
	ByChange bool
}

// forEach calls do for 0 to n-1 with so many workers at once, until all are done or the context is.
func forEach(ctx context.Context, workers, n int, do func(i int)) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range max(1, min(workers, n)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
	return ctx.Err()
}

// head reads one file and lays the metadata around it over and under what it says itself.
func (d *Folder) head(f *File, sidecars []string, inherited []*Article) ([]*Article, *Problem) {
	articles, passed := ownWords(f)
	if len(sidecars) == 0 && len(f.members) == 0 { // as nearly all files are
		_, err := guarded(func() (struct{}, error) {
			for _, a := range articles {
				a.layBelow(inherited)
				d.decide(a)
			}
			return struct{}{}, nil
		})
		return rejectAll(articles, err), passed
	}
	_, err := guarded(func() (struct{}, error) {
		above := d.sidecarLayer(sidecars, f.people)
		for i, a := range articles {
			if own := f.members[memberPath(f.Path, i)]; own != nil {
				first := d.sidecarLayer(own, f.people)
				first.lay(above)
				d.assemble(a, first, inherited)
			} else {
				d.assemble(a, above, inherited)
			}
			d.decide(a)
		}
		return struct{}{}, d.strays(f, articles)
	})
	return rejectAll(articles, err), passed
}

// strays tells of the sidecars of members that a file does not have. Where one keeps its article inside, nobody knows which
// that is, and none leaves.
func (d *Folder) strays(f *File, articles []*Article) error {
	if len(articles) == 0 {
		return nil
	}
	for _, stem := range slices.Sorted(maps.Keys(f.members)) {
		if i, ok := memberOf(f.Path, stem); ok && i < len(articles) {
			continue
		}
		sidecar := f.members[stem][0]
		p := Problem{File: sidecar, Message: fmt.Sprintf("speaks of an article that %s does not have", path.Base(f.Path)),
			Fix: fmt.Sprintf("call it after one that it has; the last is %s.meta.yaml", path.Base(memberPath(f.Path, len(articles)-1)))}
		if said := d.ownLayer(sidecar, "sidecar", nil); said.Rejected || said.Draft.Value || said.Withdrawn.Value || said.Embargo.Known() || said.Expires.Known() {
			p.Message += ", and nobody knows which it is to keep inside"
			return p
		}
		articles[0].Problem(p)
	}
	return nil
}

// decide states what is decided of an article beyond its own words.
func (d *Folder) decide(a *Article) {
	a.spell()
	a.CreditByline(agency.Name)
	if d.Decide == nil {
		return
	}
	d.Decide(a)
	if a.Published.From.Rule != FileTime {
		a.fillYear()
	}
}

// rejectAll rejects the articles if there is an error.
func rejectAll(articles []*Article, err error) []*Article {
	if err != nil {
		for _, a := range articles {
			a.reject(err)
		}
	}
	return articles
}

// ownWords reads what a file says of its articles, and of what else it holds.
func ownWords(f *File) (articles []*Article, passed *Problem) {
	err := f.begin()
	if err == nil {
		err = f.choose()
	}
	switch {
	case err != nil:
	case f.size == 0: // somebody has only just begun it
		err = Problem{Message: "the file is empty", Fix: "write its text, or exclude it"}
	default:
		articles, err = guarded(func() ([]*Article, error) { return f.reader.Head(f) })
		if err == nil && len(articles) == 0 {
			articles = []*Article{{}}
		}
	}
	articles = slices.DeleteFunc(articles, func(a *Article) bool { return a == nil })
	if other, ok := errors.AsType[NotArticle](err); ok {
		passed = &Problem{File: f.Path, Message: other.Why}
	} else if err != nil {
		articles = []*Article{rejected(f, err)}
	}
	for i, a := range articles {
		a.file, a.Path = f, f.Path
		if f.reader != nil {
			a.Format = f.reader.Format()
		}
		if len(articles) > 1 {
			a.Path = memberPath(f.Path, i)
		}
		for i := range a.Problems {
			a.Problems[i].File = cmp.Or(a.Problems[i].File, f.Path)
		}
	}
	return articles, passed
}

// memberPath gives the path of an article in a file of several.
func memberPath(file string, i int) string { return file + "#" + strconv.Itoa(i+1) }

// memberOf gives the place of an article in its file, from 0, by its path.
func memberOf(file, member string) (i int, ok bool) {
	number, ok := strings.CutPrefix(member, file+"#")
	i, err := strconv.Atoi(number)
	return i - 1, ok && err == nil && i > 0
}

// choose finds the reader of the file. Those that its name leaves are asked in their order; one that is no Recogniser takes
// every file that is called so.
func (f *File) choose() error {
	var start []byte
	for _, r := range f.readers {
		recogniser, picky := r.(Recogniser)
		if picky && start == nil {
			var err error
			if start, err = f.Start(); err != nil {
				f.reader = r
				return err
			}
		}
		if !picky || recogniser.Recognises(start) {
			f.reader = r
			return nil
		}
	}
	return NotArticle{"no format of articles that is known here"}
}

// guarded turns a panic of a reader, or of a library below it, into the fault of one file.
func guarded[T any](read func() (T, error)) (result T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = Problem{Message: fmt.Sprintf("the reader broke down: %v", r), Fix: "please report this with the file"}
		}
	}()
	return read()
}

func rejected(f *File, err error) *Article {
	a := &Article{file: f}
	a.reject(err)
	return a
}

// Broken gives a reader the article that stands for a member of a file which cannot be read: the others are none the worse for it.
func Broken(err error) *Article { return rejected(nil, err) }

// reject notes the error and keeps the article out of everything.
func (a *Article) reject(err error) {
	p, ok := errors.AsType[Problem](err)
	if !ok {
		p = Problem{Message: err.Error()}
	}
	a.Problem(p)
	a.Rejected = true
}

// assemble lays sidecar over article over defaults.
func (d *Folder) assemble(a *Article, sidecar *Article, inherited []*Article) {
	own := *a
	*a = Article{Path: own.Path, Format: own.Format, Part: own.Part, Versioned: own.Versioned, HTML: own.HTML, Text: own.Text,
		Rejected: own.Rejected, file: own.file}
	a.fillFrom(sidecar)
	a.fillFrom(&own)
	a.layBelow(inherited)
}

// layBelow lays the folder's defaults below an article, and tries the rules that need no words of the file.
func (a *Article) layBelow(inherited []*Article) {
	a.fillFromPlace()
	for _, layer := range inherited {
		if by := layer.Draft.From; by.Key == pelicanDefault && a.isOut || by.Rule == siteDataRule && by.Key != "" && by.Key == a.asked {
			continue
		}
		if layer.isHeldDespite(a) {
			a.Draft.Override(true, layer.Draft.From)
		}
		a.fillFrom(layer)
	}
	a.holdInDrafts()
	a.datesFromFile()
	if a.Published.From.Rule != FileTime {
		a.fillYear()
	}
}

// The rules that date an article whose file states no date.
const (
	FileName  = "file name" // by the file's path
	address   = "address"
	inFolder  = "folder"
	FileTime  = "file time"  // when the file was last modified
	FirstSeen = "first seen" // what FileTime gave when the article was first published
)

// datesFromFile dates an article that does not say when it is from: by its path, else by the file's own time.
func (a *Article) datesFromFile() {
	d, ok := dates.FromPath(a.file.Path, a.file.Zone)
	if a.Published.Known() {
		if ok && a.Published.Value.Format(time.DateOnly) != d.Time.Format(time.DateOnly) {
			a.Published.Set(d.Time, Origin{File: a.file.Path, Rule: FileName})
		}
		return
	}
	if ok {
		a.Published.Set(d.Time, Origin{File: a.file.Path, Rule: FileName})
	} else if d, ok := dates.FromPath(a.URL.Value, a.file.Zone); ok { // path: 2026/03/12/slug
		from := a.URL.From
		from.Rule = address + " in " + from.Rule
		a.Published.Set(d.Time, from)
	} else if bad := dates.WrongInPath(a.file.Path); bad != nil {
		a.Problem(Problem{Field: FileName, Message: fmt.Sprintf("%q: %s", bad.Value, bad.Reason), Fix: bad.Fix})
	}
	if a.Published.Known() {
		return
	}
	if a.due.Key != "" && !a.Draft.Value { // nobody knows for when
		a.Draft.Override(true, a.due)
	}
	if modified, err := a.file.ModTime(); err != nil {
		a.reject(err)
	} else {
		a.Published.Set(modified.UTC().Truncate(time.Second), Origin{File: a.file.Path, Rule: FileTime})
	}
}

// fillYear writes the article's own year into a notice that leaves it open, as a notice in a default does. The year of a
// file's time changes when the file is touched, so that such an article has it filled in with its body: by then it has
// the date under which it was first published.
func (a *Article) fillYear() {
	notice := &a.Rights.Notice
	if !strings.Contains(notice.Value, "{year}") {
		return
	}
	year := a.Rights.Year.Value
	if year == 0 {
		year = a.Published.Value.Year()
	}
	notice.Value = strings.ReplaceAll(notice.Value, "{year}", strconv.Itoa(year))
	a.deriveFromNotice()
}

// Body reads the text of an article that Scan returned, and then names the article by its file if nothing else does. A
// body that cannot be read rejects the article.
func (d *Folder) Body(a *Article) {
	if a.Rejected {
		return
	}
	_, err := guarded(func() (struct{}, error) { return struct{}{}, a.file.reader.Body(a.file, a) })
	if err != nil {
		a.reject(err)
		return
	}
	a.file.giveBack()
	a.linkPages()
	if !a.Title.Known() {
		a.Title.Set(titleFromName(a.Route()), Origin{File: a.file.Path, Rule: FileName})
	}
	a.holdByWords(headLines(a.HTML))
	a.fillYear()
	a.deriveFromNotice()
}

// Opening reads of the text of an article no more than its first lines, which may hold it: more is not needed of one that is
// published by its title and its summary alone, and states both. It reports whether that was enough; else nothing was done.
func (d *Folder) Opening(a *Article) bool {
	if a.Rejected || !a.Title.Known() || strings.TrimSpace(a.Summary.Value) == "" || a.Format != "markdown" {
		return false
	}
	told := len(a.Problems)
	a.file.opening, a.file.cut = true, false
	_, err := guarded(func() (struct{}, error) { return struct{}{}, a.file.reader.Body(a.file, a) })
	lines := headLines(a.HTML)
	enough := err == nil && (!a.file.cut || len(lines) >= LinesAtHead)
	a.file.opening = false
	if enough {
		a.file.giveBack()
		a.holdByWords(lines)
		a.fillYear()
		a.deriveFromNotice()
	} else {
		a.Problems = a.Problems[:told]
	}
	a.HTML, a.Text = "", ""
	return enough
}

// titleFromName makes a title of a file name: "2026-03-12-a-quiet-day.md" is called "A quiet day".
func titleFromName(name string) string {
	_, base, _ := languageOfName(path.Base(name))
	stem := strings.TrimSuffix(base, path.Ext(base))
	if stem == "index" && path.Dir(name) != "." {
		stem = path.Base(path.Dir(name))
	}
	stem = dates.StripDate(stem)
	if strings.Contains(stem, " ") { // a title already, as notes are called
		return strings.TrimSpace(stem)
	}
	words := strings.Fields(strings.NewReplacer("-", " ", "_", " ").Replace(stem))
	title := strings.Join(words, " ")
	if len(words) > 0 && strings.ContainsAny(words[0], "0123456789") { // v1.2
		return title
	}
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(first)) + title[size:]
}
