package ninjs

import (
	"maps"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// isEmbargo knows the keys that keep an item inside until a time, whatever its version, and whatever its status: senders
// write them in more ways than the standard has. With Superdesk a schedule does so too.
func isEmbargo(key string) bool {
	key = strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(key))
	switch key {
	case "publishschedule", "utcpublishschedule", "releasedatetime", "holduntil", "notbefore":
		return true
	}
	return strings.HasPrefix(key, "embargo") || strings.HasSuffix(key, "embargo")
}

// embargoes gives what is said under such keys, also in the objects in which senders keep what the standard has no key for.
func (it item) embargoes() (facts []fact) {
	for _, key := range slices.Sorted(maps.Keys(it)) {
		f := it[key]
		switch {
		case key == "embargoedreason" && it["embargoed"].says(): // TT says why in words, beside until when
		case isEmbargo(key):
			facts = append(facts, f)
		case (key == "extra" || key == "schedule_settings") && f.value.Kind == meta.Map:
			for _, p := range f.value.Map {
				if isEmbargo(p.Key) {
					facts = append(facts, fact{f.said + "." + p.Key, p.Value})
				}
			}
		}
	}
	return facts
}

// embargo states all of them: the latest holds, and so does what is no time; only null lets an item go.
func (it item) embargo(s statements) {
	for _, f := range it.embargoes() {
		s.say("embargo", f)
	}
}

// holdByNote holds back a story whose note for editors does so, where no key states an embargo.
func (it item) holdByNote(s statements) {
	for _, f := range append(it.notes(), it.holdingTerms()...) {
		if s.a.HoldByNote(s.f, allText(f.value), s.from(f)) {
			s.a.Problem(source.Problem{Line: f.value.Line, Column: f.value.Column, Field: f.said,
				Message: "the editor's note holds the story, which stays inside", Fix: "write embargo: and the time in a sidecar"})
		}
	}
}

// allText gives every text within a value.
func allText(v meta.Value) string {
	text := v.Text
	for _, item := range v.List {
		text += " " + allText(item)
	}
	for _, p := range v.Map {
		text += " " + allText(p.Value)
	}
	return strings.TrimSpace(text)
}
