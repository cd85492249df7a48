package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Part is what is known of some files of a source that lie one behind the other. Hundreds are kept in one row: a file of its
// own would cost SQLite as much as the file system asks for it.
type Part struct {
	First string // path of the first of the files
	Data  []byte
}

// Stamp is how a file system tells one state of a file from another.
type Stamp struct {
	Size     int64 // bytes
	Modified int64 // in nanoseconds since 1970
	Changed  int64 // the same, of the file or of what the file system says of it; 0 where that is not told
	Inode    int64 // 0 where there is none
}

// Parts gives what is known of the files of a source, in no order, and the recipe by which it was learned: whoever reads in another
// way has to read anew, and is told by it which files there were.
func (s *State) Parts(ctx context.Context, source string) (parts []Part, recipe []byte, err error) {
	recipe, err = s.facts(ctx, "SELECT hash FROM recipe WHERE source = ?", source)
	if err != nil {
		return nil, nil, err
	}
	rows, err := s.tx.QueryContext(ctx, "SELECT first, data FROM files WHERE source = ?", source)
	if err != nil {
		return nil, nil, fault(err)
	}
	defer rows.Close()
	for rows.Next() {
		var p Part
		var data sql.RawBytes // which the driver makes anew for each row, and nobody else has: parts are most of what is in use
		if err := rows.Scan(&p.First, &data); err != nil {
			return nil, nil, fault(err)
		}
		p.Data = data
		parts = append(parts, p)
	}
	return parts, recipe, fault(rows.Err())
}

// SetRecipe notes by which recipe the files of a source are read, and forgets what was learned by another.
func (s *State) SetRecipe(ctx context.Context, source string, recipe []byte) error {
	result, err := s.tx.ExecContext(ctx, `INSERT INTO recipe (source, hash) VALUES (?, ?)
		ON CONFLICT (source) DO UPDATE SET hash = excluded.hash, edition = edition + 1 WHERE hash <> excluded.hash`, source, recipe)
	if err != nil {
		return fault(err)
	}
	if n, err := result.RowsAffected(); n == 0 {
		return fault(err)
	}
	_, err = s.tx.ExecContext(ctx, "DELETE FROM files WHERE source = ?", source)
	return fault(err)
}

// SetPart keeps what is known of some files.
func (s *State) SetPart(ctx context.Context, source string, p Part) error {
	_, err := s.tx.ExecContext(ctx, "INSERT OR REPLACE INTO files (source, first, data) VALUES (?, ?, ?)", source, p.First, p.Data)
	return errors.Join(fault(err), s.nextEdition(ctx, source))
}

// DropPart forgets what is known of some files.
func (s *State) DropPart(ctx context.Context, source, first string) error {
	_, err := s.tx.ExecContext(ctx, "DELETE FROM files WHERE source = ? AND first = ?", source, first)
	return errors.Join(fault(err), s.nextEdition(ctx, source))
}

func (s *State) nextEdition(ctx context.Context, source string) error {
	_, err := s.tx.ExecContext(ctx, "UPDATE recipe SET edition = edition + 1 WHERE source = ?", source)
	return fault(err)
}

// Edition gives a number that moves whenever what is known of the files of a source does: several builds may learn of a change,
// and only the first of them finds the files other than they are known.
func (s *State) Edition(ctx context.Context, source string) (n int64, err error) {
	err = s.tx.QueryRowContext(ctx, "SELECT edition FROM recipe WHERE source = ?", source).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, fault(err)
}

// fault says of an error that it is the state's.
func fault(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("the state: %w", err)
}
