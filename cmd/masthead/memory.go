package main

import (
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// lowMemory is how many bytes the program may use before it looks harder for what it can give back: it is to run in a
// container of 128 MB, beside the feeds that it is writing.
const lowMemory = 64 << 20

// saveMemory collects garbage seldom while there is little in use, and often where much is, unless the environment says how.
// As fixed as they are, the Go runtime's own rules either waste half of the processor on a small heap or half of the memory
// on a large one. Where collecting takes more than a third of the processor all the same, it gets more room each time.
func saveMemory() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(200)
	debug.SetMemoryLimit(lowMemory)
	room, spent := int64(8), collecting()
	afterCollection(func() {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		used := int64(live[0].Value.Uint64())
		if spent() > 1.0/3 {
			room = max(1, room/2)
		}
		switch {
		case used > 4*lowMemory: // one huge file, which no small container has room for
			debug.SetMemoryLimit(2 * used)
		case used > lowMemory/2:
			debug.SetMemoryLimit(lowMemory/2 + used + used/room)
		}
	})
}

// collecting gives a function that says which part of the processor was spent on collecting since it was called last: none where
// somebody asked for it, as giveBack does, beside which nothing works.
func collecting() func() float64 {
	times := []metrics.Sample{{Name: "/cpu/classes/gc/total:cpu-seconds"}, {Name: "/cpu/classes/gc/mark/idle:cpu-seconds"}, {Name: "/cpu/classes/user:cpu-seconds"},
		{Name: "/gc/cycles/forced:gc-cycles"}}
	var collected, worked float64
	var asked uint64
	return func() float64 {
		metrics.Read(times)
		c := times[0].Value.Float64() - times[1].Value.Float64() - collected // but what nobody else had a use for
		w := times[2].Value.Float64() - worked
		collected, worked = collected+c, worked+w
		if forced := times[3].Value.Uint64(); forced > asked {
			asked = forced
			return 0
		}
		return c / max(c+w, 1e-9)
	}
}

// afterCollection calls do after each collection of garbage.
func afterCollection(do func()) {
	type garbage struct{ _ [16]byte }
	runtime.SetFinalizer(&garbage{}, func(*garbage) {
		do()
		afterCollection(do)
	})
}

// rest calls a function once no build has been under way for a while. There is one for all builds, also where the configuration is read
// again between them.
type rest struct{ timer *time.Timer }

// quiet is that while. To give memory back and to take it again costs more than a small build, and while somebody writes there is one
// after the other.
const quiet = 10 * time.Second

func newRest(do func()) rest {
	r := rest{time.AfterFunc(quiet, do)}
	r.interrupt()
	return r
}

// between has builds interrupt it.
func (r rest) between(build func(context.Context, time.Time) time.Time) func(context.Context, time.Time) time.Time {
	return func(ctx context.Context, now time.Time) time.Time {
		r.interrupt()
		defer r.begin()
		return build(ctx, now)
	}
}

// begin begins it, after a build.
func (r rest) begin() { r.timer.Reset(quiet) }

// interrupt ends it, before a build.
func (r rest) interrupt() { r.timer.Stop() }

// giveBack gives the system the memory that builds have needed. The Go runtime would take minutes, and keep some. What lies ready to be
// used again (sync.Pool) only goes with the second collection, which FreeOSMemory makes.
func giveBack() {
	runtime.GC()
	debug.FreeOSMemory()
}
