package config

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"

	"go.yaml.in/yaml/v4"
)

// This file is for the lists beside masthead.yaml, to which both the program and people add entries.

// readEntries decodes the contents of a list into list, a pointer to a slice of structs. The decoder has its faults and places.
func readEntries(path string, data []byte, list any) *decoder {
	root, faults := readTree(path, data)
	d := newDecoder(path, faults)
	if root != nil {
		d.value(root, reflect.ValueOf(list).Elem(), "")
	}
	return d
}

// withEntry gives the contents of a list with one more entry at the end. What stands there stays as it is written; a list that
// is not there yet, which is nil, begins with a remark.
func withEntry(data []byte, remark string, entry any) ([]byte, error) {
	v := reflect.ValueOf(entry)
	text, err := yaml.Dump([]*yaml.Node{mappingNode(v, reflect.Zero(v.Type()))}, yaml.WithLineWidth(-1))
	if err != nil {
		return nil, err
	}
	if data == nil {
		data = []byte("# " + remark + "\n")
	}
	if len(data) > 0 && !bytes.HasSuffix(data, []byte("\n")) {
		data = append(data, '\n')
	}
	return append(data, text...), nil
}

// withoutEntry gives the contents of a list without the entry of a number, which is written on lines of its own. Remarks stay.
func withoutEntry(path string, data []byte, number int) []byte {
	root, _ := readTree(path, data)
	lines := bytes.SplitAfter(data, []byte("\n"))
	first, end := root.Content[number].Line-1, len(lines)
	if number+1 < len(root.Content) {
		end = root.Content[number+1].Line - 1
	}
	isRemark := func(line []byte) bool {
		line = bytes.TrimSpace(line)
		return len(line) == 0 || line[0] == '#'
	}
	for end > first+1 && isRemark(lines[end-1]) {
		end--
	}
	if end < first {
		end = first
	}
	return bytes.Join(append(lines[:first:first], lines[end:]...), nil)
}

// readIfThere gives the contents of a file, nil of one that is not there.
func readIfThere(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// replaceFile writes a file beside the one it takes the place of, which leaves it its mode: who reads meanwhile sees one of
// the two. A file that is new has the given mode.
func replaceFile(path string, data []byte, mode fs.FileMode) error {
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // for its owner alone
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Chmod(mode), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
