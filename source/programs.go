package source

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// This file reads what the programs that make sites have said once for many pages: in a file of a folder, or in the site's
// configuration. Of that only what keeps pages inside counts, and who made them under which terms: the rest is the theme's, or
// may be an address by which items are known.

// isFolderData reports the files by which a program speaks for all pages in a folder and below it: _index.md of Hugo and Zola,
// posts/posts.json of Eleventy, _data.yml of Lume, _metadata.yml of Quarto, .meta.yml of MkDocs.
func (d *Folder) isFolderData(w *found, name string) bool {
	base := path.Base(name)
	switch base {
	case "_index.md", "_data.yml", "_data.yaml", "_data.json", "_metadata.yml", "_metadata.yaml", folderMeta:
		return true
	}
	stem, is := strings.CutSuffix(base, ".json")
	if !is {
		return false
	}
	stem, named := strings.CutSuffix(stem, ".11tydata")
	s, _ := w.siteAbove(name)
	return stem == path.Base(path.Dir(d.placeOf(name))) && (named || s != nil && s.program == "Eleventy")
}

// folderMeta is the one of these files that is hidden.
const folderMeta = ".meta.yml"

// speaksOfOthers reports whether the page of a section may say anything of the pages in it. Few do, and whatever speaks for a
// file is looked at whenever the file is.
func (d *Folder) speaksOfOthers(name string) bool {
	if path.Base(name) != "_index.md" {
		return true
	}
	data, err := readMetadata(d.FS, name)
	return err != nil || saysOfOthers(data)
}

func saysOfOthers(section []byte) bool {
	return bytes.Contains(section, []byte("cascade")) || bytes.Contains(section, []byte("draft"))
}

// A siteRule is what a site says of the pages in some of its folders, or of some of its pages.
type siteRule struct {
	layer  *Article
	scope  string                   // as it is written
	covers func(folder string) bool // a folder's path within the site
	names  func(page string) bool   // a page's path within the site, of a folder that is not covered; nil where none can be named
}

// programLayer gives what a program's keys say of many pages, in a file, by a rule.
func (d *Folder) programLayer(said []meta.Pair, file, rule string, people directory) *Article {
	a := &Article{}
	a.apply(meta.Value{Kind: meta.Map, Map: forMany(said)}, layer{file: file, rule: rule, zone: d.Zone, known: people})
	return a
}

// ruleOfAll is for all pages of the site.
func ruleOfAll(layer *Article) siteRule {
	return siteRule{layer: layer, covers: func(string) bool { return true }}
}

// ruleOfPath is for the pages that a path of Hugo's names, all in a folder or one alone; for all where there is none.
func ruleOfPath(layer *Article, glob string) siteRule {
	if glob == "" {
		return ruleOfAll(layer)
	}
	return siteRule{layer, glob, func(folder string) bool { return coversFolder(glob, folder) }, func(page string) bool {
		page = strings.TrimSuffix(strings.TrimPrefix(page, "content/"), path.Ext(page))
		page = "/" + strings.TrimSuffix(page, "/index")
		return doublestar.MatchUnvalidated(strings.ToLower(strings.TrimSuffix(glob, "/")), strings.ToLower(page))
	}}
}

// rulesText tells one set of rules from another.
func (w *found) rulesText() string {
	var b strings.Builder
	for _, r := range w.rules {
		b.WriteString(r.scope)
		if r.layer.Rejected {
			b.WriteString("\nrejected")
		}
		for _, f := range r.layer.fields() {
			if f.field.Known() {
				b.WriteString("\n" + f.name + " " + f.field.origin().Key + " " + f.field.text())
			}
		}
	}
	return b.String()
}

// programRules reads a file of a folder's data: what it says of all pages in and below the folder, or of some, in the order in which
// it holds. fsys has it by its name there; tell is what messages call it.
func (d *Folder) programRules(fsys fs.FS, name, tell string, people directory) (rules []siteRule) {
	value, err := d.folderData(fsys, name)
	if err != nil {
		a := &Article{}
		a.reject(problemAt(tell, err))
		return []siteRule{ruleOfAll(a)}
	}
	if path.Base(name) != "_index.md" {
		return []siteRule{ruleOfAll(d.programLayer(value.Map, tell, folderDataRule, people))}
	}
	if p, ok := value.Fold("draft"); ok && d.isZola(fsys, name) {
		return []siteRule{ruleOfAll(d.programLayer([]meta.Pair{p}, tell, draftedSection, people))}
	}
	for _, c := range cascadesOf(value) {
		rules = append(rules, ruleOfPath(d.programLayer(c.said, tell, sectionRule, people), c.path))
	}
	return rules
}

// The rules by which programs speak for many pages. What a draft section of Zola holds back no page of it lets out.
const (
	folderDataRule = "folder data"
	sectionRule    = "section"
	draftedSection = "draft section"
	siteDataRule   = "site configuration"
)

