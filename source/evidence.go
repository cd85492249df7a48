package source

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source/index"
)

// This file tells from what the file system says whether a file is the one that was read.

// states asks for the states of files one after another. Close its starts when they have been asked for.
type states struct {
	fs.FS
	starts starts // of a disk
	room   []index.Stamp
}

func (s *surroundings) states() states {
	d, _ := s.folder.FS.(disk)
	return states{FS: s.folder.FS, starts: starts{disk: d}}
}

// stamp asks the file system for the state of a file. One that cannot be asked is found out when it is read.
func (s *states) stamp(e *met) {
	if e.state != nil {
		return
	}
	var stamp index.Stamp
	if s.starts.dirFS != nil {
		var err error
		if stamp, err = s.starts.stamp(e.name); err != nil {
			return
		}
	} else if info, err := fs.Stat(s.FS, e.name); err == nil {
		stamp = stampOf(info)
	} else {
		return
	}
	if len(s.room) == 0 {
		s.room = make([]index.Stamp, part)
	}
	s.room[0], e.state = stamp, &s.room[0]
	s.room = s.room[1:]
}

// isAsItWas reports whether a file is in the state in which it was last read.
func (s *surroundings) isAsItWas(e *met, was *row, buffer []byte) bool {
	around, newest := s.around(e.name)
	stamp := e.stamp()
	if stamp != was.Stamp || around != was.around {
		return false
	}
	if !isSettled(newest, was.read) {
		return false
	}
	return isSettled(max(stamp.Modified, stamp.Changed), was.read) || s.startOf(e.name, buffer) == was.start
}

// isSettled reports whether a file that was modified at one instant cannot have been modified again, unseen, after it was
// read at another. File systems tell times apart by no more than a few milliseconds, some by no more than two seconds; and
// the clock may have been set back since.
func isSettled(modified, read int64) bool {
	grain := 50 * time.Millisecond
	if modified%int64(time.Second) == 0 {
		grain = 2 * time.Second
	}
	return modified < read-int64(grain)
}

// startOf gives the hash of the first kilobyte of a file; 0 when it cannot be read.
func (s *surroundings) startOf(name string, buffer []byte) int64 {
	d, ok := s.folder.FS.(disk)
	if !ok {
		return 0
	}
	one := starts{disk: d}
	n, err := one.read(name, buffer)
	if err != nil {
		return 0
	}
	return hashOf(buffer[:n])
}

// around gives a hash of the state of all files that speak for an article file, and when the newest of them was modified.
func (s *surroundings) around(name string) (hash, newest int64) {
	sidecars := s.found.sidecarsOf(name)
	for _, names := range s.members[name] {
		sidecars = append(sidecars, names...)
	}
	var above []string
	if len(s.defaults) > 0 {
		above = s.defaults[path.Dir(name)]
	}
	if above == nil && len(sidecars) == 0 {
		return 0, 0
	}
	slices.Sort(sidecars)
	var b strings.Builder
	for _, beside := range slices.Concat(above, sidecars) {
		b.WriteString(beside)
		info, err := fs.Stat(s.folder.FS, beside)
		if err != nil {
			continue
		}
		stamp := stampOf(info)
		for _, n := range [...]int64{stamp.Size, stamp.Modified, stamp.Changed, stamp.Inode} {
			b.WriteString(" ")
			b.WriteString(strconv.FormatInt(n, 36))
		}
		newest = max(newest, stamp.Modified, stamp.Changed)
	}
	return hashOf([]byte(b.String())), newest
}

// hashOf is the same on every machine and in every run, and never 0.
func hashOf(data []byte) int64 {
	return int64(crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli))) + 1
}

// Evidence gives bytes that are others when the file of a card, or one that speaks for it, has changed, as far as the file
// system tells that without the file being read.
func (c *Catalog) Evidence(card *Card) []byte {
	e := c.found.files.at(int(card.file))
	around, _ := c.around(e.name)
	b := binary.AppendVarint(nil, c.siteHash)
	is := e.stamp()
	for _, n := range [...]int64{is.Size, is.Modified, is.Changed, is.Inode, around, int64(card.member)} {
		b = binary.AppendVarint(b, n)
	}
	return b
}

// IsSettled reports that no change of the file, after an instant in nanoseconds since 1970, can have gone unseen.
func (c *Catalog) IsSettled(card *Card, since int64) bool {
	e := c.found.files.at(int(card.file))
	_, newest := c.around(e.name)
	is := e.stamp()
	return isSettled(max(is.Modified, is.Changed, newest), since)
}

// Beside gives a hash of what the walk met in the folder beside the articles, sidecars and defaults and whatever else it
// could not read as one.
func (s *surroundings) Beside() int64 { return s.beside }

func (s *surroundings) besideArticles() int64 {
	w := s.found
	var names []string
	for _, list := range []map[string][]string{w.sidecars, w.defaults} {
		for _, n := range list {
			names = append(names, n...)
		}
	}
	slices.Sort(names)
	text := fmt.Sprint(s.siteHash, w.problems, w.passed, w.others)
	for _, name := range names {
		info, err := fs.Stat(s.folder.FS, name)
		if err != nil {
			text += name
			continue
		}
		text += fmt.Sprint(name, stampOf(info))
	}
	return hashOf([]byte(text))
}
