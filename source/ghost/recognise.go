package ghost

import (
	"bytes"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/jsonfile"
)

// Recognises implements source.Recogniser: tables of Ghost, or what it says of the export before them.
func (r *Reader) Recognises(start []byte) bool {
	text, err := source.Decode(start)
	if err != nil || !bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{")) {
		return false
	}
	t := jsonfile.New(text)
	for root := range t.Values() {
		for _, entry := range entries(t, root) {
			if isExport(t, entry) {
				return true
			}
		}
		return false
	}
	return false
}

func isExport(t *jsonfile.Text, entry jsonfile.Span) bool {
	if about, ok := t.Get(entry, "meta"); ok && t.IsMap(about) {
		_, exported := t.Get(about, "exported_on")
		_, version := t.Get(about, "version")
		if exported && version {
			return true
		}
	}
	data, ok := t.Get(entry, "data")
	if !ok || !t.IsMap(data) {
		return false
	}
	tables := 0
	for name, table := range t.Pairs(data) {
		if t.IsList(table) && isTable(name) {
			tables++
		}
	}
	return tables > 1
}

// isTable knows the names of Ghost's tables by which an export begins, and of those that no other program has.
func isTable(name string) bool {
	switch name {
	case "posts", "posts_tags", "posts_authors", "posts_meta", "tags", "api_keys", "brute", "app_fields", "app_settings",
		"actions", "benefits", "mobiledoc_revisions", "migrations", "permissions_roles", "roles_users", "custom_theme_settings":
		return true
	}
	return false
}
