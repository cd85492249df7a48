package directory

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// HostedMost is how many rules the strictest of the hosts takes (Cloudflare Pages).
const HostedMost = 100

// HeadersMark is the first line of what Headers writes, by which the file is known from one that somebody else wrote.
const HeadersMark = "# Written by masthead: its next build writes it anew.\n"

// Hosted is a document as its host is to send it: its absolute address, and its media type.
type Hosted struct{ URL, Type string }

// rule is the lines for one path, or for all that have a pattern.
type rule struct {
	parts     []string // of the path
	mediaType string
}

// Headers writes the header lines of the documents in the format that hosts of files read (_headers of Netlify and Cloudflare
// Pages), and says how many rules they are. Where they would be more than hosts take, paths that differ in one folder become
// one rule. No document is in two: hosts send the lines of both.
func Headers(documents []Hosted, cacheControl string) (text []byte, rules int) {
	list := []rule{}
	for _, d := range documents {
		u, err := url.Parse(d.URL)
		if err != nil {
			continue // none of ours
		}
		path := strings.NewReplacer(":", "%3A", "*", "%2A").Replace(u.EscapedPath()) // which stand for something else
		list = append(list, rule{strings.Split(path, "/")[1:], d.Type})
	}
	if len(list) > HostedMost {
		list = together(list)
	}
	var b strings.Builder
	b.WriteString(HeadersMark)
	for _, r := range list {
		fmt.Fprintf(&b, "\n/%s\n  Content-Type: %s; charset=utf-8\n  Cache-Control: %s\n  Access-Control-Allow-Origin: *\n  X-Content-Type-Options: nosniff\n",
			strings.Join(r.parts, "/"), r.mediaType, cacheControl)
	}
	return []byte(b.String()), len(list)
}

// together makes one rule of those whose paths differ in the name of one folder, the largest groups first. All that a pattern fits
// are of one type, and in no other group. It never stands for the name of a file: others may lie there that are not ours.
func together(list []rule) []rule {
	groups := map[string][]int{} // pattern → places in the list
	for i, r := range list {
		for part := range len(r.parts) - 1 {
			pattern := r.with(part)
			groups[pattern] = append(groups[pattern], i)
		}
	}
	patterns := slices.SortedFunc(maps.Keys(groups), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(groups[b]), len(groups[a])), cmp.Compare(a, b))
	})
	gone := map[int]bool{}
	result := slices.Clone(list)
	for _, pattern := range patterns {
		members := groups[pattern]
		other := func(i int) bool { return gone[i] || list[i].mediaType != list[members[0]].mediaType }
		if len(members) == 1 || slices.ContainsFunc(members, other) {
			continue
		}
		result[members[0]].parts = strings.Split(pattern, "/")
		for _, i := range members {
			gone[i] = true
		}
		for _, i := range members[1:] {
			result[i].parts = nil
		}
	}
	return slices.DeleteFunc(result, func(r rule) bool { return r.parts == nil })
}

// with gives the path with something that stands for anything in the place of one part.
func (r rule) with(part int) string {
	parts := slices.Clone(r.parts)
	parts[part] = ":part"
	return strings.Join(parts, "/")
}
