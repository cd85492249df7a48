package source

import (
	"cmp"
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/masthead-feeds/masthead/source/meta"
)

// image reads an address, or a map as in media.
func (r record) image(p meta.Pair) {
	if m, ok := r.medium(p); ok {
		r.a.Image.Set(m, r.from(p))
	}
}

func (r record) media(p meta.Pair) {
	var list []Media
	for _, v := range items(p.Value) {
		if m, ok := r.medium(meta.Pair{Key: p.Key, Value: v}); ok {
			list = append(list, m)
		}
	}
	if len(list) > 0 {
		r.a.Media.Set(list, r.from(p))
	}
}

// items gives the members of a list, or the value itself as the only one.
func items(v meta.Value) []meta.Value {
	if v.Kind == meta.List {
		return v.List
	}
	return []meta.Value{v}
}

func (r record) medium(p meta.Pair) (m Media, ok bool) {
	if p.Value.Kind == meta.List && len(p.Value.List) > 0 {
		p.Value = p.Value.List[0]
	}
	if p.Value.Kind != meta.Map {
		m.URL, ok = r.place(p)
		return m, ok
	}
	told := len(r.a.Problems)
	for _, part := range p.Value.Map {
		if strings.EqualFold(part.Key, "rights") && part.Value.Kind == meta.Map {
			for _, right := range part.Value.Map {
				r.mediumRight(&m, right)
			}
			continue
		}
		r.mediumPart(&m, part)
	}
	if m.URL == "" && len(r.a.Problems) == told {
		r.problem(p.Key, p.Value, "no address", "write url: and where the file is")
	}
	return m, m.URL != ""
}

// place reads where a file is. A number, or a word without a slash and an ending, is no file's name.
func (r record) place(p meta.Pair) (string, bool) {
	if saysNothing(p.Value) {
		return "", false
	}
	s, ok := "", true
	if p.Value.Kind == meta.Text || !isScalar(p.Value) {
		s, ok = r.scalar(p)
	}
	_, s = linked(s)
	s = strings.TrimPrefix(s, "__GHOST_URL__") // which stands for the site in what Ghost exports
	if ok && !isFileLike(s) {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is not an address", p.Value.Text), "write where the file is, such as img/lead.jpg")
		return "", false
	}
	return s, ok
}

// isFileLike reports whether text can say where a file is: it ends as a file does, or has a slash and no white space.
func isFileLike(s string) bool {
	if strings.ContainsFunc(s, unicode.IsSpace) {
		return len(path.Ext(s)) > 2 && len(path.Ext(s)) < 6 && !strings.ContainsFunc(path.Ext(s), unicode.IsSpace)
	}
	return strings.ContainsAny(s, "/.:")
}

// mediumKey gives the word for what a key says of a picture or a recording, or nothing: what other programs put beside
// that is left to them.
func mediumKey(key string) string {
	switch joined(strings.ToLower(key)) {
	case "url", "src", "href", "path", "file", "image", "audio", "video", "mp3", "feature", "teaser", "ogimage", "overlayimage", "thumbnail":
		return "url"
	case "type", "mimetype", "mime":
		return "type"
	case "length", "size", "bytes", "filesize":
		return "length"
	case "duration":
		return "duration"
	case "title", "caption":
		return "title"
	case "alt", "credit", "rights":
		return joined(strings.ToLower(key))
	case "photographer":
		return "credit"
	case "copyright":
		return "rights"
	case "license", "licence":
		return "license"
	}
	return ""
}

func (r record) mediumPart(m *Media, p meta.Pair) {
	part := mediumKey(p.Key)
	if part == "" {
		return
	}
	s, ok := r.scalar(p)
	if !ok {
		return
	}
	switch part {
	case "url":
		if where, ok := r.place(p); ok {
			m.URL = cmp.Or(m.URL, where)
		}
	case "type":
		m.Type = s
	case "length":
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 {
			r.problem(p.Key, p.Value, fmt.Sprintf("%q is not a number of bytes", s), "write the size of the file, such as 5242880")
			return
		}
		m.Length = n
	case "duration":
		d, err := parseDuration(s)
		if err != nil {
			r.problem(p.Key, p.Value, fmt.Sprintf("%q is not a duration", s), "write 30m, 1h2m3s, 1:02:03 or seconds")
			return
		}
		m.Duration = d
	case "title":
		m.Title = cmp.Or(m.Title, s)
	case "alt":
		m.Alt = s
	case "credit":
		m.Credit = cmp.Or(m.Credit, WithoutAddresses(s))
	case "rights":
		m.Rights = cmp.Or(m.Rights, s)
	case "license":
		m.License, _ = ParseLicense(s)
	}
}

// mediumRight reads a part of the rights of a picture or a recording, which are called as those of the article are.
func (r record) mediumRight(m *Media, p meta.Pair) {
	if key := strings.ToLower(p.Key); key == "notice" {
		p.Key = "rights"
	}
	if part := mediumKey(p.Key); part == "rights" || part == "license" {
		r.mediumPart(m, p)
	}
}

// parseDuration reads 30m, 1h2m3s, 1:02:03, 62:03 and plain seconds.
func parseDuration(s string) (time.Duration, error) {
	if n, err := strconv.ParseFloat(s, 64); err == nil && n >= 0 && n < 1e9 {
		return time.Duration(n * float64(time.Second)), nil
	}
	if !strings.Contains(s, ":") {
		d, err := time.ParseDuration(s)
		if err == nil && d < 0 {
			err = fmt.Errorf("negative duration %q", s)
		}
		return d, err
	}
	var seconds int
	for _, part := range strings.Split(s, ":") {
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil {
			return 0, fmt.Errorf("duration %q: %w", s, err)
		}
		seconds = seconds*60 + int(n)
	}
	return time.Duration(seconds) * time.Second, nil
}

func (r record) corrections(p meta.Pair) {
	var list []Correction
	for _, v := range items(p.Value) {
		if c, ok := r.correction(meta.Pair{Key: p.Key, Value: v}); ok {
			list = append(list, c)
		}
	}
	if len(list) > 0 {
		r.a.Corrections.Set(list, r.from(p))
	}
}

func (r record) correction(p meta.Pair) (c Correction, ok bool) {
	if p.Value.Kind != meta.Map {
		c.Text, ok = r.scalar(p)
		return c, ok
	}
	for _, part := range p.Value.Map {
		switch strings.ToLower(part.Key) {
		case "date":
			var f Field[time.Time]
			r.date(&f, part)
			c.Date = f.Value
		case "text", "note":
			c.Text, _ = r.scalar(part)
		}
	}
	return c, c.Text != ""
}
