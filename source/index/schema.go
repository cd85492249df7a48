package index

import (
	"context"
	"fmt"
)

// application marks an SQLite file as a state of masthead's: "mast" in ASCII.
const application = 0x6d617374

// migrations bring a state of each version to the next. A later version adds one, and changes none.
var migrations = []string{
	// The index. Paths are below the folder of their source, with slashes.
	`CREATE TABLE recipe (source TEXT PRIMARY KEY, hash BLOB NOT NULL) WITHOUT ROWID;
	CREATE TABLE files (
		source TEXT NOT NULL,
		first TEXT NOT NULL, -- path of the first of them
		data BLOB NOT NULL,
		PRIMARY KEY (source, first)
	);` +
		// The ledger. Instants are in milliseconds since 1970.
		`CREATE TABLE item (
		id TEXT PRIMARY KEY,
		source TEXT NOT NULL,
		path TEXT NOT NULL,
		first_seen INTEGER, -- the date of an article that has none but its file's
		first_out INTEGER NOT NULL,
		withdrawn INTEGER
	) WITHOUT ROWID;
	CREATE INDEX item_place ON item (source, path);
	CREATE TABLE carried (
		id TEXT NOT NULL,
		feed TEXT NOT NULL,
		level TEXT NOT NULL, -- full, summary or title
		since INTEGER NOT NULL,
		until INTEGER, -- nothing while it is out
		PRIMARY KEY (id, feed, level, since)
	) WITHOUT ROWID;
	-- What the items that are out were made of. Their bytes lie in the documents.
	CREATE TABLE made (
		id TEXT PRIMARY KEY,
		made_of BLOB NOT NULL, -- hash of all that it was made of
		facts BLOB NOT NULL
	) WITHOUT ROWID;
	CREATE TABLE built (
		target TEXT PRIMARY KEY,
		facts BLOB NOT NULL
	) WITHOUT ROWID;`,
	// What was erased, by the hash of its id: the id itself may tell too much.
	`CREATE TABLE erased (hash BLOB PRIMARY KEY) WITHOUT ROWID;
	CREATE INDEX carried_until ON carried (until);`,
	// How often what is known of a source's files has changed; and for each target what its items were made of.
	`ALTER TABLE recipe ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;
	ALTER TABLE made RENAME TO made_before;
	CREATE TABLE made (
		id TEXT NOT NULL,
		target TEXT NOT NULL, -- in whose documents the bytes lie
		made_of BLOB NOT NULL,
		facts BLOB NOT NULL,
		PRIMARY KEY (id, target)
	) WITHOUT ROWID;
	INSERT INTO made SELECT id, coalesce((SELECT min(target) FROM built), ''), made_of, facts FROM made_before;
	DROP TABLE made_before;`,
	// What is known at once of all items that were made for a target, so many in each row.
	`CREATE TABLE gists (
		target TEXT NOT NULL,
		row INTEGER NOT NULL,
		data BLOB NOT NULL,
		PRIMARY KEY (target, row)
	);`,
	// What is out is looked for by its id, or all of it.
	`DROP INDEX carried_until;
	CREATE INDEX carried_until ON carried (until) WHERE until IS NOT NULL;`,
}

// migrate makes the tables of a new state, and brings those of an old one up to date.
func (s *State) migrate(ctx context.Context) error {
	var version, id, tables int
	for query, value := range map[string]*int{"PRAGMA user_version": &version, "PRAGMA application_id": &id, "SELECT count(*) FROM sqlite_master": &tables} {
		if err := s.tx.QueryRowContext(ctx, query).Scan(value); err != nil {
			return err
		}
	}
	switch {
	case id != application && (tables > 0 || version > 0):
		return errForeign("it is a database, but none of masthead's")
	case version > len(migrations):
		return errForeign(fmt.Sprintf("it was written by a later version of masthead, in form %d", version))
	case version == len(migrations):
		return nil
	}
	for _, m := range migrations[version:] {
		if _, err := s.tx.ExecContext(ctx, m); err != nil {
			return err
		}
	}
	_, err := s.tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", application, len(migrations)))
	return err
}
