package wxr

import "strings"

// becomes is what becomes of a shortcode.
type becomes uint8

const (
	unknown   becomes = iota // the tags go and what they enclose stays; one that encloses nothing is missed
	gone                     // nobody misses it
	members                  // only members of the site are shown what it encloses, which goes
	keep                     // the tags go, and what they enclose stays
	caption                  // a picture with its caption
	gallery                  // several pictures
	playlist                 // several recordings
	audio                    // a recording
	video                    // a film
	link                     // a link to what the page embeds
	code                     // encloses code
	quotation                // encloses a quotation
)

// row is what becomes of the shortcodes of some names. line is an example and gives what it turns into: the test tries each.
// To teach the reader a new shortcode, add a row.
type row struct {
	names   string // as they are written
	becomes becomes
	address string // of a link: %s is its argument
	line    string
	gives   string
}

var known = []row{
	{names: "caption wp_caption", becomes: caption, line: `[caption id="attachment_1" width="20"]<img src="/a.png"> Seen <em>here</em>[/caption]`,
		gives: "<figure><img src=\"/a.png\"><figcaption>Seen <em>here</em></figcaption></figure>"},
	{names: "gallery", becomes: gallery, line: `[gallery ids="1,2"]`,
		gives: "<figure><img src=\"/one.png\" alt=\"One\"><figcaption>The first</figcaption></figure>\n<figure><img src=\"/two.png\" alt=\"\"></figure>"},
	{names: "playlist", becomes: playlist, line: `[playlist ids="3"]`, gives: "<p><audio controls src=\"/three.mp3\"></audio></p>"},
	{names: "audio", becomes: audio, line: `[audio mp3="/a.mp3"][/audio]`, gives: "<p><audio controls src=\"/a.mp3\"></audio></p>"},
	{names: "video", becomes: video, line: `[video mp4="/a.mp4" poster="/a.png"]`,
		gives: "<p><video controls src=\"/a.mp4\" poster=\"/a.png\"></video></p>"},

	{names: "embed", becomes: link, address: "%s", line: `[embed width="500"]https://example.org/a?b&amp;c[/embed]`,
		gives: `<p><a href="https://example.org/a?b&amp;c">https://example.org/a?b&amp;c</a></p>`},
	{names: "youtube youtube_sc youtubeembed yt", becomes: link, address: "https://www.youtube.com/watch?v=%s", line: `[youtube=http://www.youtube.com/watch?v=a-b&amp;w=320]`,
		gives: `<p><a href="http://www.youtube.com/watch?v=a-b&amp;w=320">http://www.youtube.com/watch?v=a-b&amp;w=320</a></p>`},
	{names: "vimeo", becomes: link, address: "https://vimeo.com/%s", line: "[vimeo 12 w=500]", gives: `<p><a href="https://vimeo.com/12">https://vimeo.com/12</a></p>`},
	{names: "wpvideo videopress", becomes: link, address: "https://videopress.com/v/%s", line: "[wpvideo Ab1c w=640]",
		gives: `<p><a href="https://videopress.com/v/Ab1c">https://videopress.com/v/Ab1c</a></p>`},
	{names: "dailymotion", becomes: link, address: "https://www.dailymotion.com/video/%s", line: "[dailymotion id=x8]",
		gives: `<p><a href="https://www.dailymotion.com/video/x8">https://www.dailymotion.com/video/x8</a></p>`},
	{names: "tweet twitter", becomes: link, address: "https://twitter.com/i/status/%s", line: "[tweet 12]",
		gives: `<p><a href="https://twitter.com/i/status/12">https://twitter.com/i/status/12</a></p>`},
	{names: "instagram", becomes: link, address: "https://www.instagram.com/p/%s/", line: "[instagram url=https://www.instagram.com/p/Ab1/]",
		gives: `<p><a href="https://www.instagram.com/p/Ab1/">https://www.instagram.com/p/Ab1/</a></p>`},
	{names: "gist", becomes: link, address: "https://gist.github.com/%s", line: "[gist jane/12]",
		gives: `<p><a href="https://gist.github.com/jane/12">https://gist.github.com/jane/12</a></p>`},
	{names: "ted", becomes: link, address: "https://www.ted.com/talks/%s", line: "[ted id=a_talk]", gives: `<p><a href="https://www.ted.com/talks/a_talk">https://www.ted.com/talks/a_talk</a></p>`},
	{names: "slideshare", becomes: link, address: "https://www.slideshare.net/slideshow/embed_code/%s", line: "[slideshare id=12&doc=a]",
		gives: `<p><a href="https://www.slideshare.net/slideshow/embed_code/12">https://www.slideshare.net/slideshow/embed_code/12</a></p>`},
	{names: "spotify", becomes: link, address: "https://open.spotify.com/%s", line: "[spotify https://open.spotify.com/track/1]",
		gives: `<p><a href="https://open.spotify.com/track/1">https://open.spotify.com/track/1</a></p>`},
	{names: "soundcloud googlemaps google-map-v3 scribd facebook pinterest vine mixcloud bandcamp flickr_video iframe embedyt googlevideo hulu kickstarter reddit crowdsignal tiktok pdf-embedder",
		becomes: link, address: "%s", line: `[soundcloud url="https://api.soundcloud.com/tracks/1" width="100%"]`,
		gives: `<p><a href="https://api.soundcloud.com/tracks/1">https://api.soundcloud.com/tracks/1</a></p>`},

	{names: "code sourcecode source codesnippet cc highlight php css html xml javascript js python py ruby java csharp cpp sql bash shell c perl go text plain",
		becomes: code, line: "[sourcecode language=\"go\"]\nif a < b && c {\n\n[gallery]\n[/sourcecode]",
		gives: "<pre><code class=\"language-go\">if a &lt; b &amp;&amp; c {\n\n[gallery]\n</code></pre>"},
	{names: "blockquote pullquote pull_quote", becomes: quotation, line: `[pullquote align="right"]A word.[/pullquote]`, gives: "<blockquote><p>A word.</p></blockquote>"},

	{names: "toc ez-toc lwptoc adsense adrotate jetpack-related-posts related_posts sharethis addtoany ssba feather_share subscribe2 jetpack_subscription_form contact-form contact-form-7 contact-field gravityform ninja_form wpforms mc4wp_form post_rating print_link wp_ad_camp recent_posts catlist display-posts nextpage pagebreak",
		becomes: gone, line: "a[toc]", gives: "<p>a</p>"},
	{names: "private member members member_only members_only member-only members-only memberonly membersonly membership is_member ismember only_members registered registered_only logged_in loggedin is_logged_in is_user_logged_in user_logged_in logged_in_only login_required subscriber subscribers subscribers_only subscriber_only paid paid_content premium premium_content premium-content paywall vip protected protected_content private_content restrict restricted restrict_content restricted_content access hide hide_content hidden hidethis adminonly admin_only eyesonly eyesonlier comment",
		becomes: members, line: "a [members_only level=\"1\"]b [dropcap]c[/dropcap][/members_only] d [member] e", gives: "<p>a  d [member] e</p>"},
	{names: "pmpro_membership pmpro_member wpmem_logged_in s2If wpdm_hidden wpdm_members mepr-active mepr-show mepr_show mepr_active rcp_restrict rcp_is_active rcp_is_paid rcp_is_free rcp_is_expired rcp_has_access rcp_logged_in is_paid is_free is_active is_expired has_access swpm_protected swpm_paid_content emember_protected um_loggedin um_show_content wcm_restrict wlm_ismember wlm_private pms-restrict ihc-hide-content arm_restrict_content groups_member groups_can am4show MM_Member_Decision memb_has_any_tag accessally_has_any_tag content_control memberful passster content_protector sociallocker emaillocker signinlocker",
		becomes: members, line: "a [s2If current_user_can(access_s2member_level1)]b[/s2If] [mepr-active rules=\"1\"]c[/mepr-active]d", gives: "<p>a  d</p>"},
	{names: "dropcap column columns row col one_half one_third two_thirds one_fourth clear divider spacer center left right b i u s em strong small box note info warning alert tip spoiler accordion tabs tab toggle lead highlight_text noformat raw section fullwidth vc_row vc_column vc_column_text et_pb_section et_pb_row et_pb_column et_pb_text fusion_text fusion_builder_container fusion_builder_row fusion_builder_column",
		becomes: keep, line: "[dropcap]A[/dropcap] word.", gives: "<p>A word.</p>"},
}

// newTable finds the row of a shortcode by its name.
func newTable() map[string]row {
	t := map[string]row{}
	for _, r := range known {
		for name := range strings.FieldsSeq(r.names) {
			t[name] = r
		}
	}
	return t
}
