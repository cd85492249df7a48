package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"sync"
	"time"
)

// Catalog is what a folder holds, as far as it takes to choose among the articles: a Card of each, in path order. It reads the
// articles that were chosen. Read and Body are safe for concurrent use on different cards.
type Catalog struct {
	Cards    []*Card
	Problems []Problem // the faults that belong to no article
	// Passed are the files, and the members of files, that are no articles, each with the reason as its message.
	Passed []Problem
	// Moved are the files that were remembered under other paths: new → old.
	Moved map[string]string

	loaded bool // also where there is no card
	edits  editedFiles

	*surroundings
	*remembered // nil where nothing is remembered
	name        func(*Article) Name
	mu          sync.Mutex
	members     map[int32][]*Article // of the files of several articles that were read: they are not read anew for each
}

// surroundings is what lies around the articles of a folder, and speaks for them.
type surroundings struct {
	folder    *Folder
	found     *found
	people    directory
	siteHash  int64 // of who the people are, which programs make sites here, and what they say of many pages
	beside    int64
	rules     map[string][]siteRule          // folder → what is said in it of articles in and below it
	inherited map[string][]*Article          // folder → the layers below its articles, but for those that name one of them
	named     bool                           // some name single pages
	defaults  map[string][]string            // folder → the files that these are read from
	members   map[string]map[string][]string // file → path of a member → the sidecars of it alone
	wanted    []string                       // own keys that decide or label, besides those that all are chosen by
}

// IsRepository reports whether the folder is the whole of a repository of git, which does not keep the times of files.
func (s *surroundings) IsRepository() bool { return s.found.isRepository }

// surroundings finds the files of a folder, and reads what speaks for all of them.
func (d *Folder) surroundings(ctx context.Context) (*surroundings, error) {
	w, err := d.walk(ctx)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.Name, err)
	}
	s := &surroundings{folder: d, found: w, people: d.directory(w)}
	for f := range w.files.all() {
		w.claim(f.name)
	}
	s.members = w.memberSidecars()
	w.rules = d.siteRules(w, s.people)
	s.siteHash = hashOf([]byte(fmt.Sprint(s.people) + w.rulesText() + w.programsText()))
	s.beside = s.besideArticles()
	s.inheritLayers()
	s.defaults = w.defaultsAbove()
	if s.wanted = slices.Concat(d.DecidesBy, d.LabelsBy); d.ByChange {
		s.wanted = append(s.wanted, "corrections")
	}
	return s, nil
}

// Name is what an article is called in feeds, and by those who look for it.
type Name struct {
	ID, Link string // of its item
	BySlug   bool   // the link is made of a slug that the article states
	Place    uint64 // where the article lies, as a hash that tells nobody where that is
}

// Catalog reads of every article file as much as it takes to choose, with so many workers at once; of those that are as they
// are remembered, nothing. name names an article; it must not keep the article, and is called by all workers at once. A file
// that cannot be read right is in the catalog as a rejected article. The error is the folder's own, which is missing or
// cannot be listed, or the memory's.
func (d *Folder) Catalog(ctx context.Context, workers int, name func(*Article) Name, memory *Memory) (*Catalog, error) {
	r, s, err := d.remember(ctx, memory)
	if err != nil {
		return nil, err
	}
	c := &Catalog{surroundings: s, name: name, members: map[int32][]*Article{}, remembered: r}
	if r == nil {
		return c, c.read(ctx, workers, nil)
	}
	if err := r.compare(ctx, workers, s); err != nil {
		return nil, err
	}
	if r.isUnchanged() {
		c.edits.only = true
		return c, nil
	}
	if err := c.findEdits(ctx); err != nil || c.edits.only {
		return c, err
	}
	return c, c.Load(ctx, workers)
}

// remember walks the folder, and reads meanwhile what is remembered of it.
func (d *Folder) remember(ctx context.Context, memory *Memory) (r *remembered, s *surroundings, err error) {
	if memory == nil {
		s, err := d.surroundings(ctx)
		return nil, s, err
	}
	var recalled sync.WaitGroup
	var failed error
	recalled.Go(func() { r, failed = memory.load(ctx) })
	s, err = d.surroundings(ctx)
	recalled.Wait()
	if err := errors.Join(err, failed); err != nil {
		return nil, nil, err
	}
	r.compareRecipe(s)
	return r, s, nil
}

// Load makes the cards of a catalog that has none yet: where the folder holds what is remembered of it, but for Edits, it has none at
// first. What had to be read anew is written to the memory.
func (c *Catalog) Load(ctx context.Context, workers int) error {
	if c.loaded {
		return nil
	}
	r := c.remembered
	if err := r.recall(ctx, workers, &c.found.files); err != nil {
		return err
	}
	if r.isUnchanged() {
		return c.read(ctx, workers, nil)
	}
	lessons := make([]learned, c.found.files.count)
	if err := c.read(ctx, workers, func(file int, l learned) { lessons[file] = l }); err != nil {
		return err
	}
	c.Moved = r.moved(&c.found.files, lessons)
	return r.keep(ctx, c.surroundings, func(file int) learned { return lessons[file] })
}

