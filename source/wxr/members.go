package wxr

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// membersMark matches the marks around a block that only members of the site are shown, and the one behind which all of a
// post is for them. WordPress finds its marks wherever they stand, in code as well.
var membersMark = pattern.New(`(?s)<!--\s+(/?)wp:(jetpack/subscriber-view|premium-content/subscriber-view|pmpro/membership|` +
	`woocommerce-memberships/member-content|jetpack/paywall|memberful/paywall-divider)\s(.*?)-->`)

// forEverybody leaves out what those who are no members are not shown. A block without an end goes on to that of the text.
func forEverybody(s string) string {
	s = withoutHidden(s)
	var b strings.Builder
	at, depth := 0, 0
	for _, m := range membersMark.FindAllStringSubmatchIndex(s, -1) {
		if depth == 0 {
			b.WriteString(s[at:m[0]])
		}
		at = m[1]
		switch closes, alone := m[2] < m[3], strings.HasSuffix(s[m[6]:m[7]], "/"); {
		case strings.Contains(s[m[4]:m[5]], "paywall"):
			return b.String()
		case closes:
			depth = max(0, depth-1)
		case !alone:
			depth++
		}
	}
	if depth == 0 {
		b.WriteString(s[at:])
	}
	return b.String()
}

// blockEnds matches the marks around any block, and hidden what the editor, or the plug-in Block Visibility, says of one that
// is not shown.
var (
	blockEnds = pattern.New(`(?s)<!--\s+(/?)wp:[a-z][\w/-]*\s+(.*?)-->`)
	hidden    = pattern.New(`"blockVisibility":\s*(?:false|\{[^{}]*"hideBlock":\s*true)`)
)

// withoutHidden leaves out the blocks that their author hid. One without an end goes on to that of the text.
func withoutHidden(s string) string {
	if !strings.Contains(s, `"blockVisibility"`) {
		return s
	}
	var b strings.Builder
	at, depth := 0, 0 // within a hidden block
	for _, m := range blockEnds.FindAllStringSubmatchIndex(s, -1) {
		closes, said := m[2] < m[3], s[m[4]:m[5]]
		alone := strings.HasSuffix(said, "/")
		switch {
		case depth > 0 && closes:
			if depth--; depth == 0 {
				at = m[1]
			}
		case depth > 0 && !alone:
			depth++
		case depth == 0 && !closes && hidden.MatchString(said):
			b.WriteString(s[at:m[0]])
			if at = m[1]; !alone {
				depth = 1
			}
		}
	}
	if depth == 0 {
		b.WriteString(s[at:])
	}
	return b.String()
}
