package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

type listCommand struct {
	projectFlags
	voiceFlags
}

// Run lists every article, also those that are held back: this is the desk's own tool.
func (c *listCommand) Run(ctx context.Context, u *ui) error {
	u.voiceFlags = c.voiceFlags
	p, err := c.loadForDesk()
	if err != nil {
		return err
	}
	o, all, passed, err := p.articles(ctx, u)
	if err != nil {
		return err
	}
	table := listTable{now: p.now}
	err = build.Each(ctx, o, all, func(a feed.Candidate, it *feed.Item) error {
		if c.JSON {
			return u.printJSON(newArticleJSON(a, it, p.now))
		}
		table.add(a)
		return nil
	})
	if err != nil {
		return err
	}
	if c.JSON {
		for _, f := range passed {
			u.note("%s: not an article: %s", f.Path(), f.Message)
		}
		return nil
	}
	table.passed = passed
	return table.print(u)
}

// articles reads the head of every article. Without a site address they are shown under a stand-in for it.
func (p *project) articles(ctx context.Context, u *ui) (o *build.Options, all []feed.Candidate, passed []build.Fault, err error) {
	if p.Site.URL == "" {
		p.preview("http://localhost/")
	}
	if o, err = p.options(); err != nil {
		return nil, nil, nil, err
	}
	all, faults, passed, err := build.Articles(ctx, o, p.now)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, f := range faults {
		u.note("%s", f.Error())
	}
	if !p.standIn {
		state, _, _ := p.statePath() // which need not be there
		if err := build.Remember(ctx, o, publish.Folder{Dir: p.output}, existing(state), all); err != nil {
			return nil, nil, nil, err
		}
	}
	if err := o.Withdraw(all); err != nil {
		return nil, nil, nil, err
	}
	published := feed.Select(all, p.now, time.Time{})
	published.Next(len(all))
	feed.NoteTwins(published.Twins)
	return o, all, passed, nil
}

// listTable is the list for people: a row an article, and what is wrong with them below.
type listTable struct {
	now      time.Time
	table    table
	problems []string
	passed   []build.Fault
}

func (t *listTable) add(a feed.Candidate) {
	if t.table.rows == nil {
		t.table.add("STATUS", "PUBLISHED", "PATH", "TITLE", "BY")
	}
	t.table.add(string(a.Status(t.now)), day(a.Article.Published), shown(a.Path), shown(a.Article.Title.Value), shown(names(a.Article.People.Value)))
	for _, p := range a.ProblemsAt(t.now) {
		t.problems = append(t.problems, build.Fault{Folder: a.Folder().Name, Problem: p}.Error())
	}
}

func (t *listTable) print(u *ui) error {
	if err := t.table.print(u.out, "", screenWidth(u.out), 2); err != nil {
		return err
	}
	t.printPassed(u)
	for _, p := range slices.Compact(t.problems) {
		fmt.Fprintf(u.out, "! %s\n", shown(p))
	}
	return nil
}

// passedNames is how many files are named of those that are no articles for the same reason.
const passedNames = 5

// printPassed lists what is no article, by the reason.
func (t *listTable) printPassed(u *ui) {
	var reasons []string
	names := map[string][]string{}
	for _, f := range t.passed {
		if names[f.Message] == nil {
			reasons = append(reasons, f.Message)
		}
		names[f.Message] = append(names[f.Message], f.Path())
	}
	if len(reasons) > 0 {
		fmt.Fprintln(u.out, "not articles:")
	}
	for _, why := range reasons {
		files := names[why]
		more := ""
		if n := len(files) - passedNames; n > 0 {
			files, more = files[:passedNames], fmt.Sprintf(" and %d more", n)
		}
		fmt.Fprintf(u.out, "- %s%s: %s\n", shown(strings.Join(files, ", ")), more, shown(why))
	}
}

func day(f source.Field[time.Time]) string {
	if !f.Known() {
		return ""
	}
	return f.Value.Format(time.DateOnly)
}

func names(people []source.Person) (s string) {
	for i, p := range people {
		if i > 0 {
			s += ", "
		}
		s += p.Name
	}
	return s
}

// articleJSON is what list --json prints for an article: every key is always there.
type articleJSON struct {
	Path      string       `json:"path"`
	Format    string       `json:"format"`
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Published *time.Time   `json:"published"`
	Updated   *time.Time   `json:"updated"`
	Embargo   *time.Time   `json:"embargo"`
	Expires   *time.Time   `json:"expires"`
	Status    string       `json:"status"`
	Language  string       `json:"language"`
	Byline    string       `json:"byline"`
	Authors   []authorJSON `json:"authors"`
	Credit    string       `json:"credit"`
	Section   string       `json:"section"`
	Tags      []string     `json:"tags"`
	Summary   string       `json:"summary"`
	Rights    rightsJSON   `json:"rights"`
	Content   string       `json:"content"`
	DatesFrom string       `json:"dates_from"`
	Problems  []string     `json:"problems"`
}

type authorJSON struct {
	Name  string `json:"name"`
	Email string `json:"email"`
	URL   string `json:"url"`
	Role  string `json:"role"`
}

type rightsJSON struct {
	Notice     string `json:"notice"`
	Holder     string `json:"holder"`
	Year       int    `json:"year"`
	License    string `json:"license"`
	UsageTerms string `json:"usage_terms"`
}

func newArticleJSON(c feed.Candidate, it *feed.Item, now time.Time) articleJSON {
	a := c.Article
	j := articleJSON{
		Path: a.Path, Format: a.Format, ID: c.ID, URL: c.Link, Title: a.Title.Value,
		Published: instant(a.Published), Updated: instant(a.Updated), Embargo: instant(a.Embargo), Expires: instant(a.Expires),
		Status: string(c.Status(now)), Language: a.Language.Value, Byline: a.Byline.Value, Authors: []authorJSON{},
		Credit: a.Credit.Value, Section: a.Section.Value, Tags: append([]string{}, a.Tags.Value...), Summary: a.Summary.Value,
		Rights: rightsJSON{
			Notice: a.Rights.Notice.Value, Holder: a.Rights.Holder.Value, Year: a.Rights.Year.Value,
			UsageTerms: a.Rights.UsageTerms.Value,
		},
		DatesFrom: a.Published.From.Rule, Problems: []string{},
	}
	if it != nil {
		j.Content = it.HTML
	}
	for _, p := range a.People.Value {
		j.Authors = append(j.Authors, authorJSON{p.Name, p.Email, p.URL, string(p.Role)})
	}
	if len(a.Rights.Licenses.Value) > 0 {
		j.Rights.License = a.Rights.Licenses.Value[0].String()
	}
	for _, p := range c.ProblemsAt(now) {
		j.Problems = append(j.Problems, p.String())
	}
	return j
}

func instant(f source.Field[time.Time]) *time.Time {
	if !f.Known() {
		return nil
	}
	return &f.Value
}