// read makes the cards of all files, in path order, and calls learn, unless it is nil, with what is to be remembered of them.
func (c *Catalog) read(ctx context.Context, workers int, learn func(file int, l learned)) error {
	parts := make([][]*Card, (c.found.files.count+part-1)/part)
	passed := make([][]Problem, len(parts))
	err := forEach(ctx, workers, len(parts), func(i int) {
		p := reading{Catalog: c, learn: learn, cards: make([]*Card, 0, part)}
		for f := i * part; f < min((i+1)*part, c.found.files.count); f++ {
			p.file(f)
		}
		if p.brief != nil {
			p.brief.starts.close()
		}
		parts[i], passed[i] = p.cards, p.passed
	})
	if err != nil {
		return err
	}
	c.loaded, c.Cards = true, c.found.passPages(slices.Concat(parts...))
	c.Problems, c.Passed = c.faults(passed)
	return nil
}

// part is how many files are handed to a worker at once.
const part = 128

// reading is the reading of a part of the files, by one worker.
type reading struct {
	*Catalog
	brief  *brief // made for the first file that has to be read
	cards  []*Card
	passed []Problem
	learn  func(file int, l learned) // takes what is to be remembered; nil where nothing is
	text   []byte                    // which it is written in
}

// file makes the cards of one file.
func (p *reading) file(i int) {
	if r := p.remembered; r != nil && !r.fresh[i] {
		cards := r.cards[r.partOf(int32(i))]
		for at := r.of[i].first; at < r.of[i].end; at++ {
			p.cards = append(p.cards, &cards[at])
		}
		if why, ok := r.why[int32(i)]; ok {
			p.passed = append(p.passed, why)
		}
		return
	}
	if p.brief == nil {
		p.brief = newBrief(p.folder.FS)
	}
	f := p.brief.file(p.surroundings, i)
	articles, why := p.head(f)
	if why != nil {
		p.passed = append(p.passed, *why)
	}
	first := len(p.cards)
	for n, a := range articles {
		card := cardOf(a)
		p.nameCard(&card, a)
		if label := p.folder.Label; label != nil && !a.Rejected {
			card.setLabels(labelsOf(label(a)))
		}
		if p.folder.ByChange {
			card.keepChanges(a)
		}
		card.file, card.member = int32(i), int32(n)
		p.cards = append(p.cards, &card)
	}
	if len(articles) > 1 {
		p.brief.keep()
		p.keepMembers(int32(i), articles)
	}
	if p.learn != nil {
		begin := len(p.text)
		p.text = appendCards(p.text, p.cards[first:], why)
		l := learned{cards: p.text[begin:], failed: f.failed}
		if p.brief.of == f {
			l.start = hashOf(p.brief.start)
		} else {
			l.start = p.startOf(f.Path, p.brief.buffer)
		}
		p.learn(i, l)
	}
}

func (c *Catalog) nameCard(card *Card, a *Article) {
	if c.name == nil {
		return
	}
	told := len(a.Problems)
	name := c.name(a)
	card.ID, card.Link, card.Place = name.ID, name.Link, name.Place
	if name.BySlug {
		card.has |= bySlug
	}
	if len(a.Problems) > told {
		card.Note(a.Problems[told:]...)
		card.rare.scanned = len(card.rare.problems)
	}
}

// keepMembers keeps the articles of a file of several.
func (c *Catalog) keepMembers(file int32, articles []*Article) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.members[file] = articles
}

// faults gathers the faults that belong to no article, and the reasons why files are none.
func (s *surroundings) faults(parts [][]Problem) (problems, passed []Problem) {
	problems = append(s.found.problems, s.folder.orphans(s.found)...)
	passed = slices.Concat(append([][]Problem{s.found.passed}, parts...)...)
	byFile := func(a, b Problem) int { return cmp.Compare(a.File, b.File) }
	slices.SortStableFunc(problems, byFile)
	slices.SortStableFunc(passed, byFile)
	return problems, passed
}

// file gives an article file of the walk, ready to be read.
func (s *surroundings) file(i int) *File {
	f := s.describe(i)
	return &f
}

func (s *surroundings) describe(i int) File {
	e := s.found.files.at(i)
	f := File{
		Path: e.name, size: -1, Zone: s.folder.Zone, folder: s.folder.FS, readers: s.found.readers[e.readers],
		maxSize: cmp.Or(s.folder.MaxSize, DefaultMaxSize), place: s.folder.placeOf(e.name), people: s.people, members: s.members[e.name], dir: s.folder.Dir,
	}
	if s.found.numbered {
		s.found.number(&f)
	}
	if e.state != nil {
		f.size, f.modified = e.state.Size, time.Unix(0, e.state.Modified)
	}
	return f
}

