package text

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// heading matches the way agencies mark a heading inside a text: – Array of disputes –, or *** Title ***.
var heading = pattern.New(`^(?:[-–—]{1,3}|\*{1,3}|={1,3}|#{1,3})\s*(\S.{0,100}?\S)\s*(?:[-–—]{1,3}|\*{1,3}|={1,3}|#{1,3})$`)

// quotedHeading matches their other form: 'Array of disputes', « Querelles ».
var quotedHeading = pattern.New(`^(?:'([^'.!?]{3,60})'|‘([^’.!?]{3,60})’|«\s*([^».!?]{3,60}?)\s*»)$`)

func headingText(l string) string {
	if strings.Contains(l, "\n") {
		return ""
	}
	if m := heading.FindStringSubmatch(l); m != nil {
		return m[1]
	}
	if quotedHeading.MatchString(l) {
		return strings.Trim(l, "'‘’«» ")
	}
	return ""
}

func headingOr(l string) string {
	if h := headingText(l); h != "" {
		return h
	}
	return l
}
