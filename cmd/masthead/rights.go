package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/index"
)

type rightsCommand struct {
	projectFlags
	voiceFlags
	From string `placeholder:"DATE" help:"State what was out, from this day on, instead of what the rules say."`
	To   string `placeholder:"DATE" help:"And until this day (default: now)."`
	CSV  bool   `name:"csv" help:"Print the statement of what was out as CSV."`
}

// Run prints what each feed carries of each article, and why; or what was out in a time, as an agency asks for it.
func (c *rightsCommand) Run(ctx context.Context, u *ui) error {
	u.voiceFlags = c.voiceFlags
	p, err := c.loadForDesk()
	if err != nil {
		return err
	}
	if c.From != "" || c.To != "" || c.CSV {
		return c.statement(ctx, u, p)
	}
	o, all, _, err := p.articles(ctx, u)
	if err != nil {
		return err
	}
	o.Feeds = slices.Concat(o.Feeds, o.Elsewhere) // who is given a feed for themselves is to be seen here first of all
	t := rightsTable{feeds: o.Feeds}
	err = build.Each(ctx, o, all, func(a feed.Candidate, it *feed.Item) error {
		row := newArticleRightsJSON(a, it, o, p.now)
		if c.JSON {
			return u.printJSON(row)
		}
		t.add(row)
		return nil
	})
	if err != nil || c.JSON {
		return err
	}
	return t.print(u)
}

// articleRightsJSON is what rights --json prints for an article: every key is always there.
type articleRightsJSON struct {
	Path       string        `json:"path"`
	Status     string        `json:"status"`
	Title      string        `json:"title"`
	Credit     string        `json:"credit"`
	Notice     string        `json:"notice"`
	Holder     string        `json:"holder"`
	Licenses   []string      `json:"licenses"`
	UsageTerms string        `json:"usage_terms"`
	Expires    *time.Time    `json:"expires"`
	Feeds      []carriedJSON `json:"feeds"`
	Warnings   []string      `json:"warnings"`
}

// carriedJSON is how much of an article a feed carries, and what says so.
type carriedJSON struct {
	Feed   string `json:"feed"`
	Text   string `json:"text"`
	Images string `json:"images"`
	Why    string `json:"why"`
}

func newArticleRightsJSON(c feed.Candidate, it *feed.Item, o *build.Options, now time.Time) articleRightsJSON {
	a := c.Article
	j := articleRightsJSON{Path: a.Path, Status: string(c.Status(now)), Title: a.Title.Value, Credit: a.Credit.Value, Licenses: []string{},
		Expires: instant(a.Expires), Feeds: []carriedJSON{}, Warnings: []string{}}
	if it != nil {
		j.Notice, j.Holder, j.UsageTerms = it.Notice, it.Holder, cmp.Or(it.UsageTerms, it.UsageTermsURL)
		for _, l := range it.Licenses {
			j.Licenses = append(j.Licenses, l.String())
		}
	}
	for i := range o.Feeds {
		f := &o.Feeds[i]
		cut, why := f.Cut(a)
		if !f.Has(c) {
			cut.Text, why = source.Nothing, "not selected"
		}
		if j.Status != string(source.StatusPublished) {
			cut.Text, why = source.Nothing, j.Status
		}
		j.Feeds = append(j.Feeds, carriedJSON{f.Name, string(cut.Text), string(cmp.Or(cut.Images, source.AllImages)), why})
	}
	if it == nil {
		return j
	}
	for _, problem := range o.Site.Publication().Audit(a, now) {
		j.Warnings = append(j.Warnings, problem.String())
	}
	return j
}

// rightsTable is the matrix for people: a row an article, a column a feed, and what to look at below.
type rightsTable struct {
	feeds    []build.Feed
	table    table
	warnings []string
}

func (t *rightsTable) add(j articleRightsJSON) {
	if t.table.rows == nil {
		head := []string{"STATUS", "PATH", "RIGHTS"}
		for _, f := range t.feeds {
			head = append(head, strings.ToUpper(f.Name))
		}
		t.table.add(head...)
	}
	row := []string{j.Status, shown(j.Path), shown(cmp.Or(j.Notice, strings.Join(j.Licenses, ", "), j.Holder, j.UsageTerms, "–"))}
	for _, c := range j.Feeds {
		what := carriedText(c.Text, c.Images)
		if why := ruleNames(c.Why); why != "" {
			what += " (" + why + ")"
		}
		row = append(row, what)
	}
	t.table.add(row...)
	for _, w := range j.Warnings {
		t.warnings = append(t.warnings, j.Path+": "+w)
	}
}