// placeOf gives the path of a file within the site that the folder is part of.
func (d *Folder) placeOf(name string) string {
	if d.Place == "" {
		return name
	}
	return path.Join(d.Place, name)
}

// head reads the articles of one file, and lays the metadata around them over and under what they say themselves.
func (s *surroundings) head(f *File) ([]*Article, *Problem) {
	sidecars := s.found.sidecarsOf(f.Path)
	if len(sidecars) > 0 || len(f.members) > 0 {
		f.brief = nil
	}
	return s.folder.head(f, sidecars, s.layersOf(f.Path))
}

// Read reads the whole of what the article's file says of it, and what was settled since. Its body is not read.
func (c *Catalog) Read(card *Card) *Article {
	articles := c.articlesOf(card.file)
	if int(card.member) >= len(articles) {
		a := rejected(c.file(int(card.file)), Problem{Message: "the file has changed since it was listed", Fix: "build again"})
		a.Path = card.Path
		articles, card.member = []*Article{a}, 0
	}
	a := articles[card.member]
	if len(articles) > 1 { // those of a file of several are read once, and given to whoever asks next
		own := *a
		own.Problems = slices.Clone(a.Problems)
		a = &own
	}
	card.settle(a)
	if card.is(isFirstSeen) { // what is counted from the date is counted anew
		c.folder.decide(a)
	}
	return a
}

func (c *Catalog) articlesOf(file int32) []*Article {
	c.mu.Lock()
	articles, ok := c.members[file]
	c.mu.Unlock()
	if ok {
		return articles
	}
	f := c.file(int(file))
	f.once = true
	if articles, _ = c.head(f); len(articles) > 1 {
		c.keepMembers(file, articles)
	}
	return articles
}

// Body reads the text of an article that Read gave, and corrects its card by what the text says.
func (c *Catalog) Body(card *Card, a *Article) {
	c.folder.Body(a)
	card.heed(a)
}

// Opening is Body for an article of which nothing but title and summary is published; it is false where the whole has to be
// read all the same.
func (c *Catalog) Opening(card *Card, a *Article) bool {
	ok := c.folder.Opening(a)
	if ok {
		card.heed(a)
	}
	return ok
}

// heed corrects the card by what the text of its article says.
func (c *Card) heed(a *Article) {
	if at := momentOf(a.Embargo.Value, a.Embargo.Known()); at != c.embargo() {
		c.more().embargo = at
	}
	if a.Rejected {
		c.has |= isRejected
	}
}

// settle tells an article what was settled about its card.
func (c *Card) settle(a *Article) {
	if c.is(isFirstSeen) && a.Published.From.Rule == FileTime {
		a.Published.Value, a.Published.From.Rule = c.Published(), FirstSeen
	}
	s := c.rare
	if s == nil {
		return
	}
	if s.replaced.Known() {
		a.Replaced.fill(&s.replaced)
	}
	if s.withdrawn.Known() && !a.Withdrawn.Value {
		a.Withdrawn.Override(true, s.withdrawn.From)
	}
	a.Problems = append(a.Problems, s.problems[s.scanned:]...)
}

// Scan is what a folder holds: every article in path order, and the faults that belong to no article.
type Scan struct {
	Articles []*Article
	Problems []Problem
	// Passed are the files, and the members of files, that are no articles, each with the reason as its message.
	Passed []Problem
}

// Scan reads the whole head of every article file, with so many workers at once, for whoever has room for all of them. It
// fails as Catalog does.
func (d *Folder) Scan(ctx context.Context, workers int) (Scan, error) {
	s, err := d.surroundings(ctx)
	if err != nil {
		return Scan{}, err
	}
	heads, passed := make([][]*Article, s.found.files.count), make([][]Problem, s.found.files.count)
	err = forEach(ctx, workers, len(heads), func(i int) {
		articles, why := s.head(s.file(i))
		if heads[i] = articles; why != nil {
			passed[i] = []Problem{*why}
		}
	})
	scan := Scan{Articles: slices.Concat(heads...)}
	cards := make([]*Card, len(scan.Articles))
	articles := map[*Card]*Article{}
	for i, a := range scan.Articles {
		card := cardOf(a)
		cards[i], articles[&card] = &card, a
	}
	scan.Articles = scan.Articles[:0]
	for _, card := range s.found.passPages(cards) {
		scan.Articles = append(scan.Articles, articles[card])
	}
	scan.Problems, scan.Passed = s.faults(passed)
	return scan, err
}
