// Package index keeps what must outlive a build, in one SQLite file.
//
// It holds two kinds of things. The index is what each article file said the last time it was read: it can be made anew,
// and is, whenever it does not fit. The ledger is what cannot be made anew: when an article was first seen, under which id it
// went out, which feed carried it and until when. Whatever is wrong with the file, as much of the ledger as can be read is kept.
//
// A State belongs to one build at a time. What is read and written in between is one transaction: a build that is killed
// leaves the state as it was before.
package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// State is an open state file. Its times are kept to the millisecond, in UTC. The errors of its methods are the database's:
// after one that IsBroken tells, Renew begins anew. It is not safe for concurrent use.
type State struct {
	path   string
	db     *sql.DB
	tx     *sql.Tx
	erased bool // something was, and is still in the file's free pages
	// prepared are the statements of the transaction that are carried out for every item.
	prepared map[string]*sql.Stmt
	// Notes say what had to be done to open the state: a file that was none was set aside.
	Notes []string
}

// ErrBusy says that another build has the state.
var ErrBusy = errors.New("another build is using the state; wait for it to end, or say --state none")

// Open opens the state file, which is made with its folder when it is missing, and begins its transaction. A file that is no
// state, or a broken one, is set aside beside it, and the ledger recovered from it as far as it can be read. The error is
// ErrBusy, or says why there can be no state.
func Open(ctx context.Context, path string) (*State, error) {
	s, err := open(ctx, path)
	if err == nil || errors.Is(err, ErrBusy) || !IsBroken(err) {
		return s, err
	}
	return renew(ctx, path, err)
}

// renew sets aside a file that is no state, begins a new one, and recovers the ledger.
func renew(ctx context.Context, path string, cause error) (*State, error) {
	aside := fmt.Sprintf("%s.unreadable-%s", path, time.Now().UTC().Format("20060102T150405.000"))
	if err := os.Rename(path, aside); err != nil {
		return nil, errors.Join(cause, err)
	}
	_ = os.Rename(path+"-journal", aside+"-journal") // most have none
	s, err := open(ctx, path)
	if err != nil {
		return nil, err
	}
	saved := s.recover(ctx, aside)
	s.Notes = append(s.Notes, fmt.Sprintf("%s: %v; it was set aside as %s, and a new one begun with %d of its items",
		path, cause, filepath.Base(aside), saved))
	return s, nil
}

// Renew begins the state anew after an error by which its file shows to be broken, as Open does with one that cannot be
// opened. What was not committed is lost.
func (s *State) Renew(ctx context.Context, cause error) error {
	_ = s.Close() // of a broken file
	fresh, err := renew(ctx, s.path, cause)
	if err != nil {
		return err
	}
	*s = *fresh
	return nil
}

// errForeign says that a database is somebody else's, or a later version's.
type errForeign string

func (e errForeign) Error() string { return string(e) }

// IsBroken reports that an error is that of a file which is no state, and never will be.
func IsBroken(err error) bool {
	var fault *sqlite.Error
	if errors.As(err, &fault) {
		switch fault.Code() & 0xff {
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT:
			return true
		}
	}
	_, foreign := errors.AsType[errForeign](err)
	return foreign
}

func open(ctx context.Context, path string) (*State, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("the state %s is not a file; name another with --state", path)
	} else if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, fmt.Errorf("making the folder of the state: %w; name another place with --state, or say --state none", err)
		}
	}
	// A journal beside the file, and no more: the state is written once a build, and what is not written leaves no trace.
	db, err := sql.Open("sqlite", "file:"+escape(path)+"?_pragma=journal_mode(delete)&_pragma=synchronous(full)&_pragma=busy_timeout(2000)&_pragma=cache_size(-8192)&_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("opening the state %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	s := &State{path: path, db: db}
	if err := s.begin(ctx); err != nil {
		_ = db.Close()
		if isBusy(err) {
			return nil, ErrBusy
		}
		return nil, fmt.Errorf("opening the state %s: %w", path, err)
	}
	return s, nil
}

func isBusy(err error) bool {
	var fault *sqlite.Error
	return errors.As(err, &fault) && fault.Code()&0xff == sqlite3.SQLITE_BUSY
}

// escape writes a path as a URI of SQLite's has it.
func escape(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	out := make([]byte, 0, len(abs))
	for _, c := range []byte(filepath.ToSlash(abs)) {
		switch c {
		case '%', '?', '#':
			out = fmt.Appendf(out, "%%%02x", c)
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

func (s *State) begin(ctx context.Context) (err error) {
	// It goes on when the context has ended: what is under way then is still written.
	if s.tx, err = s.db.BeginTx(context.WithoutCancel(ctx), nil); err != nil {
		return err
	}
	s.prepared = map[string]*sql.Stmt{}
	return s.migrate(ctx)
}

// prepare gives a statement that is carried out many times; it ends with the transaction.
func (s *State) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if done := s.prepared[text]; done != nil {
		return done, nil
	}
	stmt, err := s.tx.PrepareContext(ctx, text)
	if err != nil {
		return nil, fault(err)
	}
	s.prepared[text] = stmt
	return stmt, nil
}

// doOften carries out a statement that is carried out many times.
func (s *State) doOften(ctx context.Context, text string, args ...any) error {
	stmt, err := s.prepare(ctx, text)
	if err == nil {
		_, err = stmt.ExecContext(ctx, args...)
	}
	return fault(err)
}

// askOften gives the bytes that a query finds which is asked many times; nil where it finds none.
func (s *State) askOften(ctx context.Context, text string, args ...any) ([]byte, error) {
	stmt, err := s.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return factsOf(stmt.QueryRowContext(ctx, args...))
}

// Commit keeps what was written since Open or the last Commit, and goes on.
func (s *State) Commit(ctx context.Context) error {
	if err := s.tx.Commit(); err != nil {
		return fmt.Errorf("writing the state: %w", err)
	}
	if s.erased {
		if _, err := s.db.ExecContext(ctx, "VACUUM"); err != nil {
			return fmt.Errorf("writing the state: %w", err)
		}
		s.erased = false
	}
	if err := s.begin(ctx); err != nil {
		return fmt.Errorf("writing the state: %w", err)
	}
	return nil
}

// Reset forgets what was written since Open or the last Commit, and goes on.
func (s *State) Reset(ctx context.Context) error {
	_ = s.tx.Rollback() // a disk without room has ended it already
	if err := s.begin(ctx); err != nil {
		return fmt.Errorf("reading the state: %w", err)
	}
	return nil
}

// Close lets go of the state, and of what was not committed.
func (s *State) Close() error {
	if s == nil {
		return nil
	}
	return errors.Join(s.tx.Rollback(), s.db.Close())
}
