package config

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// hashOf gives the hash of a token of one letter, which is no token but has one.
func hashOf(letter string) string { return HashToken(letter) }

func tokensFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), TokensName)
	if text != "" {
		if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func TestATokenIsLongRandomAndKnown(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		token := NewToken()
		if !strings.HasPrefix(token, "mh_") || len(token) != len("mh_")+43 || strings.ContainsAny(token, "+/=&?") || seen[token] {
			t.Fatalf("token %q", token)
		}
		seen[token] = true
		if got := (Token{Hash: HashToken(token)}).Sum(); got != sha256.Sum256([]byte(token)) {
			t.Fatalf("the hash of %q is %x", token, got)
		}
	}
}

func TestTokensAreAddedAndRevokedAroundWhatIsThere(t *testing.T) {
	path := tokensFile(t, "")
	daily := Token{Feed: "partner", Subscriber: "The Daily", Hash: hashOf("a"), Added: "2026-11-26"}
	weekly := Token{Feed: "partner", Subscriber: "Weekly: #1", Hash: hashOf("b"), Added: "2026-11-27"}
	other := Token{Feed: "other", Subscriber: "The Daily", Hash: hashOf("c"), Added: "2026-11-28"}
	add := func(list ...Token) {
		t.Helper()
		for _, token := range list {
			if err := AddToken(path, token); err != nil {
				t.Fatal(err)
			}
		}
	}
	wantTokens := func(want ...Token) {
		t.Helper()
		got, err := Tokens(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	if list, err := Tokens(path); list != nil || err != nil {
		t.Errorf("of no file: %v %v", list, err)
	}
	add(daily, weekly)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode is %v (%v)", info.Mode(), err)
	}
	wantTokens(daily, weekly)
	if err := AddToken(path, Token{Feed: "partner", Subscriber: "the daily", Hash: hashOf("d")}); err == nil ||
		err.Error() != path+`: "The Daily" has a token for partner since 2026-11-26; masthead token revoke partner "The Daily" takes it back` {
		t.Errorf("a second one: %v", err)
	}

	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(string(text), "- feed: partner\n  subscriber: 'Weekly", "\n# Until the contract ends in May.\n- feed: partner # by hand\n  subscriber: 'Weekly", 1)
	if err := os.WriteFile(path, []byte(edited+"# End."), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	add(other)
	wantTokens(daily, weekly, other)
	if err := RevokeToken(path, "partner", "The daily"); err != nil {
		t.Fatal(err)
	}
	wantTokens(weekly, other)
	if err := RevokeToken(path, "partner", "The Daily"); err == nil || err.Error() != path+`: "The Daily" has no token for partner; masthead token list shows who has` {
		t.Errorf("once more: %v", err)
	}
	if err := RevokeToken(path, "other", "The Daily"); err != nil {
		t.Fatal(err)
	}
	text, err = os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := `# Who may read the private feeds. masthead token add and masthead token revoke write this list.

# Until the contract ends in May.
- feed: partner # by hand
  subscriber: 'Weekly: #1'
  hash: ` + hashOf("b") + `
  added: '2026-11-27'
# End.
`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Error(diff)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v (%v)", info.Mode(), err)
	}
	if err := RevokeToken(path, "partner", "Weekly: #1"); err != nil {
		t.Fatal(err)
	}
	add(daily)
	wantTokens(daily)
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 1 {
		t.Errorf("beside it lie %v", left)
	}
}

// What cannot be told apart is left as it is.
func TestAListThatCannotBeEditedIsLeftAsItIs(t *testing.T) {
	entry := `{feed: a, subscriber: X, hash: "` + hashOf("a") + `"}`
	second := `{feed: a, subscriber: Y, hash: "` + hashOf("b") + `"}`
	for _, text := range []string{"[" + entry + ", " + second + "]\n", "-\n  " + entry + "\n- " + second + "\n", "  - " + entry + "\n  - " + second + "\n"} {
		path := tokensFile(t, text)
		added := AddToken(path, Token{Feed: "a", Subscriber: "Z", Hash: hashOf("c")})
		revoked := RevokeToken(path, "a", "X")
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		switch text[0] {
		case '[':
			if added == nil || revoked == nil || string(got) != text {
				t.Errorf("%s: %v, %v, and it is\n%s", text, added, revoked, got)
			}
		case '-':
			if added != nil || revoked == nil || !strings.HasPrefix(string(got), text) {
				t.Errorf("%s: %v, %v, and it is\n%s", text, added, revoked, got)
			}
		default:
			if added == nil || revoked != nil || string(got) != "  - "+second+"\n" {
				t.Errorf("%s: %v, %v, and it is\n%s", text, added, revoked, got)
			}
		}
	}
}

func TestEveryMistakeInTheTokensIsReportedInItsPlace(t *testing.T) {
	good := "- {feed: a, subscriber: X, hash: \"" + hashOf("a") + "\"}\n"
	for text, want := range map[string]string{
		"- {feed: a, subscriber: X}":                    `:1:3: [0].hash: missing; masthead token add writes it`,
		"- {subscriber: X, hash: " + hashOf("a") + "}":  `:1:3: [0].feed: missing; write the name of a private feed`,
		"- {feed: a, hash: " + hashOf("a") + "}":        `:1:3: [0].subscriber: missing; write who was given the token`,
		"- {feed: a, subscriber: X, hash: sha256:abc}":  `:1:34: [0].hash: "sha256:abc" is not sha256: and 64 of the digits 0-9 and a-f; masthead token add writes it`,
		"- {feed: a, subscriber: X, hash: mh_secret}":   `:1:34: [0].hash: this is a token itself, and whoever reads this file can use it; take it out, and give another with masthead token add`,
		"- {feed: a, subscriber: \"X\\ny\", hash: x}":   `:1:25: [0].subscriber: "X\ny" is no name for a subscriber; write a name on one line`,
		"- {feed: a, subscriber: X, token: mh_x}":       `:1:28: [0].token: unknown key; the keys here are feed, subscriber, hash, added`,
		good + "- {feed: a, subscriber: x, hash: zzz}":  `:2:25: [1].subscriber: "x" has a token for a twice, first in [0] (line 1, column 3); keep one`,
		good + strings.Replace(good, "X", "Y", 1):       `:2:34: [1].hash: the token of "X" and "Y" is the same; give each their own, with masthead token add`,
		strings.Replace(good, "}", ", added: soon}", 1): `:1:`,
		"a: b": `:1:1: expected a list, found a mapping; write a list, one "- " line for each element`,
	} {
		path := tokensFile(t, text)
		list, err := Tokens(path)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n got %v\nwant %s", text, err, want)
		}
		if added := AddToken(path, Token{Feed: "b", Subscriber: "Z", Hash: hashOf("c")}); added == nil {
			t.Errorf("%s: added to (%v)", text, list)
		}
	}
	if list, err := Tokens(tokensFile(t, good+strings.Replace(good, "feed: a", "feed: b", 1))); err != nil || len(list) != 2 {
		t.Errorf("one token for two feeds: %v %v", list, err)
	}
}
