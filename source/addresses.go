package source

import (
	"net/mail"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// The ways an e-mail address is written within words. One with an @ before it is the name of somebody in a network, which looks
// like one and is left out like one. What stands in angle brackets is an address whatever its host is called.
var (
	emailAddress = pattern.New(`(?i)(?:\be-?mail:\s*)?(?:mailto:)?([@＠]?)([^\s<>()\[\]{},;:/|"“”@＠]+[@＠][\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+)(?:\?[^\s<>()]*)?`)
	angled       = pattern.New(`<[^<>\s]*[@＠][^<>\s]*>`)
)

// What is left where an address was taken out: brackets round nothing, and separators beside nothing.
var (
	emptyLink  = pattern.New(`\[([^\[\]]+)\]\(\s*\)`)
	emptyPair  = pattern.New(`\([\s,;/|]*\)|\[[\s,;/|]*\]|<[\s,;/|]*>|\{\s*\}|"\s*"|“\s*”`)
	leftAround = pattern.New(`(?i)^[\s,;/|:–—-]+|(?:[\s,;/|:–—-]|[\s,;](?:and|und|et|y|&|at)$)+$`)
	leftTwice  = pattern.New(`([,;/|])(?:\s*[,;/|:–—]|\s+-)+\s*`)
	beforeSign = pattern.New(`\s+([,;)\]])`)
)

// WithoutAddresses takes the e-mail addresses out of a line of names, for they cannot be taken back once they are out.
func WithoutAddresses(line string) string {
	rest, _ := withoutAddresses(line)
	return rest
}

// withoutAddresses also gives the addresses.
func withoutAddresses(line string) (rest string, addresses []string) {
	if !strings.ContainsAny(line, "@＠") {
		return line, nil
	}
	rest = emailAddress.ReplaceAllStringFunc(line, func(s string) string {
		m := emailAddress.FindStringSubmatch(s)
		if a, err := mail.ParseAddress(strings.Trim(m[2], "'’")); err == nil && m[1] == "" {
			addresses = append(addresses, a.Address)
		}
		return " "
	})
	rest = angled.ReplaceAllString(rest, " ")
	if rest == line {
		return line, nil
	}
	return tidied(rest), addresses
}

// tidied takes out the brackets and separators that belong to nothing any more.
func tidied(line string) string {
	for before := ""; before != line; {
		before = line
		line = emptyPair.ReplaceAllString(emptyLink.ReplaceAllString(line, "$1"), " ")
		line = strings.Join(strings.Fields(line), " ")
		line = leftTwice.ReplaceAllString(leftAround.ReplaceAllString(line, ""), "$1 ")
		line = beforeSign.ReplaceAllString(line, "$1")
	}
	return unbracketed(line)
}

// namesAndAddresses cuts a line of names that has e-mail addresses in it. Each is somebody's only where there are as many of the
// one as of the other.
func namesAndAddresses(line string, namesIn func(meta.Value) []meta.Value, v meta.Value) (people []meta.Value, ok bool) {
	rest, addresses := withoutAddresses(line)
	if rest == line {
		return nil, false
	}
	if rest == "" {
		return []meta.Value{v}, true // and nobody's name
	}
	v.Text = rest
	people = namesIn(v)
	for i := range people {
		if people[i].Kind == meta.Text && len(people) == len(addresses) {
			people[i].Text = addressed(people[i].Text, addresses[i])
		}
	}
	return people, true
}

// addressed writes a name with its address, as parsePerson reads both.
func addressed(name, address string) string { return name + " <" + address + ">" }

// plainName takes the address out of a name that is read as it stands; it is the person's where nothing else is.
func (p *Person) plainName(name string) string {
	rest, addresses := withoutAddresses(name)
	if len(addresses) > 0 && p.Email == "" {
		p.Email = addresses[0]
	}
	return rest
}
