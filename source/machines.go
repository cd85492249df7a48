package source

import (
	"fmt"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

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

// Permits gives the uses that are allowed, as RSL 1.0 calls them: ai-train, ai-input, search.
func (u MachineUse) Permits() []string { return u.said(Allow) }

// Prohibits gives the uses that are denied, likewise.
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

// mined gives what a term of the PLUS data mining vocabulary says of machines, by its name or its address. A term that is not
// of it was written for some reason, and is taken for a reservation; known is false then.
func mined(term string) (u MachineUse, known bool) {
	term = strings.ToUpper(term[strings.LastIndexAny(term, "/#:")+1:])
	switch strings.TrimPrefix(term, "DMI-") {
	case "", "UNSPECIFIED":
		return u, true
	case "ALLOWED":
		return MachineUse{Train: Allow, Input: Allow}, true
	case "PROHIBITED", "PROHIBITED-SEECONSTRAINT", "PROHIBITED-SEEEMBEDDEDRIGHTSEXPR":
		return MachineUse{Train: Deny, Input: Deny}, true
	case "PROHIBITED-EXCEPTSEARCHENGINEINDEXING":
		return MachineUse{Train: Deny, Input: Deny, Search: Allow}, true
	case "PROHIBITED-AIMLTRAINING", "PROHIBITED-GENAIMLTRAINING":
		return MachineUse{Train: Deny}, true
	}
	return MachineUse{Train: Deny, Input: Deny}, false
}

// LimitMachines lets machines do no more with the article than a rule says, and what the article says itself of data mining.
func (a *Article) LimitMachines(u MachineUse, from Origin) {
	f := &a.Rights.Machines
	own, _ := mined(a.Rights.DataMining.Value)
	limit(f, own, a.Rights.DataMining.From)
	limit(f, u, from)
}

func limit(f *Field[MachineUse], u MachineUse, from Origin) {
	switch sum := f.Value.And(u); {
	case sum == f.Value:
	case f.Known():
		f.Override(sum, from)
	default:
		f.Set(sum, from)
	}
}

// OwnMachineUse gives where the article says itself what programs may do with it; ok is false where it does not.
func (r *Rights) OwnMachineUse() (from Origin, ok bool) {
	if f := r.Machines; f.Known() && !f.From.IsPolicy() {
		return f.From, true
	}
	for _, lost := range r.Machines.Lost() {
		if !lost.From.IsPolicy() {
			return lost.From, true
		}
	}
	return r.DataMining.From, r.DataMining.Known()
}

// machineUse reads what programs may do with the article, in the words of the policy's rules. An answer that is neither of them
// was written for some reason, and is taken for a no.
func (r record) machineUse(p meta.Pair) {
	if p.Value.Kind != meta.Map {
		r.problem(p.Key, p.Value, "is no map of answers", "write machine_use: {train: deny, ai_input: deny, search: allow}; everything is denied meanwhile")
		r.a.Rights.Machines.Set(MachineUse{Deny, Deny, Deny}, r.from(p))
		return
	}
	var u MachineUse
	for _, part := range p.Value.Map {
		uses := map[string]*Permission{"train": &u.Train, "ai_input": &u.Input, "search": &u.Search}
		use, known := uses[strings.ToLower(part.Key)]
		if !known {
			r.problem(p.Key+"."+part.Key, part.Value, "is no use that programs make of an article", "it has train, ai_input, search")
			continue
		}
		answer := Permission(strings.ToLower(strings.TrimSpace(part.Value.Text)))
		if *use = answer; answer != Allow && answer != Deny {
			r.problem(p.Key+"."+part.Key, part.Value, "is neither allow nor deny", "write one of them; it is denied meanwhile")
			*use = Deny
		}
	}
	if u != (MachineUse{}) {
		r.a.Rights.Machines.Set(u, r.from(p))
	}
}

// dataMining reads a term of the PLUS data mining vocabulary.
func (r record) dataMining(p meta.Pair) {
	r.text(&r.a.Rights.DataMining, p)
	if _, known := mined(p.Value.Text); !known {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is no term of the PLUS data mining vocabulary", p.Value.Text), "write one such as DMI-PROHIBITED or DMI-ALLOWED; it is taken for a reservation")
	}
}
