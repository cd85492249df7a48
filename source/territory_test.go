package source_test

import (
	"testing"

	"github.com/masthead-feeds/masthead/source"
)

// Two rules leave what both leave; where that is nothing, nothing is carried.
func TestTerritoriesAddUp(t *testing.T) {
	only := func(c ...string) source.Territory { return source.Territory{Only: c} }
	not := func(c ...string) source.Territory { return source.Territory{Not: c} }
	for _, c := range []struct {
		a, b source.Territory
		want string
	}{
		{only("DE", "AT"), source.Territory{}, "only in DE, AT"},
		{only("DE", "AT"), only("AT", "CH"), "only in AT"},
		{not("US"), not("CA", "US"), "not in CA, US"},
		{not("AT"), only("DE", "AT"), "only in DE"},
		{only("DE", "AT"), not("AT"), "only in DE"},
		{only("DE"), only("US"), "nowhere"},
		{only("DE"), not("DE"), "nowhere"},
	} {
		a := &source.Article{}
		a.Confine(c.a, source.Origin{Rule: "one"})
		a.Confine(c.b, source.Origin{Rule: "two"})
		if got := a.Rights.Territory.Value.String(); got != c.want || (a.Carried.Value == source.Nothing) != (c.want == "nowhere") || len(a.Problems) > 0 != (c.want == "nowhere") {
			t.Errorf("%v and %v: %q, text %q, want %q", c.a, c.b, got, a.Carried.Value, c.want)
		}
	}
}

// What either denies is denied, and what nobody says is neither allowed nor denied.
func TestMachineUse(t *testing.T) {
	for _, c := range []struct {
		mined    string
		rule     source.MachineUse
		want     string
		reserved string
	}{
		{"", source.MachineUse{}, "", "unknown"},
		{"", source.MachineUse{Train: source.Deny, Search: source.Allow}, "deny ai-train, allow search", "reserved"},
		{"", source.MachineUse{Train: source.Allow}, "allow ai-train", "unknown"},
		{"", source.MachineUse{Train: source.Allow, Input: source.Allow}, "allow ai-train, allow ai-input", "free"},
		{"http://ns.useplus.org/LDF/vocab/DMI-PROHIBITED", source.MachineUse{Train: source.Allow, Input: source.Allow}, "deny ai-train, deny ai-input", "reserved"},
		{"DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING", source.MachineUse{}, "deny ai-train, deny ai-input, allow search", "reserved"},
		{"DMI-PROHIBITED-AIMLTRAINING", source.MachineUse{}, "deny ai-train", "reserved"},
		{"DMI-ALLOWED", source.MachineUse{Input: source.Deny}, "allow ai-train, deny ai-input", "reserved"},
		{"DMI-NONSENSE", source.MachineUse{Train: source.Allow}, "deny ai-train, deny ai-input", "reserved"},
		{"DMI-UNSPECIFIED", source.MachineUse{}, "", "unknown"},
	} {
		a := &source.Article{}
		if c.mined != "" {
			a.Rights.DataMining.Set(c.mined, source.Origin{Rule: "front matter"})
		}
		a.LimitMachines(c.rule, source.Origin{Rule: "policy[0]"})
		use := a.Rights.Machines.Value
		reserved := "unknown"
		if yes, known := use.Reserves(); yes {
			reserved = "reserved"
		} else if known {
			reserved = "free"
		}
		if use.String() != c.want || reserved != c.reserved || use.Contradicts() != (c.mined == "DMI-ALLOWED") {
			t.Errorf("%s and %+v: %q, %s, contradicts %v", c.mined, c.rule, use, reserved, use.Contradicts())
		}
	}
}
