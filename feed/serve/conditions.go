package serve

import (
	"net/http"
	"slices"
	"strings"
)

// isKnown evaluates the conditions of a request for reading. If-None-Match decides alone (RFC 9110 §13.1.3) and compares
// weakly, and a reader has the document when it has it in any coding. A reader's date at or after ours is as good as ours.
// What a request says of caches between (Cache-Control, Pragma) changes nothing: readers say no-cache with every poll.
func (d *document) isKnown(header http.Header) bool {
	if tags, asked := header["If-None-Match"]; asked {
		return slices.ContainsFunc(tags, d.hasTag)
	}
	date, asked := header["If-Modified-Since"]
	if !asked {
		return false
	}
	if date[0] == d.lastModified { // as most say, word for word
		return true
	}
	since, err := http.ParseTime(date[0])
	return err == nil && !d.modified.After(since)
}

func (d *document) hasTag(list string) bool {
	for list != "" {
		var tag string
		tag, list, _ = strings.Cut(list, ",")
		if instance := instanceOf(tag); instance == d.tag || instance == "*" {
			return true
		}
	}
	return false
}

// instanceOf gives what an entity tag of ours says of the document, in whatever coding and form it was sent: the hash of
// its bytes. Some proxies say in a suffix of their own that they packed it; that falls off, too.
func instanceOf(tag string) string {
	tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/")
	if tag == "*" {
		return tag
	}
	if len(tag) < 2 || tag[0] != '"' || tag[len(tag)-1] != '"' {
		return ""
	}
	instance, _, _ := strings.Cut(tag[1:len(tag)-1], "-")
	return instance
}
