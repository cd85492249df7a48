package index

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// Item is what the ledger has of an article that went out: nothing of it can be found out again.
type Item struct {
	ID           string    // under which it went out
	Source, Path string    // where its article lies
	FirstSeen    time.Time // the date of an article that has none but its file's; zero for all others
	FirstOut     time.Time
	Withdrawn    time.Time // when it was taken back; zero for all others
}

// instant writes a time as the ledger has it: in milliseconds, nothing for none.
func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// Items hands on all items of a source.
func (s *State) Items(ctx context.Context, source string, use func(Item)) error {
	return items(ctx, s.tx, source, use)
}

// Peek hands on the items of a source as they were last committed, also while a build has the state, and writes nothing. Of a
// file that is no state there are none.
func Peek(ctx context.Context, path, source string, use func(Item)) error {
	db, err := readOnly(path)
	if err != nil {
		return err
	}
	defer db.Close()
	err = items(ctx, db, source, use)
	if err != nil && (IsBroken(err) || strings.Contains(err.Error(), "no such table")) {
		return nil
	}
	return err
}

// readOnly opens a state file for those who only look at it.
func readOnly(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+escape(path)+"?mode=ro&_pragma=busy_timeout(2000)")
	return db, fault(err)
}

// queryer is a database, or a transaction in one.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func items(ctx context.Context, from queryer, source string, use func(Item)) error {
	// The sign keeps SQLite from its index of places: most of the table is of the source, and read from one end to the other.
	rows, err := from.QueryContext(ctx, "SELECT id, path, first_seen, first_out, withdrawn FROM item WHERE +source = ?", source)
	if err != nil {
		return fault(err)
	}
	defer rows.Close()
	for rows.Next() {
		it := Item{Source: source}
		var seen, withdrawn sql.NullInt64
		var out int64
		if err := rows.Scan(&it.ID, &it.Path, &seen, &out, &withdrawn); err != nil {
			return fault(err)
		}
		if withdrawn.Valid {
			it.Withdrawn = time.UnixMilli(withdrawn.Int64).UTC()
		}
		if it.FirstOut = time.UnixMilli(out).UTC(); seen.Valid {
			it.FirstSeen = time.UnixMilli(seen.Int64).UTC()
		}
		use(it)
	}
	return fault(rows.Err())
}

// SetItem notes that an article went out. What is noted of its id already, but where it lies, stays.
func (s *State) SetItem(ctx context.Context, it Item) error {
	return s.doOften(ctx, `INSERT INTO item (id, source, path, first_seen, first_out) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET source = excluded.source, path = excluded.path, first_seen = coalesce(first_seen, excluded.first_seen)
		WHERE source <> excluded.source OR path <> excluded.path OR first_seen IS NULL AND excluded.first_seen IS NOT NULL`,
		it.ID, it.Source, it.Path, instant(it.FirstSeen), instant(it.FirstOut))
}

// Carried is an item in a feed.
type Carried struct {
	ID, Feed string
	Level    string // how much of it: full, summary or title
}

// Carried gives what is out now, as far as is noted.
func (s *State) Carried(ctx context.Context) (map[Carried]bool, error) {
	rows, err := s.tx.QueryContext(ctx, "SELECT id, feed, level FROM carried WHERE until IS NULL")
	if err != nil {
		return nil, fault(err)
	}
	defer rows.Close()
	out := map[Carried]bool{}
	for rows.Next() {
		var c Carried
		if err := rows.Scan(&c.ID, &c.Feed, &c.Level); err != nil {
			return nil, fault(err)
		}
		out[c] = true
	}
	return out, fault(rows.Err())
}

// Out is how long a feed carried so much of an item.
type Out struct {
	Carried
	Since, Until time.Time // Until is zero while it is out
}

