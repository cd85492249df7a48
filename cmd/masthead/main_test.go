package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the golden files and the expected output of the scripts")

// past is a time that no file of a test is written at.
var past = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

func TestMain(m *testing.M) {
	if os.Getenv("MASTHEAD_TEST_MAIN") != "" {
		main() // the test binary stands for the program
	}
	testscript.Main(m, map[string]func(){"masthead": main})
}

// TestScripts runs the program as its users do. Each script is one theme; every case in it begins with why it is there.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) < 6 {
		t.Fatalf("found %d scripts (%v): they have moved, and nothing would be tested", len(scripts), err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TZ", "Pacific/Apia") // no output may depend on the zone of the machine
			env.Setenv("XDG_STATE_HOME", filepath.Join(env.WorkDir, ".user"))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"age":   age,
			"young": young,
			"utf16": utf16File,
			"valid": valid,
		},
	})
}

// age sets files' times back to 2001, so that a later write shows.
func age(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		ts.Check(os.Chtimes(ts.MkAbs(name), past, past))
	}
}

// young holds when every file was written since age.
func young(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		info, err := os.Stat(ts.MkAbs(name))
		ts.Check(err)
		if written := !info.ModTime().Equal(past); written == neg {
			ts.Fatalf("%s: written since: %v", name, written)
		}
	}
}

// valid holds when every file is XML or JSON from its beginning to its end.
func valid(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		text := ts.ReadFile(name)
		if filepath.Ext(name) == ".json" {
			if !json.Valid([]byte(text)) {
				ts.Fatalf("%s is not JSON:\n%s", name, text)
			}
			continue
		}
		for d := xml.NewDecoder(strings.NewReader(text)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				ts.Fatalf("%s is not XML: %v\n%s", name, err, text)
			}
		}
	}
}

// utf16File turns a file into UTF-16 with a byte order mark.
func utf16File(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		data := []byte{0xFF, 0xFE}
		for _, r := range ts.ReadFile(name) {
			data = append(data, byte(r), byte(r>>8))
		}
		ts.Check(os.WriteFile(ts.MkAbs(name), data, 0o644))
	}
}
