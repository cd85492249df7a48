package config

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// Podcast makes a feed a podcast: what directories such as Apple Podcasts and Spotify want to know of the show. The zero
// value is that of any other feed.
type Podcast struct {
	Image       string `yaml:"image" doc:"Artwork of the show: a path on the site or an address. JPEG or PNG, square, 1400 to 3000 pixels wide." required:"true"`
	Category    string `yaml:"category" doc:"Category of the show, of Apple's list." required:"true"`
	Subcategory string `yaml:"subcategory" doc:"Subcategory, of those that Apple's list has for the category."`
	Explicit    Answer `yaml:"explicit" doc:"Whether there is explicit language or content for adults in it." required:"true"`
	Author      string `yaml:"author" doc:"Who makes the show; without it, site.author."`
	Owner       Owner  `yaml:"owner" doc:"Whom directories write to; without it, site.author if that has an address."`
	Type        string `yaml:"type" doc:"Whether the newest episode comes first (episodic) or the story is told from the first on (serial); without it, episodic." enum:"episodic serial"`
	Complete    bool   `yaml:"complete" doc:"Whether there will be no more episodes."`
	Block       bool   `yaml:"block" doc:"Whether no directory may list the show; a private feed always says so."`
	NewFeedURL  string `yaml:"new_feed_url" doc:"Address that the feed has gone to for good." format:"uri" pattern:"^https?://"`
	Copyright   string `yaml:"copyright" doc:"Copyright notice of the show; without one, site.rights. {year} stands for the newest episode's."`
}

// Answer is true or false, or empty where nobody has answered.
type Answer string

// Owner is whom directories write to.
type Owner struct {
	Name  string `yaml:"name" doc:"Name of the owner."`
	Email string `yaml:"email" doc:"E-mail address of the owner, which everybody can read." required:"true" format:"email"`
}

// podcast checks what a feed says of its show.
func (v *validator) podcast(c *Config, f *Feed, feed string) {
	at, p := feed+".podcast", &f.Podcast
	if _, written := v.places[at]; !written && *p == (Podcast{}) {
		return
	}
	for _, needed := range []struct{ key, value, fix string }{
		{feed + ".title", f.Title + c.Site.Title, "write the title of the show"},
		{feed + ".description", f.Description + c.Site.Description, "write in a sentence or two what the show is about"},
		{feed + ".formats.rss", f.Formats.RSS, "write a path such as podcast.xml: podcasts are RSS"},
		{at + ".image", p.Image, "write where the artwork is, such as /artwork.jpg"},
		{at + ".category", p.Category, "write one of " + strings.Join(categories(), ", ")},
		{at + ".explicit", string(p.Explicit), "write true or false: directories ask for it"},
	} {
		if needed.value == "" {
			v.missing(needed.key, needed.fix)
		}
	}
	v.checkGiven(at+".image", p.Image, checkArtwork)
	v.checkGiven(at+".category", p.Category, checkCategory)
	v.checkGiven(at+".subcategory", p.Subcategory, func(s string) error { return checkSubcategory(p.Category, s) })
	v.checkGiven(at+".explicit", string(p.Explicit), func(s string) error {
		if s != "true" && s != "false" {
			return flaw("write true or false", "%s is neither true nor false", quote(s))
		}
		return nil
	})
	v.checkGiven(at+".type", p.Type, oneOf("episodic", "serial"))
	v.checkGiven(at+".new_feed_url", p.NewFeedURL, checkAddress)
	v.checkGiven(at+".copyright", p.Copyright, onlyWith("year"))
	v.checkGiven(at+".owner.email", p.Owner.Email, checkEmail)
	if p.Owner.Email == "" && p.Owner.Name != "" {
		v.missing(at+".owner.email", "write the address that directories write to")
	}
}

// checkArtwork checks where the picture of a show is.
func checkArtwork(s string) error {
	if err := checkIcon(s); err != nil {
		return err
	}
	switch ending := path.Ext(s); strings.ToLower(ending) {
	case ".jpg", ".jpeg", ".png":
		return nil
	}
	return flaw("name a file that ends in .jpg or .png", "%s is no JPEG or PNG by its name", quote(s))
}

func checkCategory(s string) error {
	if _, known := appleCategories()[s]; known {
		return nil
	}
	for category, within := range appleCategories() {
		if slices.Contains(within, s) {
			return flaw(fmt.Sprintf("write category: %s and subcategory: %s", category, s), "%s is a subcategory", quote(s))
		}
	}
	return unknownCategory(s, categories())
}

func checkSubcategory(category, s string) error {
	within, known := appleCategories()[category]
	switch {
	case !known: // which is told already
		return nil
	case slices.Contains(within, s):
		return nil
	case len(within) == 0:
		return flaw("take it out", "%s has no subcategories", category)
	}
	return unknownCategory(s, within)
}

// unknownCategory names the category that was meant: directories take them letter by letter.
func unknownCategory(s string, known []string) error {
	folded := map[string]string{}
	for _, name := range known {
		folded[strings.ToLower(name)] = name
	}
	keys := slices.Sorted(maps.Keys(folded))
	word := strings.NewReplacer(" and ", " & ", "&amp;", "&").Replace(strings.ToLower(s))
	if meant, ok := nearest(word, keys); ok {
		return flaw("write "+folded[meant], "%s is none of Apple's categories", quote(s))
	}
	return flaw("write one of "+strings.Join(known, ", "), "%s is none of Apple's categories", quote(s))
}

// categories are the names of all, in the order of the alphabet.
func categories() []string { return slices.Sorted(maps.Keys(appleCategories())) }

// appleCategories are the categories of Apple Podcasts, each with its subcategories
// (https://podcasters.apple.com/support/1691-apple-podcasts-categories).
func appleCategories() map[string][]string {
	return map[string][]string{
		"Arts":                    {"Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"},
		"Business":                {"Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"},
		"Comedy":                  {"Comedy Interviews", "Improv", "Stand-Up"},
		"Education":               {"Courses", "How To", "Language Learning", "Self-Improvement"},
		"Fiction":                 {"Comedy Fiction", "Drama", "Science Fiction"},
		"Government":              nil,
		"Health & Fitness":        {"Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"},
		"History":                 nil,
		"Kids & Family":           {"Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"},
		"Leisure":                 {"Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden", "Video Games"},
		"Music":                   {"Music Commentary", "Music History", "Music Interviews"},
		"News":                    {"Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News", "Tech News"},
		"Religion & Spirituality": {"Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"},
		"Science":                 {"Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences", "Nature", "Physics", "Social Sciences"},
		"Society & Culture":       {"Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"},
		"Sports": {"Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby", "Running", "Soccer", "Swimming", "Tennis",
			"Volleyball", "Wilderness", "Wrestling"},
		"Technology": nil,
		"True Crime": nil,
		"TV & Film":  {"After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"},
	}
}
