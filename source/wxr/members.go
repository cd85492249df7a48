package wxr

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// membersMark matches the marks around a block that only members of the site are shown, and the one behind which all of a
// post is for them. WordPress finds its marks wherever they stand, in code as well.
var membersMark = pattern.New(`(?s)<!--\s+(/?)wp:(jetpack/subscriber-view|premium-content/subscriber-view|pmpro/membership|` +
	`woocommerce-memberships/member-content|jetpack/paywall)\s(.*?)-->`)

// forEverybody leaves out what those who are no members are not shown. A block without an end goes on to that of the text.
func forEverybody(s string) string {
	var b strings.Builder
	at, depth := 0, 0
	for _, m := range membersMark.FindAllStringSubmatchIndex(s, -1) {
		if depth == 0 {
			b.WriteString(s[at:m[0]])
		}
		at = m[1]
		switch closes, alone := m[2] < m[3], strings.HasSuffix(s[m[6]:m[7]], "/"); {
		case strings.HasSuffix(s[m[4]:m[5]], "paywall"):
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