// Usage hands on what was out at some time from one instant until another, as it was last committed, also while a build has the
// state, and writes nothing.
func Usage(ctx context.Context, path string, from, to time.Time, use func(Out)) error {
	db, err := readOnly(path)
	if err != nil {
		return err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, "SELECT id, feed, level, since, until FROM carried WHERE since < ? AND (until IS NULL OR until > ?)", to.UnixMilli(), from.UnixMilli())
	if err != nil {
		return fault(err)
	}
	defer rows.Close()
	for rows.Next() {
		var o Out
		var since int64
		var until sql.NullInt64
		if err := rows.Scan(&o.ID, &o.Feed, &o.Level, &since, &until); err != nil {
			return fault(err)
		}
		if o.Since = time.UnixMilli(since).UTC(); until.Valid {
			o.Until = time.UnixMilli(until.Int64).UTC()
		}
		use(o)
	}
	return fault(rows.Err())
}

// Begin notes that an item is out from an instant on.
func (s *State) Begin(ctx context.Context, c Carried, at time.Time) error {
	return s.doOften(ctx, "INSERT INTO carried (id, feed, level, since) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET until = NULL", c.ID, c.Feed, c.Level, instant(at))
}

// End notes that an item is no longer out from an instant on.
func (s *State) End(ctx context.Context, c Carried, at time.Time) error {
	return s.doOften(ctx, "UPDATE carried SET until = ? WHERE id = ? AND feed = ? AND level = ? AND until IS NULL", instant(at), c.ID, c.Feed, c.Level)
}

