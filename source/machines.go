package source

import "strings"

// Permission is whether something is allowed. The empty one says nothing, which is neither.
type Permission string

// The permissions.
const (
	Allow Permission = "allow"
	Deny  Permission = "deny"
)

// MachineUse is what programs may do with an article beyond showing it, in the words of RSL 1.0. It is never inferred from a
// licence for people, nor from there being none.
type MachineUse struct {
	Train  Permission // train models with it (ai-train)
	Input  Permission // answer questions with it (ai-input)
	Search Permission // find it (search)
}

// each gives the uses with the words of RSL for them.
func (u *MachineUse) each() [3]struct {
	Word string
	Says *Permission
} {
	return [3]struct {
		Word string
		Says *Permission
	}{{"ai-train", &u.Train}, {"ai-input", &u.Input}, {"search", &u.Search}}
}

// Permits and Prohibits give the uses that are allowed and those that are denied, in the words of RSL 1.0 §3.
func (u MachineUse) Permits() []string   { return u.said(Allow) }
func (u MachineUse) Prohibits() []string { return u.said(Deny) }

func (u *MachineUse) said(p Permission) (words []string) {
	for _, use := range u.each() {
		if *use.Says == p {
			words = append(words, use.Word)
		}
	}
	return words
}

// Denials gives what is denied alone.
func (u MachineUse) Denials() MachineUse {
	for _, use := range u.each() {
		if *use.Says == Allow {
			*use.Says = ""
		}
	}
	return u
}

// String gives what is said as explain prints it.
func (u MachineUse) String() string {
	var parts []string
	for _, use := range u.each() {
		if *use.Says != "" {
			parts = append(parts, string(*use.Says)+" "+use.Word)
		}
	}
	return strings.Join(parts, ", ")
}

// And gives what both say: what either denies is denied.
func (u MachineUse) And(other MachineUse) MachineUse {
	theirs := other.each()
	for i, use := range u.each() {
		if *theirs[i].Says == Deny || *use.Says == "" {
			*use.Says = *theirs[i].Says
		}
	}
	return u
}

// Withhold gives what the record of a site has to say of the page of a story of others, of which this is said: what the site
// allows of its own is not the site's to allow of theirs, and an allowance for all pages would be taken to be of this one.
func (u MachineUse) Withhold(site MachineUse) MachineUse {
	granted := site.Train == Allow && u.Train == "" || site.Input == Allow && u.Input == ""
	if granted && u.Train == "" {
		u.Train = Deny
	}
	if granted && u.Input == "" {
		u.Input = Deny
	}
	if granted && u.Contradicts() { // the protocols have to agree
		u.Train, u.Input = Deny, Deny
	}
	return u
}

// Reserves gives what the TDM Reservation Protocol asks: whether the right to mine text and data is reserved. Where some of it
// is denied it is; where nothing is said of all of it, known is false.
func (u MachineUse) Reserves() (reserved, known bool) {
	switch {
	case u.Train == Deny || u.Input == Deny:
		return true, true
	case u.Train == Allow && u.Input == Allow:
		return false, true
	}
	return false, false
}

// Contradicts reports that the protocols would say different things of one use: RSL allows a part of what the TDM
// Reservation Protocol, which knows one answer for all of it, has to reserve.
func (u MachineUse) Contradicts() bool {
	reserved, _ := u.Reserves()
	return reserved && (u.Train == Allow || u.Input == Allow)
}

// mined gives what a term of the PLUS data mining vocabulary says of machines, by its name or its address.
func mined(term string) (u MachineUse) {
	term = strings.ToUpper(term[strings.LastIndexAny(term, "/#:")+1:])
	switch strings.TrimPrefix(term, "DMI-") {
	case "ALLOWED":
		return MachineUse{Train: Allow, Input: Allow}
	case "PROHIBITED", "PROHIBITED-SEECONSTRAINT", "PROHIBITED-SEEEMBEDDEDRIGHTSEXPR":
		return MachineUse{Train: Deny, Input: Deny}
	case "PROHIBITED-EXCEPTSEARCHENGINEINDEXING":
		return MachineUse{Train: Deny, Input: Deny, Search: Allow}
	case "PROHIBITED-AIMLTRAINING", "PROHIBITED-GENAIMLTRAINING":
		return MachineUse{Train: Deny}
	}
	return u
}

// LimitMachines lets machines do no more with the article than a rule says, and what the article says itself of data mining.
func (a *Article) LimitMachines(u MachineUse, from Origin) {
	f := &a.Rights.Machines
	if own := mined(a.Rights.DataMining.Value); !f.Known() && own != (MachineUse{}) {
		f.Set(own, a.Rights.DataMining.From)
	}
	if sum := f.Value.And(u); sum != f.Value {
		f.Override(sum, from)
	}
}
