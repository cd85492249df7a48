package index

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
)

// What a state of an earlier version has of items and files is there after it was brought up to date.
func TestAnEarlierStateIsBroughtUpToDate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	old := strings.Join(migrations[:2], "") + `
		INSERT INTO recipe VALUES ('posts', 'r');
		INSERT INTO files VALUES ('posts', 'a.md', 'rows');
		INSERT INTO made VALUES ('urn:x:1', x'6f66', 'facts');
		INSERT INTO built VALUES ('/srv/public', 'built');
		PRAGMA application_id = 0x6d617374; PRAGMA user_version = 2`
	if _, err := db.ExecContext(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	made, err := s.Made(t.Context(), "/srv/public", "urn:x:1", []byte("of"))
	if err != nil || string(made) != "facts" {
		t.Errorf("made: %q %v", made, err)
	}
	if parts, recipe, err := s.Parts(t.Context(), "posts"); err != nil || string(recipe) != "r" || len(parts) != 1 {
		t.Errorf("parts: %v %v", parts, err)
	}
	if n, err := s.Edition(t.Context(), "posts"); err != nil || n != 0 {
		t.Errorf("edition %d %v", n, err)
	}
	if err := s.SetPart(t.Context(), "posts", Part{First: "a.md", Data: []byte("others")}); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Edition(t.Context(), "posts"); err != nil || n == 0 {
		t.Errorf("edition %d %v after a change", n, err)
	}
}
