package config

import (
	"os"
	"path/filepath"
	"testing"
	"time"
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
