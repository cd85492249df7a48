package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sort"
	"time"

	"github.com/masthead-feeds/masthead/feed/publish"
)

// manifestName is the document that says what the last build published. It lies among the feeds, and holds nothing that
// they do not.
const manifestName = ".masthead.json"

// manifest is what is published: without it a later build could not tell that a source has vanished, nor that a feed of
// an earlier configuration lies about.
type manifest struct {
	Feeds []published     `json:"feeds"`
	Items []publishedItem `json:"items"`
}

// published is one document of a feed.
type published struct {
	Path     string     `json:"path"`
	Feed     string     `json:"feed"`
	Format   string     `json:"format"`
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Language string     `json:"language,omitempty"`
	Retired  *time.Time `json:"retired,omitempty"` // since when no configuration asks for it
}

// publishedItem is an item of any feed.
type publishedItem struct {
	ID string `json:"id"`
	// FirstSeen is the date of an item whose article has none but the time of its file, which anybody moves who touches
	// the file. It stays what it was when the item was first published.
	FirstSeen *time.Time `json:"first_seen,omitempty"`
	// Past says that no feed has room for the item any more. It is kept for its date.
	Past bool `json:"past,omitempty"`
}

// readManifest gives the manifest of a target; one that has none has published nothing that is known. One that cannot be
// read is an error: without it the guards against losing what is published would be off.
func readManifest(target publish.Target) (manifest, error) {
	var m manifest
	data, err := target.Read(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, fmt.Errorf("reading what was published: %w", err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("%s: %w; remove the file if it is not masthead's", manifestName, err)
	}
	for _, f := range m.Feeds {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) { // it may be removed
			return m, fmt.Errorf("%s: the feed %q is not in this folder; remove the file if it is not masthead's", manifestName, f.Path)
		}
	}
	return m, nil
}

func (m *manifest) firstSeen() map[string]time.Time {
	seen := map[string]time.Time{}
	for _, it := range m.Items {
		if it.FirstSeen != nil {
			seen[it.ID] = *it.FirstSeen
		}
	}
	return seen
}

func (m *manifest) write(batch publish.Batch) error {
	sort.Slice(m.Feeds, func(i, j int) bool { return m.Feeds[i].Path < m.Feeds[j].Path })
	sort.Slice(m.Items, func(i, j int) bool { return m.Items[i].ID < m.Items[j].ID })
	data, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return fmt.Errorf("writing what was published: %w", err)
	}
	doc, err := batch.Create(manifestName, "application/json")
	if err != nil {
		return err
	}
	return doc.Finish(data, []byte("\n"), time.Time{})
}
