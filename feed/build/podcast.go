package build

import (
	"cmp"
	"fmt"
	"image"
	_ "image/jpeg" // the formats that artwork may have
	_ "image/png"
	"strings"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/markup"
	"github.com/masthead-feeds/masthead/feed/rss"
	"github.com/masthead-feeds/masthead/source"
)

// becomePodcast makes the feed a podcast, if the configuration says so: its RSS is written by another encoder.
func (f *Feed) becomePodcast(site *feed.Site, c *config.Feed) error {
	p := &c.Podcast
	if *p == (config.Podcast{}) {
		return nil
	}
	artwork, err := site.Resolve(p.Image)
	if err != nil {
		return fmt.Errorf("podcast.image of the feed %s: %q %w", c.Name, p.Image, err)
	}
	show := &feed.Podcast{
		Image: artwork, Category: p.Category, Subcategory: p.Subcategory, Explicit: p.Explicit == "true", Author: markup.Line(p.Author),
		OwnerName: markup.Line(p.Owner.Name), OwnerEmail: p.Owner.Email, Type: cmp.Or(p.Type, "episodic"),
		Complete: p.Complete, Block: p.Block || c.Private, NewFeedURL: p.NewFeedURL, Copyright: p.Copyright,
	}
	if a := site.Author; a != nil {
		show.Author = cmp.Or(show.Author, a.Name)
		if show.OwnerEmail == "" {
			show.OwnerName, show.OwnerEmail = a.Name, a.Email
		}
	}
	show.Author = cmp.Or(show.Author, site.Title)
	f.Podcast = show
	for i := range f.Formats {
		if f.Formats[i].Name == rss.Encoder().Name {
			f.Formats[i].Name = rss.Podcast().Name
		}
	}
	return nil
}

// isShow reports that the document is the RSS of a podcast.
func (d *document) isShow() bool { return d.encoder.Name == rss.Podcast().Name }

// describe adds what the head says of a podcast's show.
func (d *document) describe(f *feed.Feed) {
	p := d.plan.Podcast
	if p == nil {
		return
	}
	f.Podcast = p
	if !strings.Contains(p.Copyright, "{year}") || d.newestYear != 0 {
		f.Copyright = cmp.Or(feed.Notice(p.Copyright, d.newestYear), f.Copyright)
	}
}

// keepToEpisodes leaves an item without a recording out of all podcasts.
func (b *builder) keepToEpisodes(r rendered) {
	for i := range b.Feeds {
		if b.Feeds[i].Podcast == nil {
			continue
		}
		if recording, _, _ := r.item.Recording(); recording == nil {
			r.cuts[b.Feeds[i].Name] = feed.Cut{Text: source.Nothing}
		}
	}
}

// episodes is what was met of the episodes of a podcast.
type episodes struct {
	silent int // articles without anything to hear
	first  Fault
	heard  map[string]string // address of a recording → the file of the article that has it
}

// adviseEpisode tells why podcasts do not have an article, and what directories will not like about one that they have.
func (b *builder) adviseEpisode(r rendered) {
	for d := range r.documents() {
		if !d.isShow() || d.full() || d.plan.whole != nil {
			continue
		}
		at := Fault{Advice: true, Folder: r.candidate.Folder().Name, Problem: source.Problem{File: r.candidate.File(), Field: "feed " + d.plan.Name}}
		advise := func(fix, format string, args ...any) {
			at.Message, at.Fix = fmt.Sprintf(format, args...), fix
			b.report.addProblem(at)
		}
		recording, unfit, fix := r.item.Recording()
		switch {
		case unfit != "":
			advise(fix, "it is no episode: %s", unfit)
		case recording == nil:
			if d.episodes.silent++; d.episodes.silent == 1 {
				d.episodes.first = at
			}
		case r.wanted(d):
			b.adviseCarried(d, r, recording, at.Path(), advise)
		}
	}
}

func (b *builder) adviseCarried(d *document, r rendered, recording *feed.Media, path string, advise func(fix, format string, args ...any)) {
	if d.episodes.heard == nil {
		d.episodes.heard = map[string]string{}
	}
	if other, taken := d.episodes.heard[recording.URL]; taken {
		advise("give each episode a file of its own", "Apple Podcasts ignores it: %s has the same recording", other)
	} else {
		d.episodes.heard[recording.URL] = path
	}
	if !recording.HasPlayedEnding() {
		advise("give the file a name that ends in .mp3 or .m4a", "Apple Podcasts goes by the ending of an address, and %q has none that it plays", recording.URL)
	}
	if e := r.item.Episode; d.plan.Podcast.Type == "serial" && e.Number == 0 && (e.Type == "" || e.Type == "full") {
		advise("write episode: and its number", "an episode of a serial show has no number")
	}
}

// adviseShow tells what directories will not like about a podcast as a whole.
func (b *builder) adviseShow(d *document) {
	if !d.isShow() {
		return
	}
	advise := func(field, fix, format string, args ...any) {
		b.report.addProblem(Fault{Advice: true, Problem: source.Problem{File: d.path, Field: field, Message: fmt.Sprintf(format, args...), Fix: fix}})
	}
	if n := d.episodes.silent; n == 1 {
		advise("podcast", "write media: and where its recording is, if it is an episode", "%s has no recording, and is not in the feed", d.episodes.first.Path())
	} else if n > 1 {
		advise("podcast", "write media: and where their recordings are, if they are episodes", "%d articles have no recording, and are not in the feed; one is %s", n, d.episodes.first.Path())
	}
	if b.Site.Language == "" && d.language == "" {
		advise("site.language", "write the language that is spoken, such as en", "directories refuse a podcast that does not say its language")
	}
	if d.plan.Podcast.OwnerEmail == "" {
		advise("podcast.owner", "write owner: {email: …}, or an email under site.author", "Spotify and others write to the owner's address before they list a podcast")
	}
	if why := b.unfitArtwork(d.plan.Podcast.Image); why != "" {
		advise("podcast.image", "make it a square JPEG or PNG of 1400 to 3000 pixels", "%s", why)
	}
}

// unfitArtwork says what is wrong with the artwork, if it is a file of the site.
func (b *builder) unfitArtwork(address string) string {
	for i := range b.Sources {
		folder := b.Sources[i].Folder
		file, looks := folder.OpenOnSite(b.Site.Within(address))
		b.noteLooks(folder, looks)
		if file == nil {
			continue
		}
		defer file.Close()
		picture, _, err := image.DecodeConfig(file)
		switch {
		case err != nil:
			return "the artwork is no picture that can be read"
		case picture.Width != picture.Height, picture.Width < 1400, picture.Width > 3000:
			return fmt.Sprintf("the artwork has %d × %d pixels", picture.Width, picture.Height)
		}
		return ""
	}
	return ""
}
