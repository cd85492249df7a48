package index

import (
	"context"
	"database/sql"
	"strings"
)

// recover copies from a file that was set aside what can be read of its ledger, and says how many items that is.
func (s *State) recover(ctx context.Context, aside string) (items int) {
	old, err := openAside(aside)
	if err != nil {
		return 0
	}
	defer old.Close()
	items = copyRows(ctx, old, s.tx, "item", "id, source, path, first_seen, first_out, withdrawn")
	copyRows(ctx, old, s.tx, "carried", "id, feed, level, since, until")
	copyRows(ctx, old, s.tx, "erased", "hash")
	return items
}

// openAside opens a file that may be broken, to read of it what can be.
func openAside(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+escape(path)+"?mode=ro&_pragma=cell_size_check(1)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// copyRows copies a table as far as it can be read: from its beginning, and from its end where the middle is broken.
func copyRows(ctx context.Context, from *sql.DB, to *sql.Tx, table, columns string) (copied int) {
	insert := "INSERT OR IGNORE INTO " + table + " (" + columns + ") VALUES (?" + strings.Repeat(", ?", strings.Count(columns, ",")) + ")"
	first, _, _ := strings.Cut(columns, ",")
	for _, order := range []string{" ORDER BY " + first, " ORDER BY " + first + " DESC"} {
		rows, err := from.QueryContext(ctx, "SELECT "+columns+" FROM "+table+order)
		if err != nil {
			continue
		}
		copied += copyInto(ctx, to, insert, rows, strings.Count(columns, ",")+1)
	}
	return copied
}

func copyInto(ctx context.Context, to *sql.Tx, insert string, rows *sql.Rows, width int) (copied int) {
	defer rows.Close()
	values, places := make([]any, width), make([]any, width)
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() && rows.Scan(places...) == nil {
		if result, err := to.ExecContext(ctx, insert, values...); err == nil {
			n, _ := result.RowsAffected() // a driver that does not count has none
			copied += int(n)
		}
	}
	return copied // whatever ended it, that is what could be read
}
