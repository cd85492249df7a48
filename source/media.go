package source

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"
)

// Media is a picture, recording or film that belongs to an article, with its own credit and rights: the story's are
// never taken for the picture's, nor the other way round.
type Media struct {
	URL      string        // as written; may be relative to the article's address
	Type     string        // media type such as "audio/mpeg"; empty when the article does not say
	Length   int64         // bytes; 0 when the article does not say
	Duration time.Duration // 0 when unknown
	Title    string
	Alt      string // what the picture shows, for those who do not see it
	Credit   string
	Rights   string // copyright notice of the media alone
	License  License
}

// addWords takes over the words that are not said yet.
func (m *Media) addWords(more Media) {
	m.Title, m.Alt = cmp.Or(m.Title, more.Title), cmp.Or(m.Alt, more.Alt)
	m.Credit, m.Rights = cmp.Or(m.Credit, more.Credit), cmp.Or(m.Rights, more.Rights)
	m.License = cmp.Or(m.License, more.License)
}

// String gives the media as explain prints one.
func (m Media) String() string {
	s := m.URL
	if m.Type != "" {
		s += " (" + m.Type + ")"
	}
	if m.Length > 0 {
		s += fmt.Sprintf(" %d bytes", m.Length)
	}
	if m.Duration > 0 {
		s += " " + m.Duration.String()
	}
	if m.Credit != "" {
		s += " credit " + m.Credit
	}
	return s
}

// TypeOrEnding gives the media type, or the one that the address ends as; empty where neither says one.
func (m Media) TypeOrEnding() string { return cmp.Or(m.Type, TypeByEnding(m.URL)) }

// mediaTypes has only endings that stand for one type, the same on every machine.
var mediaTypes = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg",
	".png":  "image/png",
	".gif":  "image/gif",
	".webp": "image/webp",
	".avif": "image/avif",
	".svg":  "image/svg+xml",
	".mp3":  "audio/mpeg",
	".m4a":  "audio/mp4",
	".ogg":  "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg",
	".m4b":  "audio/mp4",
	".aac":  "audio/aac",
	".flac": "audio/flac",
	".wav":  "audio/wav",
	".mp4":  "video/mp4",
	".m4v":  "video/x-m4v",
	".mov":  "video/quicktime",
	".ogv":  "video/ogg",
	".webm": "video/webm",
	".pdf":  "application/pdf",
}

// TypeByEnding gives the media type that the ending of the name in an address stands for, or nothing.
func TypeByEnding(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return mediaTypes[strings.ToLower(path.Ext(u.Path))]
}
