package build

import (
	"slices"
	"time"

	"github.com/masthead-feeds/masthead/feed/machine"
	"github.com/masthead-feeds/masthead/feed/publish"
)

// writeMachines writes what programs may do with the site, and takes away what an earlier build wrote of it.
func (b *builder) writeMachines(batch publish.Batch) error {
	documents, err := machine.Documents(&b.Site, b.pages)
	if err != nil {
		return err
	}
	for _, d := range documents {
		doc, err := batch.Create(d.Name, d.Type)
		if err != nil {
			return err
		}
		if err := doc.Finish(d.Bytes, nil, time.Time{}); err != nil {
			return err
		}
		b.next.Files = append(b.next.Files, file{d.Name, d.Type})
		b.report.Files = append(b.report.Files, d.Name)
	}
	for _, old := range b.past.Files {
		if !slices.Contains(b.report.Files, old.Path) {
			batch.Remove(old.Path)
		}
	}
	return nil
}
