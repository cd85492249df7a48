// Package config is the file masthead.yaml: what may stand in it, what holds when a key is missing, and what is wrong with
// it.
//
// Loading is strict. An unknown key, a key written twice, a value of the wrong kind and a rule that does not hold are all
// errors, and all of them are reported at once, each with file, line, column, key, and what to write instead. A key
// without a value (null) counts as not written.
//
// Command-line flags are applied on top by setting fields of the loaded Config and calling Validate again:
//
//	cfg, err := config.Load("masthead.yaml")
//	…
//	cfg.Site.Title = title
//	err = cfg.Validate()
package config

import (
	"time"

	"go.yaml.in/yaml/v4"
)

// Config is the whole configuration. Paths in it are as written, relative to the file's folder. It may be read from many
// goroutines at once, but not while one of them sets fields.
type Config struct {
	Site     Site     `yaml:"site" doc:"The publication as a whole."`
	Sources  []Source `yaml:"sources" doc:"Where the articles are. Without any, the folder of this file is the one source."`
	Policy   []Rule   `yaml:"policy" doc:"Rules for the rights of articles, in order: which are stated, how much may be carried, and until when. What an article states itself holds, unless a rule says override."`
	Agencies []Agency `yaml:"agencies" doc:"Those whose stories you carry, what their credits may call them, and what holds for all of theirs."`
	// Unmatched is what becomes of stories of others that no rule and no agency speaks of.
	Unmatched string `yaml:"unmatched" doc:"What becomes of a story of others that no rule by credit, source, path or license and no agency speaks of: publish, or hold it inside." enum:"publish hold"`
	// WithdrawFor is a span of time, read by ParseSpan.
	WithdrawFor string `yaml:"withdraw_for" doc:"How long feeds say of a story that it was withdrawn: 7d; also h and w." pattern:"^[1-9][0-9]*[hdw]$"`
	OnDelete    string `yaml:"on_delete" doc:"What a story whose file was deleted does: go, or withdraw as if it had been taken back." enum:"go withdraw"`
	// IDsFrom is read by the build, which knows how a feed names its items.
	IDsFrom  Words    `yaml:"ids_from" doc:"A feed that the site had before, or several: a file relative to this one, or an address. Articles whose pages it has take over its ids, so that readers are shown nothing anew."`
	Feeds    []Feed   `yaml:"feeds" doc:"The feeds to write. Without any, one feed named all in feed.xml, atom.xml and feed.json."`
	Schedule Schedule `yaml:"schedule" doc:"When builds are due: a cron line of five fields, @hourly and the like, or @every 15m. In site.timezone unless it starts with CRON_TZ=."`
	State    string   `yaml:"state" doc:"File that what must outlive a build is kept in, relative to this file; none for nothing. Without it, .masthead/state.db."`
	Publish  Publish  `yaml:"publish" doc:"Where the feeds go."`
	Serve    Serve    `yaml:"serve" doc:"The built-in HTTP server."`
	Hubs     []string `yaml:"hubs" doc:"Addresses of the WebSub hubs that the feeds name, and that are told whenever a feed changes."`
	OnChange OnChange `yaml:"on_change" doc:"Who else is told which documents changed: after every build that changed any."`

	file   string
	places places
}

// Site describes the publication.
type Site struct {
	Title       string         `yaml:"title" doc:"Name of the publication, and of every feed that has no title of its own."`
	URL         string         `yaml:"url" doc:"Address of the site, absolute, without query and fragment. Needed to build." format:"uri" pattern:"^https?://[^?#]+$"`
	Description string         `yaml:"description" doc:"What the publication is about, in a sentence."`
	Language    string         `yaml:"language" doc:"Language of the articles that state none, as a BCP 47 tag such as en or pt-BR."`
	Author      Author         `yaml:"author" doc:"Author of the articles that name none."`
	Rights      string         `yaml:"rights" doc:"Rights notice of the feeds, and of every article of your own that states none. {year} stands for the article's year, in a feed's for its newest item's."`
	Emails      bool           `yaml:"emails" doc:"Whether the e-mail addresses of the people in bylines are published; site.author's always is."`
	Timezone    string         `yaml:"timezone" doc:"IANA time zone of dates and schedules that state none."`
	IDs         IDs            `yaml:"ids" doc:"Mints permanent tag: ids (RFC 4151) for articles, whatever becomes of their addresses."`
	MachineUse  SiteMachineUse `yaml:"machine_use" doc:"What programs may do with the pages of the site: written to license.xml (RSL 1.0) and .well-known/tdmrep.json."`
	CreditLines string         `yaml:"credit_lines" doc:"Which stories say in their text who made them and whose they are: syndicated for those of others, all, or none." enum:"syndicated all none"`
	Corrected   string         `yaml:"corrected" doc:"Words before the title of a story that was corrected, such as [Corrected]; without them it has its title alone."`
	Icon        string         `yaml:"icon" doc:"Picture of the site: a path on the site or an address."`
}

