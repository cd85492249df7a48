package build

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"time"
)

// file takes what is over out of a document that is no feed, such as the sitemap of news. One that is not as it was written goes:
// nobody knows where in it what is.
func (c *cutter) file(f file) (left file, stays bool, err error) {
	if f.Layout == nil || !slices.ContainsFunc(f.Layout.Items, func(it fragment) bool { return c.over[it.ID] != 0 }) {
		return f, true, nil
	}
	whole, err := c.target.Read(f.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return f, true, err
	}
	if err != nil || !f.Layout.fits(whole, "") {
		c.batch.Remove(f.Path)
		return f, false, nil
	}
	doc, err := c.batch.Create(f.Path, f.Type)
	if err != nil {
		return f, true, err
	}
	parts, rest := f.Layout.without(c.over, whole, "")
	f.Layout = rest
	return f, true, doc.Finish(slices.Concat(whole[:rest.Head], bytes.Join(parts, nil)), whole[len(whole)-rest.Tail:], time.Time{})
}

// files goes through what lies beside the feeds.
func (c *cutter) files() error {
	var failed []error
	var left []file
	for _, f := range c.past.Files {
		f, stays, err := c.file(f)
		if err != nil {
			failed = append(failed, err)
		}
		if stays {
			left = append(left, f)
		}
	}
	c.past.Files = left
	return errors.Join(failed...)
}
