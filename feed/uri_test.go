package feed

import "testing"

func TestURI(t *testing.T) {
	const word = "urn:uuid:" // and what stands for the id
	for id, want := range map[string]string{
		"https://example.org/a":                          "https://example.org/a",
		"urn:newsml:example.org:20260101:a":              "urn:newsml:example.org:20260101:a",
		"urn:uuid:6BA7B811-9DAD-11D1-80B4-00C04FD430C8":  "urn:uuid:6BA7B811-9DAD-11D1-80B4-00C04FD430C8",
		"tag:example.org,2026:a":                         "tag:example.org,2026:a",
		"tag:jane@example.org,2026-01-02:a":              "tag:jane@example.org,2026-01-02:a",
		"652f8c1d2e":                                     word + nameUUID("652f8c1d2e"),
		"tag:example.org:2026:d94cc8f8":                  word + nameUUID("tag:example.org:2026:d94cc8f8"),
		"urn:uuid:6ba7b811-9dad-11d1-80b4-00c04fd430c87": word + nameUUID("urn:uuid:6ba7b811-9dad-11d1-80b4-00c04fd430c87"),
		"tag:example.org,2026:a[1]":                      word + nameUUID("tag:example.org,2026:a[1]"),
		"http:///example.org/a":                          word + nameUUID("http:///example.org/a"),
	} {
		if got := URI(id); got != want {
			t.Errorf("%s: got %s, want %s", id, got, want)
		}
	}
}

func TestAnIDThatIsAHostHasAPath(t *testing.T) {
	for address, want := range map[string]string{
		"http://example.org":       "http://example.org/",
		"http://example.org?a=b":   "http://example.org/?a=b",
		"https://example.org/feed": "https://example.org/feed",
		"":                         "",
	} {
		if got := withPath(address); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}