// SiteMachineUse is what programs may do with all pages of the site, and whom to ask for more.
type SiteMachineUse struct {
	MachineUse `yaml:",inline"`
	Contact    string `yaml:"contact" doc:"Whom to ask for more: an e-mail address, or that of a page."`
	Terms      string `yaml:"terms" doc:"Address of the terms." format:"uri" pattern:"^https?://"`
	TDMPolicy  string `yaml:"tdm_policy" doc:"Address of the policy for mining text and data, which tdmrep.json names." format:"uri" pattern:"^https?://"`
	InRSS      bool   `yaml:"in_rss" doc:"Whether RSS items say it in RSL's own elements, too: validators do not know these, and warn."`
}

// Author is a person or an organisation.
type Author struct {
	Name  string `yaml:"name" doc:"Name as it is to be read." required:"true"`
	Email string `yaml:"email" doc:"E-mail address." format:"email"`
	URL   string `yaml:"url" doc:"Address of a page about the author." format:"uri" pattern:"^https?://"`
}

// IDs is the authority of tag URIs, RFC 4151 section 2.1: a name, and a day on which it was the publisher's. Both are
// given or neither is.
type IDs struct {
	Domain string `yaml:"domain" doc:"A domain name or e-mail address of yours." required:"true"`
	Since  string `yaml:"since" doc:"A day on which the domain was yours: YYYY-MM-DD, YYYY-MM or YYYY. Never change it." required:"true" pattern:"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"`
}

// Source is a folder of articles.
type Source struct {
	Dir     string   `yaml:"dir" doc:"Folder of the articles, relative to this file."`
	Include []string `yaml:"include" doc:"Globs of the files to read, relative to dir; ** crosses folders. Without any, every file of a known format."`
	Exclude []string `yaml:"exclude" doc:"Globs of the files to leave out."`
	Feeds   bool     `yaml:"feeds" doc:"Whether the files are feeds (RSS, Atom, JSON Feed) whose items are the articles, as a planet has them. Feeds are read in no other source, and nothing else in this one."`
	// URL is a permalink pattern.
	URL      string `yaml:"url" doc:"Address of an article that states none, appended to the site's: {path} {slug} {section} {year} {month} {day} {language} stand for its own." pattern:"^/"`
	Timezone string `yaml:"timezone" doc:"IANA time zone of the dates of this source that state none; without one, site.timezone. Some agencies write the time of their own city."`
	MaxSize  string `yaml:"max_size" doc:"Size above which a file is refused; without one, 16MB." pattern:"^[1-9][0-9]*(kB|MB)$"`
	// Defaults is a mapping, with aliases resolved, or nil. What its keys mean is for the reader of articles to say.
	Defaults *yaml.Node `yaml:"defaults" doc:"Values for articles that have none of their own, by the keys an article uses."`
}

