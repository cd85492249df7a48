package config

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// TokensName is the file beside masthead.yaml that lists who may read the private feeds.
const TokensName = "tokens.yaml"

// tokenPrefix begins every token, so that programs which look for secrets in what is about to be published know one.
const tokenPrefix = "mh_"

// hashPrefix says how the hash of a token is made.
const hashPrefix = "sha256:"

// Token lets a subscriber read a private feed. The list has its hash, by which nobody can read anything.
type Token struct {
	Feed       string `yaml:"feed"`       // its name
	Subscriber string `yaml:"subscriber"` // who was given the token, as the desk calls them
	Hash       string `yaml:"hash"`       // as HashToken writes it
	Added      string `yaml:"added"`      // the day, as ParseDate reads it; may be empty
}

// NewToken makes the text of a token: 256 random bits, in characters that stand in an address as they are (RFC 4648 §5).
func NewToken() string {
	bits := make([]byte, 32)
	rand.Read(bits) // which never fails
	return tokenPrefix + base64.RawURLEncoding.EncodeToString(bits)
}

// HashToken gives what the list has of a token: sha256: and the hash in hexadecimal digits, in lower case. SHA-256 alone is
// enough: the slow and salted hashes protect passwords, which can be guessed, and nobody guesses 256 random bits.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hashPrefix + hex.EncodeToString(sum[:])
}

// Sum gives the hash as bytes. It is that of a token from Tokens, which has checked it.
func (t Token) Sum() (sum [sha256.Size]byte) {
	_, _ = hex.Decode(sum[:], []byte(strings.TrimPrefix(t.Hash, hashPrefix)))
	return sum
}

// is reports that a token is a subscriber's for a feed. Subscribers are the same in any case, as in speech.
func (t Token) is(feed, subscriber string) bool {
	return t.Feed == feed && fold(t.Subscriber) == fold(subscriber)
}

// Tokens reads the list of tokens. The list of a file that is not there is empty. The error is an Errors with everything that is
// wrong with the contents, or the one from reading the file, wrapped.
func Tokens(path string) ([]Token, error) {
	_, list, err := readTokens(path)
	return list, err
}

// readTokens gives the contents of the list as well, which are nil when it is not there.
func readTokens(path string) (data []byte, list []Token, err error) {
	data, err = readIfThere(path)
	if err != nil {
		return nil, nil, fmt.Errorf("the tokens: %w", err)
	}
	list, err = parseTokens(path, data)
	return data, list, err
}

func parseTokens(path string, data []byte) (list []Token, err error) {
	d := readEntries(path, data, &list)
	v := validator{file: path, places: d.places}
	for i := range list {
		v.token(list[:i], &list[i], index("", i))
	}
	return list, d.with(v.faults).orNil()
}

// token checks a token, given those that stand before it.
func (v *validator) token(before []Token, t *Token, at string) {
	for _, key := range []struct{ name, value, fix string }{
		{".feed", t.Feed, "write the name of a private feed"},
		{".subscriber", t.Subscriber, "write who was given the token"},
		{".hash", t.Hash, "masthead token add writes it"},
	} {
		if key.value == "" {
			v.missing(at+key.name, key.fix)
		}
	}
	v.checkGiven(at+".feed", t.Feed, checkName)
	v.checkGiven(at+".subscriber", t.Subscriber, checkSubscriber)
	v.checkGiven(at+".hash", t.Hash, checkHash)
	v.checkGiven(at+".added", t.Added, checkDate)
	for i, other := range before {
		switch {
		case other.is(t.Feed, t.Subscriber):
			v.blame(at+".subscriber", t.Subscriber, flaw("keep one", "%s has a token for %s twice, first in %s", quote(t.Subscriber), t.Feed, v.describe(index("", i))))
		case other.Hash == t.Hash && other.Feed == t.Feed:
			v.blame(at+".hash", t.Hash, flaw("give each their own, with masthead token add", "the token of %s and %s is the same", quote(other.Subscriber), quote(t.Subscriber)))
		}
	}
}

// checkSubscriber checks a name, which messages and reports have within a line.
func checkSubscriber(s string) error {
	if strings.TrimSpace(s) != s || s == "" || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return flaw("write a name on one line", "%s is no name for a subscriber", quote(s))
	}
	return nil
}

func checkHash(s string) error {
	digits, ok := strings.CutPrefix(s, hashPrefix)
	sum, err := hex.DecodeString(digits)
	switch {
	case strings.HasPrefix(s, tokenPrefix): // which is not repeated here: messages end up in logs
		return flaw("take it out, and give another with masthead token add", "this is a token itself, and whoever reads this file can use it")
	case !ok || err != nil || len(sum) != sha256.Size || strings.ToLower(digits) != digits:
		return flaw("masthead token add writes it", "%s is not sha256: and 64 of the digits 0-9 and a-f", quote(s))
	}
	return nil
}

// AddToken enters a token at the end of the list, which is made, for its owner alone to read, if it is not there. What stands
// there stays as it is written. A subscriber who has a token for the feed gets no second one. The error is as of Tokens, or an
// *Error, or one from writing. It waits for others that change a list in the folder, except on Windows, where one of two may be
// lost.
func AddToken(path string, t Token) error {
	return whileLocked(path, func() error { return addToken(path, t) })
}

func addToken(path string, t Token) error {
	data, before, err := readTokens(path)
	if err != nil {
		return err
	}
	if err := checkSubscriber(t.Subscriber); err != nil {
		return err
	}
	if i := slices.IndexFunc(before, func(had Token) bool { return had.is(t.Feed, t.Subscriber) }); i >= 0 {
		since := ""
		if before[i].Added != "" {
			since = " since " + before[i].Added
		}
		return &Error{File: path, Message: fmt.Sprintf("%s has a token for %s%s", quote(before[i].Subscriber), t.Feed, since),
			Fix: fmt.Sprintf("masthead token revoke %s %s takes it back", t.Feed, quote(before[i].Subscriber))}
	}
	data, err = withEntry(data, "Who may read the private feeds. masthead token add and masthead token revoke write this list.", t)
	if err != nil {
		return fmt.Errorf("the tokens: %w", err)
	}
	return replaceTokens(path, data, append(before, t), "write the list with one \"- \" line for each entry")
}

// RevokeToken takes the token of a subscriber for a feed out of the list. What else stands there stays as it is written. The
// error is as of Tokens, or an *Error when there is no such token, or one from writing. It waits as AddToken does.
func RevokeToken(path, feed, subscriber string) error {
	return whileLocked(path, func() error { return revokeToken(path, feed, subscriber) })
}

func revokeToken(path, feed, subscriber string) error {
	data, before, err := readTokens(path)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(before, func(t Token) bool { return t.is(feed, subscriber) })
	if i < 0 {
		return &Error{File: path, Message: fmt.Sprintf("%s has no token for %s", quote(subscriber), feed), Fix: "masthead token list shows who has"}
	}
	return replaceTokens(path, withoutEntry(path, data, i), slices.Delete(before, i, i+1), "take the entry out of the file by hand")
}

// replaceTokens writes the list anew, if it says what it is to say.
func replaceTokens(path string, data []byte, want []Token, fix string) error {
	if got, err := parseTokens(path, data); err != nil || !slices.Equal(got, want) { // as where the list is written [in, brackets]
		return &Error{File: path, Message: "an entry cannot be told from what stands around it, and nothing was changed", Fix: fix}
	}
	if err := replaceFile(path, data, 0o600); err != nil {
		return fmt.Errorf("the tokens: %w", err)
	}
	return nil
}
