package daemon

import (
	"sync"
	"time"
)

// deadline is when something has to be done on a connection. The connection itself is told of an earlier one, and of this when
// that has passed: most of those that net/http sets are replaced by a later one long before, and each that is told costs the
// runtime a timer. It is safe for concurrent use: net/http may set one to end what waits for it.
type deadline struct {
	mutex      sync.Mutex
	want, told time.Time // zero for none; told is not after want
}

// isNone reports that there is none.
func (d *deadline) isNone() bool {
	d.mutex.Lock()
	none := d.want.IsZero()
	d.mutex.Unlock()
	return none
}

// set sets it, and tells the connection if it has to know by now.
func (d *deadline) set(t time.Time, tell func(time.Time) error) error {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.want = t
	if t.IsZero() || !d.told.IsZero() && !t.Before(d.told) {
		return nil
	}
	d.told = t
	return tell(t)
}

// isOver reports whether the deadline has passed, once the one that the connection was told of has. If not, the connection is told
// of it.
func (d *deadline) isOver(tell func(time.Time) error) bool {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.want.Equal(d.told) {
		return true
	}
	d.told = d.want
	return tell(d.want) != nil
}
