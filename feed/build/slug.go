package build

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var spelt = strings.NewReplacer("+", " plus ", "#", " sharp ", "'", "", "’", "")

// slugOf writes a word as a part of a path: small letters and digits of any script, and hyphens between them. What is said with
// a sign is spelt, so that C, C++ and C# stay apart.
func slugOf(word string) string {
	const most = 80 // bytes; file systems take 255, with an ending and a temporary name
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(spelt.Replace(word))) {
		if !unicode.In(r, unicode.L, unicode.M, unicode.N) || b.Len() == 0 && unicode.Is(unicode.M, r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		if b.Len()+len(string(r)) > most {
			return b.String() + "-" + tellApart(word)
		}
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		return tellApart(word)
	}
	return b.String()
}

// slugOfFolder writes the path of a folder part by part.
func slugOfFolder(folder string) string {
	parts := strings.Split(folder, "/")
	for i, part := range parts {
		parts[i] = slugOf(part)
	}
	return strings.Join(parts, "/")
}

// tellApart gives a few letters that hang on nothing but the word.
func tellApart(word string) string {
	sum := sha256.Sum256([]byte(foldWord(word)))
	return hex.EncodeToString(sum[:3])
}

// foldWord gives what is alike of a word in any case, and with any spaces.
func foldWord(word string) string {
	return norm.NFC.String(strings.ToLower(strings.Join(strings.Fields(word), " ")))
}
