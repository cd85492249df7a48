package source

import "time"

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
}

// String gives the media as explain prints one.
func (m Media) String() string {
	s := m.URL
	if m.Type != "" {
		s += " (" + m.Type + ")"
	}
	if m.Credit != "" {
		s += " credit " + m.Credit
	}
	return s
}
