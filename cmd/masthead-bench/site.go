package main

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// servedArticles is how many articles the feed has that is asked for: about 294 kB of RSS.
const servedArticles = 35

// site is the folder that masthead serves: articles of a corpus, all of them in the feed. The prose of the corpora comes from
// so few words that it packs twelve to one; people's packs five to one, and the bytes of an answer are what its price
// depends on. So one word in a few is an invented one here.
type site struct{ corpus }

// oneIn is which share of the words is invented: RSS of 294 kB is 55 kB in gzip.
const oneIn = 4

func (s site) text(i, revision int) string {
	head, body, _ := strings.Cut(s.corpus.text(i, revision), "\n---\n\n")
	r := rand.New(rand.NewPCG(uint64(i), uint64(s.n)))
	words := strings.SplitAfter(body, " ")
	for k, w := range words {
		if bare := strings.TrimRight(w, ".,* \n"); len(bare) > 3 && isPlain(bare) && r.IntN(oneIn) == 0 {
			words[k] = invented(r, len(bare)) + w[len(bare):]
		}
	}
	return head + "\n---\n\n" + strings.Join(words, "")
}

// isPlain tells whether a word is one of small letters, and no part of Markdown.
func isPlain(word string) bool {
	return strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
}

func invented(r *rand.Rand, length int) string {
	word := make([]byte, length)
	for i := range word {
		letters := "bcdfghklmnprstvwz"
		if i%2 == 1 {
			letters = "aeiou"
		}
		word[i] = letters[r.IntN(len(letters))]
	}
	return string(word)
}

func (s site) make() error {
	for i := range s.n {
		if err := s.write(i); err != nil {
			return err
		}
	}
	return nil
}

func (s site) write(i int) error {
	path := s.path(i)
	return errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(s.text(i, 0)), 0o644), os.Chtimes(path, s.date(i), s.date(i)))
}

// revise changes the newest article, as an editor does who saves it.
func (s site) revise(revision int) error {
	return os.WriteFile(s.path(0), []byte(s.text(0, revision)), 0o644)
}
