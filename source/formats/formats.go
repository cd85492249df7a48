// Package formats holds the one list of the article formats that masthead reads. To add a format, write its reader in a
// folder beside this one and name it here.
package formats

import (
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/feedfile"
	"github.com/masthead-feeds/masthead/source/ghost"
	"github.com/masthead-feeds/masthead/source/html"
	"github.com/masthead-feeds/masthead/source/markdown"
	"github.com/masthead-feeds/masthead/source/newsml"
	"github.com/masthead-feeds/masthead/source/ninjs"
	"github.com/masthead-feeds/masthead/source/nitf"
	"github.com/masthead-feeds/masthead/source/oldwires"
	"github.com/masthead-feeds/masthead/source/text"
	"github.com/masthead-feeds/masthead/source/wxr"
)

// Readers gives a reader for every format. The first that claims a file's ending, and recognises the file if it is a
// source.Recogniser, reads it.
func Readers() []source.Reader {
	words := markdown.New()
	return []source.Reader{
		oldwires.New(), // first, since it refuses files that others would take
		words, html.New(words.Templates),
		ninjs.New(), newsml.New(), nitf.New(),
		wxr.New(), ghost.New(),
		text.New(),
		feedfile.New(), // of sources that say feeds: true, and these alone
	}
}
