package build

import (
	"cmp"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/markup"
	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// Configured turns a configuration into the options of a build. base is the folder that the configuration's paths are
// relative to, output the folder of the feeds, and readers the formats of articles. The configuration has been
// validated and has a site address. The build publishes the public feeds; the private ones are Elsewhere.
func Configured(c *config.Config, base, output string, readers []source.Reader) (*Options, error) {
	site, err := configuredSite(&c.Site)
	if err != nil {
		return nil, err
	}
	site.Hubs = c.Hubs
	o := &Options{Site: site, Workers: 1, Zone: c.Location(), Withdrawn: filepath.Join(base, config.WithdrawnName), WithdrawDeleted: c.OnDelete == "withdraw"}
	if o.WithdrawFor, err = config.ParseSpan(c.WithdrawFor); err != nil {
		return nil, err
	}
	if o.Policy, err = publicationPolicy(c); err != nil {
		return nil, err
	}
	if o.Policy != nil {
		o.Policy.Own = site.Publication()
	}
	o.OldFeeds = configuredOldFeeds(c, base)
	if !c.Schedule.IsZero() {
		o.TTL = c.Schedule.Period()
	}
	for _, s := range c.Sources {
		folder, err := configuredFolder(s, base, output, s.Location(c.Location()))
		if err != nil {
			return nil, err
		}
		folder.Readers = readersOf(s, readers)
		folder.Dir, folder.OwnZone = s.Dir, s.Timezone != ""
		if o.Policy != nil {
			folder.Decide, folder.DecidesBy = o.Policy.Apply, o.Policy.Needs()
		}
		folder.MaxSize = s.MaxBytes()
		folder.Site, folder.Place = siteAround(folder.Name)
		folder.Roots = publishedRoots(folder, base, c.Publish.Dir)
		folder.DefaultsFile = asSeenFrom(folder.Name, c.File())
		source := Source{Folder: folder, Permalink: s.URL}
		if len(o.Sources) > 0 {
			source.Root = path.Clean(filepath.ToSlash(s.Dir))
		}
		o.Sources = append(o.Sources, source)
	}
	o.Beside = c.Publish.Beside
	taken := map[string]bool{}
	for _, path := range c.Publish.Paths() {
		taken[path] = true
	}
	for _, f := range c.Feeds {
		for _, format := range configuredFeed(f).Formats {
			taken[format.Path] = true
		}
	}
	for i, f := range c.Feeds {
		plan := configuredFeed(f)
		if plan.Policy, err = feedPolicy(c, i); err != nil {
			return nil, err
		}
		if err := plan.choose(c, i); err != nil {
			return nil, err
		}
		if err := plan.becomePodcast(&o.Site, &f); err != nil {
			return nil, err
		}
		if f.Private { // its page would show people an address that is of no use to them
			o.Elsewhere = append(o.Elsewhere, plan)
			continue
		}
		if f.Each == "" { // nobody looks at thousands of pages
			plan.addPage(taken)
		}
		o.Feeds = append(o.Feeds, plan)
	}
	o.labelWith(slices.Concat(o.Feeds, o.Elsewhere))
	return o, nil
}

// asSeenFrom gives the configuration's path relative to a source's folder, as all paths of its faults are.
func asSeenFrom(dir, file string) string {
	rel, err := filepath.Rel(dir, file)
	if err != nil {
		rel = filepath.Base(file)
	}
	return filepath.ToSlash(rel)
}

func configuredSite(s *config.Site) (feed.Site, error) {
	u, err := url.Parse(s.URL)
	if err != nil {
		return feed.Site{}, fmt.Errorf("site.url: %w", err)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	title := cmp.Or(markup.Line(s.Title), u.Hostname())
	u.Host = asciiHost(u)
	site := feed.Site{
		Title: title, URL: u, Description: markup.Line(s.Description), Language: s.Language,
		Rights: s.Rights, Emails: s.Emails, Icon: s.Icon, IDs: feed.TagAuthority(s.IDs),
		CreditLines: feed.CreditLines(s.CreditLines), Corrected: markup.Line(s.Corrected), Machines: configuredRecord(&s.MachineUse),
	}
	if name := markup.Line(s.Author.Name); name != "" {
		site.Author = &feed.Person{Name: name, Email: s.Author.Email, URL: s.Author.URL, Role: source.Author}
	}
	return site, nil
}

// asciiHost writes a host name of any script as every reader can look it up (RFC 5891).
func asciiHost(u *url.URL) string {
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil || host == u.Hostname() {
		return u.Host // a number, or a name that only its own network knows
	}
	if port := u.Port(); port != "" {
		host = net.JoinHostPort(host, port)
	}
	return host
}

func configuredFolder(s config.Source, base, output string, zone *time.Location) (*source.Folder, error) {
	dir := s.Dir
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(base, dir)
	}
	f := &source.Folder{
		FS: source.Disk(dir), Name: dir, Include: s.Include, Exclude: s.Exclude, Zone: zone,
	}
	if name, within := outputWithin(dir, output); within && !source.HoldsPosts(f.FS, name) {
		f.Skip = append(f.Skip, name)
	}
	if s.Defaults == nil {
		return f, nil
	}
	defaults, err := meta.Node(s.Defaults)
	if err != nil {
		return nil, fmt.Errorf("defaults: %w", err)
	}
	f.Defaults = defaults
	return f, nil
}

// siteAround finds the site that a folder of articles is part of, and the folder's path within it: the nearest of the three
// folders above it that is one. Nothing above the root of a repository is looked into, nor above a site.
func siteAround(dir string) (site fs.FS, place string) {
	at, err := realPath(dir)
	if err != nil {
		return nil, ""
	}
	for range 3 {
		_, err := os.Lstat(filepath.Join(at, ".git"))
		if err == nil || filepath.Dir(at) == at || place == "" && source.IsSite(os.DirFS(at)) {
			return nil, ""
		}
		place = path.Join(filepath.Base(at), place)
		at = filepath.Dir(at)
		if site := os.DirFS(at); source.IsSite(site) {
			return site, place
		}
	}
	return nil, ""
}

func configuredFeed(f config.Feed) Feed {
	plan := Feed{Name: f.Called(), Title: markup.Line(f.Title), Description: markup.Line(f.Description), Limit: f.Limit, Text: source.Level(f.Text),
		Each: f.Each, AtLeast: f.AtLeast, Only: f.Only, Except: f.Except, ByUpdate: f.Order == config.ByUpdated, Language: f.Language, Images: source.Images(f.Images), Archive: f.Archive}
	for _, format := range []Format{{"rss", f.Formats.RSS}, {"atom", f.Formats.Atom}, {"json", f.Formats.JSON}} {
		if format.Path != "" {
			plan.Formats = append(plan.Formats, format)
		}
	}
	return plan
}

// pageFormat is the encoder of the pages that show feeds to people.
const pageFormat = "html"

// choose says which articles the feed has, as the configuration has it.
func (f *Feed) choose(c *config.Config, i int) (err error) {
	s := &c.Feeds[i].Select
	if f.Window, err = config.ParseWindow(c.Feeds[i].Window); err != nil {
		return err
	}
	match, err := configuredMatch(c, s.Match, fmt.Sprintf("feeds[%d].select", i))
	f.Select = rights.Selection{Match: match, AllTags: s.AllTags, NoTag: s.NoTag, NoSection: s.NoSection, NoCredit: s.NoCredit, HasRights: s.HasRights}
	return err
}

// addPage adds the page that shows the feed to people, beside its first document and under its name: feed.html beside
// feed.xml. Of index.xml it is feed.html as well, since index.html is the site's own. taken are the paths that others have.
func (f *Feed) addPage(taken map[string]bool) {
	if len(f.Formats) == 0 {
		return
	}
	folder, file := path.Split(f.Formats[0].Path)
	stem := strings.TrimSuffix(file, path.Ext(file))
	if stem == "index" || stem == "" {
		stem = "feed"
	}
	name := folder + stem + ".html"
	if taken[name] {
		name = folder + stem + "-" + f.Name + ".html"
	}
	if taken[name] { // somebody likes such names
		return
	}
	taken[name] = true
	f.Formats = append(f.Formats, Format{pageFormat, name})
}

// Folders gives the folders of the articles and, below them, those that are written to, for whoever watches them.
func (o *Options) Folders() (folders, ignore []string) {
	for _, s := range o.Sources {
		folders = append(folders, s.Folder.Name)
		for _, skip := range s.Folder.Skip {
			ignore = append(ignore, filepath.Join(s.Folder.Name, filepath.FromSlash(skip)))
		}
	}
	return folders, ignore
}

// BasePath gives the path of the site's address without escapes and without its last slash: "" or "/blog".
func (o *Options) BasePath() string { return strings.TrimSuffix(o.Site.URL.Path, "/") }