// Feed is one selection of articles, written in one or more formats.
type Feed struct {
	Name string `yaml:"name" doc:"Name of the feed, in messages and reports. A family needs none: it is called after what it is of, such as tags." pattern:"^[\\p{L}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}._-]*$"`
	// Each makes a family of feeds, one for each of the Each… words; empty for a feed by itself.
	Each        string    `yaml:"each" doc:"Makes a family: one feed for every tag, section, author, language, year, credit or folder of the articles." enum:"tag section author language year credit folder"`
	AtLeast     int       `yaml:"at_least" doc:"How many articles a feed of the family has to have to be written." minimum:"1"`
	Only        Words     `yaml:"only" doc:"Of a family only these have feeds; in any case, and with stars."`
	Except      Words     `yaml:"except" doc:"Of a family these have no feeds; in any case, and with stars."`
	Title       string    `yaml:"title" doc:"Title of the feed; without one, the site's. In a family {tag}, or whatever it is of, stands for the one that the feed is of, and {site} for the site's title."`
	Description string    `yaml:"description" doc:"What the feed holds; without one, the site's description. In a family as in title."`
	Formats     Formats   `yaml:"formats" doc:"Which formats are written, and where in the output folder. In a family {tag}, or whatever it is of, stands for its name as it can be in a path." required:"true"`
	Select      Selection `yaml:"select" doc:"Which articles the feed has; without it, all."`
	Window      string    `yaml:"window" doc:"How long an article stays in the feed after it was published: 7d; also h and w." pattern:"^[1-9][0-9]*[hdw]$"`
	Order       string    `yaml:"order" doc:"Which articles come first: those published last, or those updated last." enum:"published updated"`
	Language    string    `yaml:"language" doc:"Language of the feed as a whole; without one, the site's."`
	Images      string    `yaml:"images" doc:"Which pictures the feed carries: all, own for those on the site that are credited to nobody else, or none." enum:"all own none"`
	Archive     Archive   `yaml:"archive" doc:"Keeps the whole past of the feed in documents beside it (RFC 5005), one for every day, month or year, which readers can walk through." enum:"day month year"`
	Limit       int       `yaml:"limit" doc:"How many of the newest articles the feed holds; 0 for all." minimum:"0"`
	Text        Text      `yaml:"text" doc:"How much of each article the feed holds." enum:"full summary title"`
	Private     bool      `yaml:"private" doc:"Whether only masthead serve gives the feed, and only to subscribers who have a token (masthead token add)."`
	Policy      []Grant   `yaml:"policy" doc:"Rules for this feed alone: what they say of text and images holds in it in place of the publication's."`
	Podcast     Podcast   `yaml:"podcast" doc:"What makes the feed a podcast: its items are those that have a recording, and its RSS is as Apple Podcasts and Spotify want it."`
}

// Formats holds the path of each format inside the output folder, with slashes; empty means not written.
type Formats struct {
	RSS  string `yaml:"rss" doc:"Path of the RSS 2.0 feed." pattern:"^[^/.]"`
	Atom string `yaml:"atom" doc:"Path of the Atom 1.0 feed." pattern:"^[^/.]"`
	JSON string `yaml:"json" doc:"Path of the JSON Feed 1.1 feed." pattern:"^[^/.]"`
}

// Text is how much of an article a feed holds.
type Text string

// The levels of Text, from most to least.
const (
	FullText    Text = "full"
	SummaryText Text = "summary"
	TitleOnly   Text = "title"
	NoText      Text = "none" // in rules: the article is left out
)

// Publish is where the feeds go.
type Publish struct {
	Dir string `yaml:"dir" doc:"Folder the feeds are written to, relative to this file."`
	// Explicit is whether Dir was written by someone rather than filled in.
	Explicit bool `yaml:"-"`

	Beside `yaml:",inline"`
}

// Serve is the HTTP server.
type Serve struct {
	Listen string   `yaml:"listen" doc:"Address to listen on: host:port (without a host, every address of the machine), unix: and the path of a socket, or systemd for the socket that its socket unit opened."`
	TLS    TLS      `yaml:"tls" doc:"Certificate to serve over HTTPS with; without one, over HTTP."`
	Moved  []Move   `yaml:"moved" doc:"Where the feeds went that once were at other paths: readers are sent there for good."`
	Gone   []string `yaml:"gone" doc:"Paths of feeds that once were there and have no other place: readers are told not to come back."`

	Operations `yaml:",inline"`
}

// Move is where a feed went.
type Move struct {
	From string `yaml:"from" doc:"Path that the feed had, below the site's address." required:"true" pattern:"^[^/]"`
	To   string `yaml:"to" doc:"Path of a feed there is, or an address." required:"true"`
}

// Location returns the zone of site.timezone, and UTC when that is empty or unknown, which Validate reports. It is never
// the host's own.
func (c *Config) Location() *time.Location {
	loc, err := loadZone(c.Site.Timezone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// Location returns the zone of the source's dates, given that of the site's.
func (s Source) Location(site *time.Location) *time.Location {
	if loc, err := loadZone(s.Timezone); err == nil && s.Timezone != "" {
		return loc
	}
	return site
}

// MaxBytes returns max_size in bytes, a kB being 1,024 of them; 0 when it is not written.
func (s Source) MaxBytes() int64 {
	n, err := parseSize(s.MaxSize)
	if err != nil {
		return 0
	}
	return n
}

// File gives the path of the file that the configuration was read from, as Load was given it; empty for the defaults.
func (c *Config) File() string { return c.file }

// RequireURL returns an *Error when the site has no address, without which feeds can be previewed but not built.
func (c *Config) RequireURL() error {
	if c.Site.URL != "" {
		return nil
	}
	return &Error{File: c.file, Path: "site.url", Message: "no site address",
		Fix: "write site.url: https://example.org/ (or pass --url)"}
}
