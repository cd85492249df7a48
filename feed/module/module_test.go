package module

import (
	"testing"

	"github.com/masthead-feeds/masthead/source"
)

func TestARestrictionHasOnlyCountriesThatValidatorsKnow(t *testing.T) {
	for _, c := range []struct {
		territory source.Territory
		want      string // empty for none
	}{
		{source.Territory{Only: []string{"DE", "AT"}}, "DE AT"},
		{source.Territory{Not: []string{"US"}}, "US"},
		{source.Territory{Not: []string{"US", "XX"}}, ""},
		{source.Territory{Only: []string{"RS"}}, ""},
		{source.Territory{}, ""},
	} {
		got := ""
		if r := restriction(c.territory); r != nil {
			got = r.Countries
		}
		if got != c.want {
			t.Errorf("%v: %q, want %q", c.territory, got, c.want)
		}
	}
}