// isHeldDespite reports whether a program's word for many pages keeps one inside that says it is no draft: a draft section of Zola
// does, and so does any key but the one that the page has.
func (a *Article) isHeldDespite(page *Article) bool {
	held, said := a.Draft.From, page.Draft.From
	switch {
	case !a.Draft.Value || !page.Draft.Known() || page.Draft.Value:
		return false
	case held.Rule == draftedSection:
		return true
	case held.Rule != folderDataRule && held.Rule != sectionRule && held.Rule != siteDataRule:
		return false
	}
	return !strings.EqualFold(held.Key, said.Key)
}

func (d *Folder) folderData(fsys fs.FS, name string) (meta.Value, error) {
	data, err := readMetadata(fsys, name)
	if err != nil {
		return meta.Value{}, err
	}
	text, err := Decode(data)
	if err != nil {
		return meta.Value{}, err
	}
	switch path.Ext(name) {
	case ".md":
		if !saysOfOthers(text) {
			return meta.Value{}, nil
		}
		block, err := meta.Split(text, true)
		if err != nil {
			return meta.Value{}, metaProblem(name, err)
		}
		value, _, err := block.Decode()
		return value, metaProblem(name, err)
	case ".json":
		value, _, err := meta.JSON(text, 1)
		return value, metaProblem(name, err)
	case ".toml":
		value, _, err := meta.TOML(text, 1)
		return value, metaProblem(name, err)
	}
	value, _, err := meta.YAML(text, 1)
	return value, metaProblem(name, err)
}

// forMany leaves of a program's keys those that may speak for many pages.
func forMany(pairs []meta.Pair) (kept []meta.Pair) {
	for _, p := range pairs {
		own, _ := ownKey(p.Key)
		switch {
		case own == "date" && p.Value.Kind == meta.Bool: // published: false
			kept = append(kept, p)
		case p.Value.Kind == meta.Map && isNest(p.Key):
			p.Value.Map = forMany(p.Value.Map)
			kept = append(kept, p)
		case holdsBack(own), strings.HasPrefix(own, "rights"):
			kept = append(kept, p)
		}
		switch own {
		case "hidden", "status", "password", "build", "feed", "email_type", "authors", "byline", "credit", "language",
			"editor", "translator", "photographer", "illustrator", "contributor":
			kept = append(kept, p)
		}
	}
	return kept
}

// cascade is what Hugo or Jekyll says of the pages of a path, a glob; of all where it is empty.
type cascade struct {
	path   string
	said   []meta.Pair
	weight int // of Jekyll's, of which the heavier holds
}

// cascadesOf gives what the key cascade says of pages: a map, or a list of maps. What is for pages of one kind or of one language
// that are no articles, or not all of them, says nothing here.
func cascadesOf(front meta.Value) (all []cascade) {
	p, ok := front.Fold("cascade")
	if !ok {
		return nil
	}
	list := p.Value.List
	if p.Value.Kind == meta.Map {
		list = []meta.Value{p.Value}
	}
	for _, v := range list {
		c := cascade{said: v.Map}
		target, ok := v.Fold("target")
		if !ok {
			target, ok = v.Fold("_target")
		}
		if ok {
			kind, hasKind := target.Value.Fold("kind")
			_, hasLanguage := target.Value.Fold("lang")
			if hasLanguage || hasKind && !strings.Contains(kind.Value.Text, "page") {
				continue
			}
			said, _ := target.Value.Fold("path")
			c.path = said.Value.Text
		}
		all = append(all, c)
	}
	return all
}

var zolaAddress = pattern.New(`(?m)^base_url[ \t]*=`)

// isZola reports whether the site that a file is part of is one of Zola, whose sections hold back their pages.
func (d *Folder) isZola(fsys fs.FS, name string) bool {
	if d.Site != nil {
		fsys, name = d.Site, "."
	}
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		for _, file := range []string{"zola.toml", "config.toml"} {
			if data, err := fs.ReadFile(fsys, path.Join(dir, file)); err == nil {
				return file == "zola.toml" || zolaAddress.Match(data)
			}
		}
		if dir == "." {
			return false
		}
	}
}

// siteRules reads what the configuration of a site says of its pages, and what folders say above the one of the articles, the
// most exact first.
func (d *Folder) siteRules(w *found, people directory) (rules []siteRule) {
	d.eachSite(w, func(home string, s *site, fsys fs.FS) {
		for _, r := range d.rulesOf(w, s, fsys, d.upTo(home), people) {
			rules = append(rules, r.within(home))
		}
	})
	return rules
}

// upTo leads from the folder to the site around it, or to one in it.
func (d *Folder) upTo(home string) string {
	switch {
	case d.Site != nil:
		return strings.Repeat("../", strings.Count(d.Place, "/")+1)
	case home == ".":
		return ""
	}
	return home + "/"
}

