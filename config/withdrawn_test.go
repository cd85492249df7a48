package config

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

func TestADayWithoutAZoneIsOneInUTC(t *testing.T) {
	want := time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)
	if got := (Withdrawal{At: "2026-03-12"}).Instant(nil); !got.Equal(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Who may read the list is its owner's to say, and not for a withdrawal to change.
func TestAListOfWithdrawalsKeepsItsMode(t *testing.T) {
	path := filepath.Join(t.TempDir(), WithdrawnName)
	if err := os.WriteFile(path, []byte("- id: urn:x:1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := AddWithdrawal(path, Withdrawal{ID: "urn:x:2"}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode is %v (%v)", info.Mode(), err)
	}
	list, err := Withdrawals(path)
	if err != nil || len(list) != 2 {
		t.Errorf("%v (%v)", list, err)
	}
}

// Several who take stories back at the same time all do so: one that was lost would stay out.
func TestWithdrawalsAtTheSameTimeAreAllEntered(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("nothing keeps two apart there")
	}
	list := filepath.Join(t.TempDir(), WithdrawnName)
	const many = 40
	var all errgroup.Group
	for i := range many {
		all.Go(func() error { return AddWithdrawal(list, Withdrawal{ID: "urn:story:" + strconv.Itoa(i)}) })
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	if got, err := Withdrawals(list); err != nil || len(got) != many {
		t.Errorf("%d of %d are in the list: %v", len(got), many, err)
	}
}
