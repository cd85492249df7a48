package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
)

// The floors, by what they do with every file.
const (
	statWalk  = "stat walk"
	firstRead = "first kilobyte"
	fullRead  = "full read"
)

// file is one that the walk came upon.
type file struct {
	path  string
	entry fs.DirEntry
}

// A batch costs one hand-over for many files: a channel for each file would be dearer than the stat.
const batch = 256

// floorJob does one thing with every file below a folder, on so many workers: floor WHAT FOLDER WORKERS.
func floorJob(args []string) error {
	do := map[string]func(file, []byte) error{statWalk: stat, firstRead: readFirst, fullRead: readAll}[args[0]]
	workers, err := strconv.Atoi(args[2])
	if err != nil || do == nil {
		return fmt.Errorf("floor %q: want WHAT FOLDER WORKERS", args)
	}
	batches := make(chan []file, 2*workers)
	errs := make(chan error, workers)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() { errs <- each(batches, do) })
	}
	err = walk(args[1], batches)
	group.Wait()
	close(errs)
	for e := range errs {
		if err == nil {
			err = e
		}
	}
	return err
}

func walk(dir string, batches chan<- []file) error {
	defer close(batches)
	var files []file
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if files = append(files, file{path, entry}); len(files) == batch {
			batches <- files
			files = make([]file, 0, batch)
		}
		return nil
	})
	batches <- files
	return err
}

// each empties the channel even after an error, or the walk would wait for ever.
func each(batches <-chan []file, do func(file, []byte) error) (err error) {
	buffer := make([]byte, 64<<10)
	for files := range batches {
		for _, f := range files {
			if err == nil {
				err = do(f, buffer)
			}
		}
	}
	return err
}

func stat(f file, _ []byte) error {
	_, err := f.entry.Info()
	return err
}

func readFirst(f file, buffer []byte) error {
	r, err := os.Open(f.path)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = r.Read(buffer[:1<<10])
	return err
}

func readAll(f file, buffer []byte) error {
	r, err := os.Open(f.path)
	if err != nil {
		return err
	}
	defer r.Close()
	for err == nil {
		_, err = r.Read(buffer)
	}
	if err == io.EOF {
		return nil
	}
	return err
}

// floors are the three of a corpus. The full read comes first: run warms the page cache with it.
func (b *bench) floors(c corpus) (tasks []task) {
	for _, what := range []string{fullRead, statWalk, firstRead} {
		tasks = append(tasks, task{name: what, command: self("floor", what, c.dir, strconv.Itoa(b.workers))})
	}
	return tasks
}
