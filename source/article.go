// Package source turns article files into articles: the format-neutral record of who wrote what, when, and whose
// rights it is.
//
// A Folder walks the files, asks the Reader of each format for what the file says of itself, and lays the statements
// on top of one another: sidecar, then the file's own, then _defaults.yaml and the configuration's defaults below.
// Every value is a Field: it remembers the rule and the line that gave it. A Reader has two entries: Head reads only as
// much of a file as it takes to know its articles and choose among them, Body is called for what will be published.
package source

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Article is the format-neutral record of one article. A Field that is not Known was said by nobody and stays out of
// every feed. Its texts are UTF-8 as far as the file is: what is none is replaced where an item is made of it. An Article is
// not safe for concurrent use.
type Article struct {
	// Path is the file's path below its source's folder, with slashes; "#1", "#2", … follow for the members of a file of
	// several articles.
	Path string
	// Format is the name of the reader: "markdown", "html", "text".
	Format string
	// Part is where in its file the article stands, for a reader that finds several in one.
	Part Part
	// Versioned says that the format knows versions: of several articles with one id only the latest holds.
	Versioned bool

	ID       Field[string] // the article's own identity, as written
	Version  Field[string] // which state of the article this is, as its provider counts them
	URL      Field[string] // the article's page as written: an address, a path of the site, or "none"
	Slug     Field[string]
	Title    Field[string]
	Language Field[string] // BCP 47

	Published Field[time.Time] // with the offset as written
	Updated   Field[time.Time]
	Embargo   Field[time.Time] // nothing of the article may leave before this instant
	Expires   Field[time.Time] // from this instant its text may not be published

	Draft     Field[bool]
	Withdrawn Field[bool]
	Withdraws Field[[]string] // the ids of other articles that are taken back by this one
	Replaces  Field[[]string] // the ids of earlier articles that this one takes the place of, once it is out
	Replaced  Field[string]   // the article that is a later version of this one, which it takes the place of
	Redirect  Field[string]   // where the page sends its visitors, when it is not an article at all
	Signals   Field[[]string] // what the provider says of this version: a correction, an update

	Byline  Field[string]   // as written
	People  Field[[]Person] // in the order of the byline
	Credit  Field[string]   // the agency or provider the story comes from
	Section Field[string]
	Place   Field[string] // where the story was written
	Genre   Field[[]string]
	Tags    Field[[]string]
	Summary Field[string] // as the article states it; plain text or HTML

	Rights Rights
	Free   Field[bool] // whether everybody may read the article where it was published
	// DigitalSource says how the story was made, a term of the IPTC's digitalsourcetype vocabulary.
	DigitalSource Field[string]
	// SiteNotice is the notice of the site an article was taken from. It is kept to explain where the line went: it is
	// never the story's own.
	SiteNotice Field[string]

	// Carried, Pictures, Attribution and SourceLink are what the policy decides: how much of the article may be carried, which
	// of its pictures, the line that stands below its text, and whether a link to where it was first published does.
	Carried     Field[Level]
	Pictures    Field[Images]
	Attribution Field[string]
	SourceLink  Field[bool]

	SourceTitle Field[string] // where the story was first published
	SourceURL   Field[string]
	SourceFeed  Field[Feed] // the feed that it was taken from

	Image       Field[Media]
	Media       Field[[]Media]
	Looks       []Look // where the files of Media were looked for, once they have been
	Corrections Field[[]Correction]

	Episode     Field[int] // of a podcast, from 1
	Season      Field[int]
	EpisodeType Field[string] // full, trailer or bonus
	Explicit    Field[bool]

	Related          Field[[]string] // addresses of pages that belong to the story, as written
	TranslationOf    Field[string]
	TranslationKey   Field[string] // the same in all translations of a story
	OriginalLanguage Field[string]

	// HTML is the body as the reader rendered it: not yet sanitised, addresses as written. Text is the same for formats
	// that have no markup. Both are empty until Folder.Body has run.
	HTML, Text string

	// Problems are the faults met while reading, in the order they were met.
	Problems []Problem
	// Rejected says that the file cannot be trusted to be read right, so that nothing of it is published.
	Rejected bool

	signed   Field[[]string] // the agencies that readers took off the byline
	file     *File
	zoneless bool   // its embargo is written without a time zone
	isOut    bool   // it says that its status is published
	due      Origin // where it says that it is scheduled
	asked    string // the key by which it asks to be published, where only such notes are
}

// Correction is a note that an article was changed after it had been published.
type Correction struct {
	Date time.Time // zero when the note has none
	Text string
}

// String gives the correction as explain prints one.
func (c Correction) String() string {
	if c.Date.IsZero() {
		return c.Text
	}
	return c.Date.Format(time.DateOnly) + " " + c.Text
}

// Changes is an iterator over the instants at which the article says that it was changed, in no order: updated, or corrected.
func (a *Article) Changes(use func(time.Time) bool) {
	if a.Updated.Known() && !use(a.Updated.Value) {
		return
	}
	for _, correction := range a.Corrections.Value {
		if !correction.Date.IsZero() && !use(correction.Date) {
			return
		}
	}
}

// Problem is a fault of an article file: where it is, what is wrong and what would be right.
type Problem struct {
	File         string // below the source's folder
	Line, Column int    // from 1; 0 when the fault has no place
	Field        string // the article's word for it; empty for a fault of the whole file
	Message      string // what is wrong
	Fix          string // what to write instead; may be empty
}

// String gives the problem without its file, as list prints it.
func (p Problem) String() string {
	s := ""
	if p.Line > 0 {
		s = fmt.Sprintf("line %d: ", p.Line)
	}
	return s + p.sentence()
}

