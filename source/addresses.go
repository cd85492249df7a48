package source

import (
	"net/mail"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// emailAddress matches an e-mail address within words, and what is written round one. One with a second @ before it is the name
// of somebody in a network, which looks like one and is left out like one.
var emailAddress = pattern.New(`(?i)(?:e-?mail:\s*)?[<(\[{]?\s*(?:mailto:)?(@?)([^\s<>()\[\]{},;:/|"'“”@]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+)(?:\?[^\s<>()]*)?\s*[>)\]}]?|<[^<>\s]*@[^<>\s]*>`)

// The signs and words that are left where an address was taken out.
var (
	leftAround = pattern.New(`^[\s,;/|:–—-]+|[\s,;/|:–—-]+$|\(\s*\)|\[\s*\]|<\s*>|""`)
	leftTwice  = pattern.New(`\s*([,;/|])(?:\s*[,;/|:–—]|\s+-)+\s*`)
	leftJoined = pattern.New(`(?i)(?:[\s,;]+(?:and|und|et|y|&|at))+$`)
)

// withoutAddresses takes the e-mail addresses out of a line of names, for they cannot be taken back once they are out.
func withoutAddresses(line string) (rest string, addresses []string) {
	if !strings.Contains(line, "@") {
		return line, nil
	}
	rest = emailAddress.ReplaceAllStringFunc(line, func(s string) string {
		m := emailAddress.FindStringSubmatch(s)
		if a, err := mail.ParseAddress(m[2]); err == nil && m[1] == "" {
			addresses = append(addresses, a.Address)
		}
		return " "
	})
	if strings.TrimSpace(rest) == strings.TrimSpace(line) {
		return line, nil
	}
	return tidied(rest), addresses
}

// tidied takes out the brackets and separators that belong to nothing any more.
func tidied(line string) string {
	line = markdownEmpty.ReplaceAllString(line, "$1")
	line = strings.Join(strings.Fields(line), " ")
	for before := ""; before != line; {
		before = line
		line = leftTwice.ReplaceAllString(leftAround.ReplaceAllString(line, ""), "$1 ")
		line = strings.TrimSpace(leftJoined.ReplaceAllString(line, ""))
	}
	return strings.ReplaceAll(line, " ,", ",")
}

// markdownEmpty matches a link whose target was an address: [Jane Doe]().
var markdownEmpty = pattern.New(`\[([^\[\]]+)\](?:\(\s*\)|$|\s)`)
