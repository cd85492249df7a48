package source

import "strings"

// This file is the vocabulary: the keys by which other programs say what an article says in its own. To teach masthead
// another, add it here, and to the table of docs/articles.md.

// A rank says how much a key counts beside others that speak of the same field. Of two of one rank the first in the file
// holds.
type rank int

const (
	documented rank = iota // the article's own key
	synonym                // a key that means just this
	weaker                 // one that means something near it, such as created for published; what it says wrong is nobody's fault
	ranks
)

// ownKey gives the article's own word for a key, in any case and with any signs between its words; own is empty for a key
// that nobody knows.
func ownKey(key string) (own string, r rank) {
	lower := strings.ToLower(key)
	switch lower {
	case "title", "id", "url", "slug", "language", "date", "updated", "embargo", "expires", "draft", "withdrawn",
		"section", "tags", "summary", "image", "credit", "byline", "authors", "source", "rights", "corrections",
		"related", "translation_of", "original_language", "media", "episode", "season", "episode_type", "explicit",
		"author", "by", "category", "categories", "tag", "keywords", "topics", // which add to one list in the file's order
		"editor", "translator", "photographer", "illustrator", "contributor":
		switch lower {
		case "author", "by":
			lower = "authors"
		case "category", "categories", "tag", "keywords", "topics":
			lower = "tags"
		}
		return lower, documented
	}
	word := joined(lower)
	if own = synonymOf(word); own != "" {
		return own, synonym
	}
	return weakerOf(word), weaker
}

// joined takes the signs out of a key: publish_date, publish-date and publishDate are one.
func joined(lower string) string {
	if !strings.ContainsAny(lower, "_- ") {
		return lower
	}
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(lower)
}

func synonymOf(word string) string {
	switch word {
	case "headline":
		return "title"
	case "guid", "uuid":
		return "id"
	case "permalink", "path":
		return "url"
	case "lang", "locale", "languagecode":
		return "language"
	case "pubdate", "publishdate", "publisheddate", "published", "publishedat", "publishedon", "publishedtime", "publishon", "publishat", "scheduledat", "scheduledfor", "goliveat", "golivedate", "datepublished", "publicationdate":
		return "date"
	case "lastmod", "modified", "lastmodified", "lastmodifiedat", "modifiedat", "datemodified", "modifieddate", "moddate",
		"updatedat", "updatedon", "updateddate", "updatedate", "dateupdated", "lastupdate", "lastupdated", "lastupdatedat":
		return "updated"
	case "embargountil", "embargoed", "embargoeduntil", "notbefore", "holduntil", "holdtill":
		return "embargo"
	case "expirydate", "expiry", "expiresat", "expiredate", "expirationdate", "unpublishdate", "unpublishedat":
		return "expires"
	case "isdraft", "unlisted":
		return "draft"
	case "killed", "retracted", "spiked":
		return "withdrawn"
	case "topic", "primarytag":
		return "tags"
	case "description", "excerpt", "abstract", "standfirst", "customexcerpt", "metadescription", "dek":
		return "summary"
	case "cover", "ogimage", "featureimage", "featuredimage", "imageurl", "images", "heroimage", "coverimage", "socialimage":
		return "image"
	case "agency", "provider", "creditline":
		return "credit"
	case "creator", "authorname", "primaryauthor", "writer", "writers":
		return "authors"
	case "editors", "translators", "photographers", "illustrators", "contributors":
		return strings.TrimSuffix(word, "s")
	case "audio", "podcast", "enclosure", "enclosures", "audiourl", "audiofile", "podcasturl", "mp3", "mp3url", "podcastfile", "episodefile":
		return "media"
	case "episodenumber", "itunesepisode", "podcastepisode":
		return "episode"
	case "seasonnumber", "itunesseason", "podcastseason":
		return "season"
	case "episodetype", "itunesepisodetype":
		return "episode_type"
	case "itunesexplicit", "podcastexplicit":
		return "explicit"
	case "translationkey":
		return "translation_key"
	case "syndicatedfrom":
		return "source"
	case "sourcetitle", "sourcename":
		return "source.title"
	case "originalurl", "sourceurl", "syndicatedfromurl":
		return "source.url"
	case "copyright", "copyrightnotice":
		return "rights.notice"
	case "machineuse":
		return "rights.machine_use"
	case "copyrightholder", "rightsholder":
		return "rights.holder"
	case "copyrightyear":
		return "rights.year"
	case "license", "licence", "licenses", "licenseurl", "licenceurl":
		return "rights.license"
	case "usageterms", "usage":
		return "rights.usage_terms"
	case "redirect", "redirectto", "redirecturl":
		return "redirect"
	}
	return ""
}

func weakerOf(word string) string {
	switch word {
	case "newstitle":
		return "title"
	case "link", "canonical", "canonicalurl":
		return "url"
	case "created", "createdat", "createdon", "datecreated", "creationdate", "posted", "postedat", "postedon", "publish", "ispublished", "dgpublish", "public", "ispublic":
		return "date"
	case "hidden", "private", "protected", "eleventyexcludefromcollections", "headless", "ignorepublish", "ignorepost", "saveasdraft",
		"excludefromfeed", "excludefromfeeds", "excludefromrss", "hidefromfeed", "hiddenfromfeed", "hidefromfeeds", "hidefromrss",
		"premium", "ispremium", "paidonly", "paid", "ispaid", "paywall", "paywalled", "membersonly", "memberonly", "subscribersonly", "subscriberonly",
		"internal", "confidential", "secret", "encrypt", "encrypted", "disabled", "deleted", "isdeleted", "trash", "trashed", "expired",
		"hold", "onhold", "kill", "wip", "iswip", "workinprogress":
		return "hidden"
	case "feed", "rss", "routable": // routable: false is Grav's word for what has no page of its own
		return "feed"
	case "status", "visibility", "state", "access", "accesslevel", "stage", "workflow", "workflowstate", "workflowstatus", "poststatus", "articlestatus",
		"contentstatus", "publishstatus", "publishingstatus", "publicationstatus", "publishstate", "publishedstate", "publicationstate", "audience", "tier":
		return "status"
	case "protect": // of Statamic: password, logged_in
		return "password"
	case "emailtype":
		return "email_type"
	case "password", "build":
		return word
	case "dccreator": // of posts that were items of a feed
		return "authors"
	case "subtitle", "deck", "tagline", "intro", "lead", "lede", "teaser", "ogdescription", "snippet", "spoiler", "subhead":
		return "summary"
	case "hero", "banner", "bannerimage", "headerimage", "thumbnail", "thumbnailimage", "thumb", "previewimage", "photo", "header", "episodeimage", "podcastimage":
		return "image"
	case "originalsource", "originallypublished", "originallypublishedat":
		return "source"
	}
	return ""
}

// isForHead reports the blocks that are for the head of a page: its keywords are for search engines.
func isForHead(key string) bool {
	switch strings.ToLower(key) {
	case "seo", "meta", "og", "opengraph", "social":
		return true
	}
	return false
}

// isNest reports the keys in which other programs keep what is not theirs: Hugo's params, Zola's extra and taxonomies, the
// block for search engines that many themes have. What stands in them counts less than what stands beside them.
func isNest(key string) bool {
	switch joined(strings.ToLower(key)) {
	case "params", "extra", "taxonomies", "seo", "meta", "og", "opengraph", "social":
		return true
	}
	return false
}
