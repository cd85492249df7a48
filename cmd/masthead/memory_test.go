package main

import (
	"testing"
	"testing/synctest"
	"time"
)

// While one build follows another, or takes long, nothing is given back; afterwards it is, once.
func TestMemoryIsGivenBackOnceBuildsRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		given := 0
		want := func(times int) {
			t.Helper()
			synctest.Wait()
			if given != times {
				t.Errorf("given back %d times, not %d", given, times)
			}
		}
		r := newRest(func() { given++ })
		time.Sleep(time.Hour)
		want(0)
		for range 5 {
			r.interrupt()
			r.begin()
			time.Sleep(quiet - 1)
		}
		want(0)
		time.Sleep(1)
		want(1)
		r.interrupt()
		r.begin()
		time.Sleep(quiet / 2)
		r.interrupt()
		time.Sleep(time.Hour) // a long build
		want(1)
		r.begin()
		time.Sleep(time.Hour)
		want(2)
	})
}