// Carriers hands on the items that were in a feed at some time after an instant and are no more, and with open those that
// are, each with the feed, and until when, which is zero for those that are; one of which more or less was carried in the course
// of time comes more than once.
func (s *State) Carriers(ctx context.Context, since time.Time, open bool, use func(id, feed string, until time.Time)) error {
	query := "SELECT id, feed, until FROM carried WHERE until > ?"
	if open {
		query += " UNION ALL SELECT id, feed, until FROM carried WHERE until IS NULL"
	}
	rows, err := s.tx.QueryContext(ctx, query, since.UnixMilli())
	if err != nil {
		return fault(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, feed string
		var ended sql.NullInt64
		if err := rows.Scan(&id, &feed, &ended); err != nil {
			return fault(err)
		}
		var until time.Time
		if ended.Valid {
			until = time.UnixMilli(ended.Int64).UTC()
		}
		use(id, feed, until)
	}
	return fault(rows.Err())
}

// SetWithdrawn notes when an item was taken back; the zero time, that it was not after all.
func (s *State) SetWithdrawn(ctx context.Context, id string, at time.Time) error {
	_, err := s.tx.ExecContext(ctx, "UPDATE item SET withdrawn = ? WHERE id = ? AND withdrawn IS NOT ?", instant(at), id, instant(at))
	return fault(err)
}

// Erase forgets all that is known of an item, but that its id is never to be used again. What is left of it in the file goes
// with the next Commit.
func (s *State) Erase(ctx context.Context, id string) error {
	hash := sha256.Sum256([]byte(id))
	result, err := s.tx.ExecContext(ctx, "INSERT OR IGNORE INTO erased (hash) VALUES (?)", hash[:])
	if err != nil {
		return fault(err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return fault(err)
	}
	for _, forget := range []string{"DELETE FROM item WHERE id = ?", "DELETE FROM carried WHERE id = ?", "DELETE FROM made WHERE id = ?"} {
		result, err := s.tx.ExecContext(ctx, forget, id)
		if err != nil {
			return fault(err)
		}
		more, err := result.RowsAffected()
		if err != nil {
			return fault(err)
		}
		n += more
	}
	if n == 0 {
		return nil
	}
	s.erased = true
	_, err = s.tx.ExecContext(ctx, "DELETE FROM gists; DELETE FROM built") // whose reports name the newest items
	return fault(err)
}

// Erased gives a function that tells the ids of items that were erased; nil where none were.
func (s *State) Erased(ctx context.Context) (func(id string) bool, error) {
	rows, err := s.tx.QueryContext(ctx, "SELECT hash FROM erased")
	if err != nil {
		return nil, fault(err)
	}
	defer rows.Close()
	hashes := map[[sha256.Size]byte]bool{}
	for rows.Next() {
		var hash []byte
		if err := rows.Scan(&hash); err != nil {
			return nil, fault(err)
		}
		if len(hash) == sha256.Size {
			hashes[[sha256.Size]byte(hash)] = true
		}
	}
	if len(hashes) == 0 {
		return nil, fault(rows.Err())
	}
	return func(id string) bool { return hashes[sha256.Sum256([]byte(id))] }, fault(rows.Err())
}

// Made gives what was noted of the item that was last made of an article for a target, if it was made of the same; nil otherwise.
func (s *State) Made(ctx context.Context, target, id string, of []byte) ([]byte, error) {
	return s.askOften(ctx, "SELECT facts FROM made WHERE id = ? AND target = ? AND made_of = ?", id, target, of)
}

// LastMade gives what was noted of the item that was last made under an id for a target, whatever of; nil where there was none.
func (s *State) LastMade(ctx context.Context, target, id string) ([]byte, error) {
	return s.askOften(ctx, "SELECT facts FROM made WHERE id = ? AND target = ?", id, target)
}

// SetMade notes what an item was made of for a target, and what is to be known of it.
func (s *State) SetMade(ctx context.Context, target, id string, of, facts []byte) error {
	return s.doOften(ctx, "INSERT OR REPLACE INTO made (id, target, made_of, facts) VALUES (?, ?, ?, ?)", id, target, of, facts)
}

// KeepMade forgets the items that were made for a target and are out there no longer, but for those that keep says.
func (s *State) KeepMade(ctx context.Context, target string, keep func(id string) bool) error {
	rows, err := s.tx.QueryContext(ctx, "SELECT id FROM made WHERE target = ?", target)
	if err != nil {
		return fault(err)
	}
	var gone []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return errors.Join(fault(err), rows.Close())
		}
		if !keep(id) {
			gone = append(gone, id)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return fault(err)
	}
	return s.ForgetMade(ctx, target, gone)
}

// ForgetMade forgets items that were made for a target.
func (s *State) ForgetMade(ctx context.Context, target string, ids []string) error {
	for _, id := range ids {
		if err := s.doOften(ctx, "DELETE FROM made WHERE id = ? AND target = ?", id, target); err != nil {
			return err
		}
	}
	return nil
}

// Gists hands on the rows in which the gists of a target's items are, in the form that SetGists got them. A row is whole only during
// the call.
func (s *State) Gists(ctx context.Context, target string, use func(row []byte)) error {
	rows, err := s.tx.QueryContext(ctx, "SELECT data FROM gists WHERE target = ?", target)
	if err != nil {
		return fault(err)
	}
	defer rows.Close()
	for rows.Next() {
		var data sql.RawBytes
		if err := rows.Scan(&data); err != nil {
			return fault(err)
		}
		use(data)
	}
	return fault(rows.Err())
}

// GistsRow gives one of the rows that Gists hands on; nil for one that is not there.
func (s *State) GistsRow(ctx context.Context, target string, row int) ([]byte, error) {
	return s.facts(ctx, "SELECT data FROM gists WHERE target = ? AND row = ?", target, row)
}

// SetGists writes a row of gists anew; an empty one goes.
func (s *State) SetGists(ctx context.Context, target string, row int, data []byte) error {
	if len(data) == 0 {
		_, err := s.tx.ExecContext(ctx, "DELETE FROM gists WHERE target = ? AND row = ?", target, row)
		return fault(err)
	}
	_, err := s.tx.ExecContext(ctx, "INSERT OR REPLACE INTO gists (target, row, data) VALUES (?, ?, ?)", target, row, data)
	return fault(err)
}

// facts gives the bytes that a query finds; nil where it finds none.
func (s *State) facts(ctx context.Context, query string, args ...any) ([]byte, error) {
	return factsOf(s.tx.QueryRowContext(ctx, query, args...))
}

func factsOf(row *sql.Row) (facts []byte, err error) {
	err = row.Scan(&facts)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return facts, fault(err)
}

// Built gives what was noted of the last build to a target; nil where there was none.
func (s *State) Built(ctx context.Context, target string) ([]byte, error) {
	return s.facts(ctx, "SELECT facts FROM built WHERE target = ?", target)
}

// SetBuilt notes what a build to a target did.
func (s *State) SetBuilt(ctx context.Context, target string, facts []byte) error {
	_, err := s.tx.ExecContext(ctx, "INSERT OR REPLACE INTO built (target, facts) VALUES (?, ?)", target, facts)
	return fault(err)
}
