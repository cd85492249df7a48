package source

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// episode reads what an article says of itself as an episode of a podcast.
func (r record) episode(key string, p meta.Pair) {
	switch key {
	case "episode":
		r.number(&r.a.Episode, p)
	case "season":
		r.number(&r.a.Season, p)
	case "episode_type":
		r.episodeType(p)
	case "explicit":
		r.explicit(p)
	}
}

// number reads a number from 1. Front matter is shared with themes that have other uses for these words, season: autumn among
// them.
func (r record) number(f *Field[int], p meta.Pair) {
	if !isScalar(p.Value) || p.Value.Kind == meta.Bool {
		return
	}
	n, err := strconv.Atoi(strings.TrimSpace(p.Value.Text))
	if err == nil && n > 0 {
		f.Set(n, r.from(p))
	} else if r.own {
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is not a number from 1", p.Value.Text), "write a number such as 12")
	}
}

func (r record) episodeType(p meta.Pair) {
	s, ok := r.scalar(p)
	if !ok {
		return
	}
	switch word := strings.ToLower(s); word {
	case "full", "trailer", "bonus":
		r.a.EpisodeType.Set(word, r.from(p))
	default:
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is no type of episode", s), "write full, trailer or bonus")
	}
}

// explicit reads an answer, also in the words that Apple asked for once.
func (r record) explicit(p meta.Pair) {
	if yes, ok := truth(p.Value); ok {
		r.a.Explicit.Set(yes, r.from(p))
		return
	}
	switch strings.ToLower(strings.TrimSpace(p.Value.Text)) {
	case "explicit":
		r.a.Explicit.Set(true, r.from(p))
	case "clean", "notexplicit":
		r.a.Explicit.Set(false, r.from(p))
	default:
		r.problem(p.Key, p.Value, fmt.Sprintf("%q is neither true nor false", p.Value.Text), "write true or false")
	}
}
