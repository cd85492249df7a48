package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each promise names the tests that hold it, and each of these its promise: neither goes without somebody noticing.
func TestThePromisesNameTheTestsThatHoldThem(t *testing.T) {
	root := filepath.Join("..", "..")
	page, err := os.ReadFile(filepath.Join(root, "docs", "promises.md"))
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{} // "3 feed/publish TestX"
	for _, promise := range regexp.MustCompile(`(?ms)^(\d)\. .*?^   Held by (.*?)\.$`).FindAllSubmatch(page, -1) {
		for _, m := range regexp.MustCompile("`(Test\\w+)` in\\s+([\\w/]+)").FindAllSubmatch(promise[2], -1) {
			named[fmt.Sprintf("%s %s %s", promise[1], m[2], m[1])] = true
		}
	}
	if len(named) < 25 {
		t.Fatalf("only %d tests are named on the page", len(named))
	}
	held := regexp.MustCompile(`(?m)^// Promise (\d) of docs/promises\.md\.\nfunc (Test\w+)\(`)
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if !bytes.Contains(source, []byte("// Promise ")) {
			return err
		}
		dir, _ := filepath.Rel(root, filepath.Dir(path))
		for _, m := range held.FindAllSubmatch(source, -1) {
			test := fmt.Sprintf("%s %s %s", m[1], filepath.ToSlash(dir), m[2])
			if !named[test] {
				t.Errorf("docs/promises.md does not name: %s", test)
			}
			delete(named, test)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for test := range named {
		t.Errorf("there is no such test, or it does not say that it holds this promise: %s", test)
	}
}
