package source

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// attachments reads the keys that say more of what another key names: imageAlt beside image, author_url beside author. They
// count only beside it, in the same block.
func (r record) attachments(pairs []meta.Pair) {
	for _, p := range pairs {
		if !isScalar(p.Value) || saysNothing(p.Value) {
			continue
		}
		r.quietly(func() { r.attach(joined(strings.ToLower(p.Key)), p) })
	}
}

func (r record) attach(key string, p meta.Pair) {
	switch key {
	case "imagealt", "coveralt", "coverimagealt", "heroimagealt", "featureimagealt", "featuredimagealt", "ogimagealt", "thumbnailalt", "alt":
		r.ofImage(meta.Pair{Key: "alt", Value: p.Value})
	case "imagecaption", "covercaption", "featureimagecaption", "featuredimagecaption", "caption":
		r.ofImage(meta.Pair{Key: "caption", Value: p.Value})
	case "imagecredit", "photocredit", "covercredit", "imageauthor", "photographer":
		r.ofImage(meta.Pair{Key: "credit", Value: p.Value})
	case "imagerights", "imagecopyright", "imagelicense":
		r.ofImage(meta.Pair{Key: "rights", Value: p.Value})
	case "authorurl", "authorlink", "authorwebsite":
		r.ofAuthor(meta.Pair{Key: "url", Value: p.Value})
	case "authoremail":
		r.ofAuthor(meta.Pair{Key: "email", Value: p.Value})
	case "authorimageurl", "authorimage", "authoravatar":
		r.ofAuthor(meta.Pair{Key: "avatar", Value: p.Value})
	case "audiolength", "audiosize", "podcastlength", "podcastsize", "podcastbytes", "enclosurelength", "filesize":
		r.ofMedia(meta.Pair{Key: "length", Value: p.Value})
	case "audioduration", "podcastduration", "enclosureduration", "duration":
		r.ofMedia(meta.Pair{Key: "duration", Value: p.Value})
	case "audiotype", "podcasttype", "enclosuretype", "mimetype":
		r.ofMedia(meta.Pair{Key: "type", Value: p.Value})
	}
}

// ofImage says something of the lead picture unless the picture's own map did.
func (r record) ofImage(p meta.Pair) {
	m := &r.a.Image
	if !m.Known() || !r.sameBlock(m.From) {
		return
	}
	said := Media{}
	r.mediumPart(&said, p)
	m.Value.addWords(said)
}

// ofAuthor says something of the one author.
func (r record) ofAuthor(p meta.Pair) {
	f := &r.a.People
	if len(f.Value) != 1 || !r.sameBlock(f.From) {
		return
	}
	f.Value = []Person{f.Value[0]} // an entry of the list of authors is shared
	r.personPart(&f.Value[0], p)
}

// ofMedia says something of the one recording or film.
func (r record) ofMedia(p meta.Pair) {
	f := &r.a.Media
	if len(f.Value) == 1 && r.sameBlock(f.From) {
		r.mediumPart(&f.Value[0], p)
	}
}