// carriedText says for people how much of an article a feed carries.
func carriedText(text, images string) string {
	switch {
	case text == string(source.Nothing):
		return "–"
	case images == string(source.OwnImages):
		return text + ", own images"
	case images == string(source.NoImages):
		return text + ", no images"
	}
	return text
}

// ruleNames gives the rules that decided, without their places, which explain and --json have; nothing where none did.
func ruleNames(why string) string {
	var names []string
	for part := range strings.SplitSeq(why, "; ") {
		name, _, placed := strings.Cut(part, ", ")
		if strings.HasPrefix(name, "no country") {
			name, placed = name+": "+ruleNames(strings.TrimPrefix(part, name+", ")), true
		}
		if placed {
			names = append(names, name)
		}
	}
	return strings.Join(names, "; ")
}

func (t *rightsTable) print(u *ui) error {
	if err := t.table.print(u.out, "", screenWidth(u.out), 2); err != nil {
		return err
	}
	for _, w := range t.warnings {
		fmt.Fprintf(u.out, "! %s\n", shown(w))
	}
	return nil
}

// used is what was out of an item.
type used struct {
	ID     string     `json:"id"`
	Path   string     `json:"path"`
	Credit string     `json:"credit"`
	Feed   string     `json:"feed"`
	Text   string     `json:"text"`
	First  time.Time  `json:"first"`
	Last   *time.Time `json:"last"` // nil while it is out
}

// statement prints what was out in a time, from the ledger.
func (c *rightsCommand) statement(ctx context.Context, u *ui, p *project) error {
	from, err := config.ParseDate(c.From, p.Location())
	if err != nil {
		return usageError{fmt.Errorf("--from: %w", err)}
	}
	to, err := config.ParseDate(c.To, p.Location())
	if err != nil {
		return usageError{fmt.Errorf("--to: %w", err)}
	}
	if to.IsZero() {
		to = p.now
	}
	if from.After(to) {
		return usageError{fmt.Errorf("--from: %s is after the end, %s; write the earlier day first", c.From, cmp.Or(c.To, to.Format(time.RFC3339)))}
	}
	state, _, err := p.statePath()
	if err != nil {
		return err
	}
	if state == "" || !exists(state) {
		return errors.New("there is no state yet that says what was out; masthead build makes one")
	}
	_, all, _, err := p.articles(ctx, u)
	if err != nil {
		return err
	}
	articles := make(map[string]*feed.Candidate, len(all))
	for i := range all {
		articles[all[i].ID] = &all[i]
	}
	var list []used
	err = index.Usage(ctx, state, from, to, func(o index.Out) {
		row := used{ID: o.ID, Feed: o.Feed, Text: o.Level, First: o.Since}
		if !o.Until.IsZero() {
			row.Last = &o.Until
		}
		if article := articles[o.ID]; article != nil {
			article.Read() // once, in however many feeds it was
			row.Path, row.Credit = article.Path, article.Article.Credit.Value
		}
		list = append(list, row)
	})
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b used) int {
		return cmp.Or(a.First.Compare(b.First), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Feed, b.Feed), cmp.Compare(a.Text, b.Text))
	})
	switch {
	case c.CSV:
		return printCSV(u, list)
	case c.JSON:
		for _, row := range list {
			if err := u.printJSON(row); err != nil {
				return err
			}
		}
		return nil
	}
	return printUsed(u, list)
}

func printUsed(u *ui, list []used) error {
	var t table
	t.add("FIRST OUT", "LAST OUT", "FEED", "TEXT", "CREDIT", "ITEM")
	for _, row := range list {
		t.add(row.First.Format(time.RFC3339), lastOut(row), shown(row.Feed), row.Text, shown(row.Credit), shown(row.ID))
	}
	return t.print(u.out, "", screenWidth(u.out), 5)
}

func printCSV(u *ui, list []used) error {
	w := csv.NewWriter(u.out)
	_ = w.Write([]string{"item", "path", "credit", "feed", "text", "first_out", "last_out"}) // Flush has the error
	for _, row := range list {
		_ = w.Write([]string{row.ID, row.Path, row.Credit, row.Feed, row.Text, row.First.Format(time.RFC3339), lastOut(row)})
	}
	w.Flush()
	return w.Error()
}

// lastOut is empty while an item is out.
func lastOut(row used) string {
	if row.Last == nil {
		return ""
	}
	return row.Last.Format(time.RFC3339)
}