// Error gives the problem with its place: file:line:column: field: what is wrong; what would be right.
func (p Problem) Error() string {
	return p.Place() + ": " + p.sentence()
}

// Place gives file:line:column, as much of it as is known.
func (p Problem) Place() string { return Origin{File: p.File, Line: p.Line, Column: p.Column}.place() }

func (p Problem) sentence() string {
	s := p.Message
	if p.Field != "" {
		s = p.Field + ": " + s
	}
	if p.Fix != "" {
		s += "; " + p.Fix
	}
	return s
}

// File gives the path of the file that the article is in, below its source's folder.
func (a *Article) File() string {
	if a.file == nil {
		return a.Path
	}
	return a.file.Path
}

// Problem notes a fault of the article.
func (a *Article) Problem(p Problem) {
	if p.File == "" && a.file != nil {
		p.File = a.file.Path
	}
	a.Problems = append(a.Problems, p)
}

// Status is what becomes of an article at one instant.
type Status string

// The statuses, in the order in which the first that holds is taken. Only a redirect whose file states no date is one before
// it could be scheduled or expired. An article that a later version replaces is withdrawn.
const (
	StatusRejected  Status = "rejected"
	StatusWithdrawn Status = "withdrawn"
	StatusDraft     Status = "draft"
	StatusEmbargoed Status = "embargoed"
	StatusScheduled Status = "scheduled"
	StatusExpired   Status = "expired"
	StatusRedirect  Status = "redirect"
	StatusPublished Status = "published"
)

// Waiting reports that the article will be published by itself when its time has come. Until then nobody but its desk is
// to know of it.
func (s Status) Waiting() bool { return s == StatusEmbargoed || s == StatusScheduled }

// Status gives what becomes of the article at the instant now. Only a published article may appear in a feed.
func (a *Article) Status(now time.Time) Status {
	c := cardOf(a)
	return c.Status(now)
}

// Explained is one line of what masthead knows of an article: a field, its value, and what gave it.
type Explained struct {
	Name, Value string
	From        Origin
	Lost        []Lost // other values that were stated, and did not hold
}

// Explain lists the fields that have a value, in reading order.
func (a *Article) Explain() []Explained {
	var list []Explained
	for _, f := range a.fields() {
		if f.field.Known() {
			list = append(list, Explained{f.name, f.field.text(), f.field.origin(), f.field.Lost()})
		}
	}
	return list
}

// saysAnything reports whether any field has a value.
func (a *Article) saysAnything() bool {
	return slices.ContainsFunc(a.fields(), func(f namedField) bool { return f.field.Known() })
}

type namedField struct {
	name  string
	field stated
}

// fields is the one list of an article's fields: layers are merged and explained by it.
func (a *Article) fields() []namedField {
	return []namedField{
		{"id", &a.ID}, {"version", &a.Version}, {"url", &a.URL}, {"slug", &a.Slug}, {"title", &a.Title}, {"language", &a.Language},
		{"published", &a.Published}, {"updated", &a.Updated}, {"embargo", &a.Embargo}, {"expires", &a.Expires},
		{"draft", &a.Draft}, {"withdrawn", &a.Withdrawn}, {"withdraws", &a.Withdraws}, {"replaces", &a.Replaces}, {"replaced by", &a.Replaced},
		{"redirect", &a.Redirect}, {"signals", &a.Signals},
		{"byline", &a.Byline}, {"authors", &a.People}, {"credit", &a.Credit}, {"section", &a.Section},
		{"place", &a.Place}, {"genre", &a.Genre}, {"tags", &a.Tags}, {"summary", &a.Summary},
		{"rights.notice", &a.Rights.Notice}, {"rights.holder", &a.Rights.Holder}, {"rights.year", &a.Rights.Year},
		{"rights.license", &a.Rights.Licenses}, {"rights.usage_terms", &a.Rights.UsageTerms},
		{"rights.expression", &a.Rights.Expression}, {"rights.data_mining", &a.Rights.DataMining},
		{"territory", &a.Rights.Territory}, {"machine_use", &a.Rights.Machines}, {"free", &a.Free},
		{"digital_source", &a.DigitalSource},
		{"text", &a.Carried}, {"images", &a.Pictures}, {"attribution", &a.Attribution}, {"source_link", &a.SourceLink},
		{"site rights", &a.SiteNotice}, {"source.title", &a.SourceTitle}, {"source.url", &a.SourceURL},
		{"source.feed", &a.SourceFeed},
		{"image", &a.Image}, {"media", &a.Media}, {"corrections", &a.Corrections},
		{"episode", &a.Episode}, {"season", &a.Season}, {"episode_type", &a.EpisodeType}, {"explicit", &a.Explicit},
		{"related", &a.Related}, {"translation_of", &a.TranslationOf}, {"translation_key", &a.TranslationKey}, {"original_language", &a.OriginalLanguage},
	}
}

// fillFrom takes from the layer below every field that this one does not have.
func (a *Article) fillFrom(below *Article) {
	own, theirs := a.fields(), below.fields()
	for i := range own {
		own[i].field.fill(theirs[i].field)
	}
	a.signed.fill(&below.signed)
	a.Problems = append(a.Problems, below.Problems...)
	a.Rejected = a.Rejected || below.Rejected
	a.zoneless = a.zoneless || below.zoneless
	a.isOut = a.isOut || below.isOut
	a.due = cmp.Or(a.due, below.due)
	a.asked = cmp.Or(a.asked, below.asked)
}
