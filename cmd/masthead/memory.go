package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
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

// collecting gives a function that says which part of the processor was spent on collecting since it was called last.
func collecting() func() float64 {
	times := []metrics.Sample{{Name: "/cpu/classes/gc/total:cpu-seconds"}, {Name: "/cpu/classes/gc/mark/idle:cpu-seconds"}, {Name: "/cpu/classes/user:cpu-seconds"}}
	var collected, worked float64
	return func() float64 {
		metrics.Read(times)
		c := times[0].Value.Float64() - times[1].Value.Float64() - collected // but what nobody else had a use for
		w := times[2].Value.Float64() - worked
		collected, worked = collected+c, worked+w
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
