package wxr

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// rule names the kind of statement that an export makes.
const rule = "WordPress export"

// statements gives an article what its member says of it.
type statements struct {
	x *export
	m member
	a *source.Article
}

func (s statements) say(key, said string, v meta.Value) {
	s.a.State(s.x.f, rule, source.Statement{Key: key, Said: said, Value: v})
}

func (s statements) all() {
	title := s.m.value("title")
	title.Text = plain(title.Text)
	s.say("title", "title", title)
	s.say("id", "guid", s.m.value("guid"))
	s.say("url", "link", s.m.value("link"))
	s.say("slug", "wp:post_name", s.slug())
	s.dates()
	s.held()
	s.say("language", "language", s.x.language)
	s.terms()
	s.say("summary", "excerpt:encoded", s.m.value("excerpt:encoded"))
	s.say("media", "enclosure", s.enclosures())
	for _, field := range customFields {
		if v := s.m.meta(field.said); strings.TrimSpace(v.Text) != "" { // plugins give every post their fields
			s.say(field.key, field.said, v)
		}
	}
}

// customFields are those of plugins that speak of an article and nothing else.
var customFields = []struct{ said, key string }{
	{"embargo", "embargo"}, {"_expiration-date", "expires"}, // the latter of PublishPress Future, in Unix seconds
	{"syndication_permalink", "source.url"}, // of a story that was taken over from another site's feed
	{"syndication_source", "source.title"},
}

// slug gives the last part of the address. WordPress stores it as it stands in one, with letters beyond ASCII in per cents.
func (s statements) slug() meta.Value {
	v := s.m.value("wp:post_name")
	if decoded, err := url.PathUnescape(v.Text); err == nil && utf8.ValidString(decoded) && !strings.Contains(decoded, "/") {
		v.Text = decoded
	}
	return v
}

// dates states the first date that can be read. The one in universal time needs no zone; it is missing from drafts that
// were never shown.
func (s statements) dates() {
	for _, said := range []string{"wp:post_date_gmt", "wp:post_date", "pubDate"} {
		if v := s.instant(said); !s.a.Published.Known() {
			s.say("date", said, v)
		}
	}
	for _, said := range []string{"wp:post_modified_gmt", "wp:post_modified"} {
		if v := s.instant(said); !s.a.Updated.Known() {
			s.say("updated", said, v)
		}
	}
}

// instant gives a date, unless it is the zero of the database: 0000-00-00, or Nov -0001 where that was reckoned on.
func (s statements) instant(said string) meta.Value {
	v := s.m.value(said)
	switch {
	case strings.HasPrefix(v.Text, "0000-00-00"), strings.Contains(v.Text, " -0001 "):
		return meta.Value{}
	case strings.HasSuffix(said, "_gmt") && v.Text != "":
		v.Text += "Z"
	}
	return v
}

// held keeps inside what readers of the site do not see: drafts, private posts, and those behind a password, of which the
// word is nobody's business. A post that is to appear is held by its date.
func (s statements) held() {
	status, password := s.m.value("wp:status"), s.m.value("wp:post_password")
	switch status.Text {
	case "publish":
	case "future": // also one whose hour passed while WordPress slept: it was not shown
		if !s.a.Published.Known() || !s.a.Published.Value.After(s.x.made) {
			s.hold("wp:status", status)
		}
	default: // draft, pending, private, and what plugins call the like; inherit is no post's, and none that of one nobody knows about
		s.hold("wp:status", status)
	}
	if strings.Trim(s.m.raw("wp:post_password"), "\r\n\t") != "" { // a blank is a word like any other
		s.hold("wp:post_password", password)
	}
	for _, field := range membersFields {
		v := s.m.meta(field.said)
		if field.holds == nil && !forAll.MatchString(v.Text) || field.holds != nil && field.holds.MatchString(v.Text) {
			s.hold(field.said, v)
		}
	}
}

// membersFields are those by which plugins keep a post for members, each with what it says of such a post: anything but a word
// for everybody, where nothing stands here.
var membersFields = []struct {
	said  string
	holds *pattern.Pattern
}{
	{"_jetpack_newsletter_access", nil}, {"_members_access_role", nil}, {"_pmpro_requires", nil}, {"rcp_access_level", nil}, {"rcp_user_level", nil},
	{"rcp_subscription_level", nil}, {"_is_paid", nil}, {"patreon-level", nil}, {"groups-read", nil}, {"_wpmem_block", nil},
	{"memberful_acl", pattern.New(`"(?:product|subscription)";a:[1-9]`)},
	{"_issuem_leaky_paywall_visibility", pattern.New(`"visibility_type";s:\d+:"only`)},
	{"um_content_restriction", pattern.New(`(?s)"_um_custom_access_settings";(?:b:1|i:1|s:1:"1").*"_um_accessible";(?:i:2|s:1:"2")`)},
}

// forAll matches nothing, and the words for everybody.
var forAll = pattern.New(`(?i)^(?:everybody|all|none|0|a:0:\{\})?$`)

func (s statements) hold(said string, v meta.Value) {
	v.Text = "true"
	s.say("draft", said, v)
}
