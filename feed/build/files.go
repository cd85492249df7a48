package build

import (
	"slices"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/machine"
	"github.com/masthead-feeds/masthead/feed/page"
	"github.com/masthead-feeds/masthead/feed/publish"
)

// writeFiles writes what lies beside the feeds: what programs may do with the site, and the style sheet of the XML. What an
// earlier build wrote and this one does not is taken away.
func (b *builder) writeFiles(batch publish.Batch) error {
	if b.Private { // who may not see the feeds is told by those of the others
		return nil
	}
	documents, err := machine.Documents(&b.Site, b.pages)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(b.docs, func(d *document) bool { return d.encoder.Type == feed.TypeRSS || d.encoder.Type == feed.TypeAtom }) {
		documents = append(documents, machine.Document{Name: page.SheetName, Type: page.SheetType, Bytes: []byte(page.Sheet)})
	}
	for _, d := range documents {
		if err := b.writeFile(batch, d, nil); err != nil {
			return err
		}
	}
	if err := b.writeBeside(batch); err != nil {
		return err
	}
	for _, old := range b.past.Files {
		if !slices.Contains(b.report.Files, old.Path) {
			batch.Remove(old.Path)
		}
	}
	return nil
}

// writeFile writes a document that is no feed; l says where in it items are, nil for one that has none.
func (b *builder) writeFile(batch publish.Batch, d machine.Document, l *layout) error {
	doc, err := batch.Create(d.Name, d.Type)
	if err != nil {
		return err
	}
	if err := doc.Finish(d.Bytes, nil, time.Time{}); err != nil {
		return err
	}
	b.next.Files = append(b.next.Files, file{d.Name, d.Type, l})
	b.report.Files = append(b.report.Files, d.Name)
	return nil
}