// within gives the rule of a site that lies in a folder.
func (r siteRule) within(home string) siteRule {
	if home == "." {
		return r
	}
	of := func(holds func(string) bool) func(string) bool {
		return func(name string) bool {
			rest, ok := strings.CutPrefix(name+"/", home+"/")
			return ok && holds(path.Clean(rest))
		}
	}
	r.scope, r.covers = home+" "+r.scope, of(r.covers)
	if r.names != nil {
		r.names = of(r.names)
	}
	return r
}

// rulesOf reads what one site says.
func (d *Folder) rulesOf(w *found, s *site, site fs.FS, up string, people directory) (rules []siteRule) {
	add := func(r siteRule) {
		if r.layer.Rejected || r.layer.saysAnything() {
			rules = append(rules, r)
		}
	}
	for dir := path.Dir(d.Place); d.Place != "" && dir != "."; dir = path.Dir(dir) {
		above := &Folder{Place: dir}
		for _, base := range slices.Sorted(maps.Keys(namesIn(site, dir))) {
			if name := path.Join(dir, base); above.isFolderData(w, base) {
				for _, r := range d.programRules(site, name, up+name, people) {
					add(r)
				}
			}
		}
	}
	for _, name := range []string{"_config.yml", "_config.yaml"} {
		for _, s := range d.scopes(site, name) {
			add(siteRule{layer: d.programLayer(s.said, up+name, siteDataRule, people), scope: s.path, covers: func(folder string) bool { return isWithin(folder, s.path) },
				names: func(page string) bool {
					return strings.HasPrefix(page, s.path) || doublestar.MatchUnvalidated(s.path, page)
				}})
		}
	}
	add(ruleOfAll(pelicanLayer(site, up)))
	add(ruleOfAll(d.optInLayer(s, site, up)))
	if s != nil && s.program == substack {
		rules = append(rules, d.substackRules(site, up, people)...)
	}
	for _, name := range []string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json",
		"config/_default/hugo.toml", "config/_default/config.toml", "config/_default/hugo.yaml", "config/_default/config.yaml"} {
		value, err := d.folderData(site, name)
		if err != nil {
			continue // none, or what Hugo does not read either
		}
		for _, c := range cascadesOf(value) {
			add(ruleOfPath(d.programLayer(c.said, up+name, siteDataRule, people), c.path))
		}
	}
	return rules
}

// defaultStatus matches what Pelican takes for the status of an article that states none.
var defaultStatus = pattern.New(`(?m)^DEFAULT_METADATA\s*=\s*(?:\{[^}]*?["']status["']\s*:|dict\([^)]*?\bstatus\s*=)\s*["'](?:draft|hidden|skip)["']`)

// pelicanLayer gives what the configuration of Pelican says of all articles. It is a program, of which a line is read.
func pelicanLayer(site fs.FS, up string) *Article {
	const name = "pelicanconf.py"
	a := &Article{}
	if data, err := fs.ReadFile(site, name); err == nil {
		if at := defaultStatus.FindIndex(data); at != nil {
			line := 1 + bytes.Count(data[:at[0]], []byte{'\n'})
			a.Draft.Set(true, Origin{File: up + name, Line: line, Column: 1, Rule: siteDataRule, Key: pelicanDefault})
		}
	}
	return a
}

const pelicanDefault = "DEFAULT_METADATA"

// scopes gives what Jekyll's configuration says of pages by default, in the order in which it holds: the longest path first, of two
// as long the one for posts alone, else the later. Of the types of pages posts alone are articles.
func (d *Folder) scopes(site fs.FS, name string) (all []cascade) {
	config, err := d.folderData(site, name)
	if err != nil {
		return nil
	}
	defaults, _ := config.Fold("defaults")
	for _, v := range defaults.Value.List {
		scope, _ := v.Fold("scope")
		values, _ := v.Fold("values")
		place, _ := scope.Value.Fold("path")
		kind, _ := scope.Value.Fold("type")
		c := cascade{path: strings.Trim(place.Value.Text, "/"), said: values.Value.Map}
		c.weight = 2 * len(c.path)
		if strings.HasPrefix(kind.Value.Text, "post") {
			c.weight++
		} else if kind.Value.Text != "" {
			continue
		}
		all = append(all, c)
	}
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b cascade) int { return b.weight - a.weight })
	return all
}

// isWithin reports whether a folder of a site lies in what a scope of Jekyll's names: a folder, or a glob.
func isWithin(folder, scope string) bool {
	return scope == "" || scope == "." || folder == scope || strings.HasPrefix(folder, scope+"/") ||
		strings.Contains(scope, "*") && doublestar.MatchUnvalidated(scope, folder+"/x.md")
}

// coversFolder reports whether a path of Hugo's means the pages in a folder. Its paths begin below the folder of all content.
func coversFolder(glob, folder string) bool {
	below := "/" + strings.TrimPrefix(folder+"/", "content/")
	return doublestar.MatchUnvalidated(strings.TrimSuffix(glob, "/"), below+"x")
}
