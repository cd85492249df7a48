package config

import (
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const schemaFile = "../masthead.schema.json"

func TestTheSchemaFileIsCurrent(t *testing.T) {
	if *update {
		if err := os.WriteFile(schemaFile, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(Schema())); diff != "" {
		t.Errorf("run go test ./config -update (-file +schema):\n%s", diff)
	}
}

// readSchema returns the schema as an editor reads it.
func readSchema(t *testing.T) *schema {
	t.Helper()
	var root schema
	if err := json.Unmarshal(Schema(), &root); err != nil {
		t.Fatal(err)
	}
	return &root
}

func TestTheSchemaDescribesEveryKeyAndNoOther(t *testing.T) {
	var visit func(s *schema, typ reflect.Type, path string)
	visit = func(s *schema, typ reflect.Type, path string) {
		for typ.Kind() == reflect.Slice {
			s, typ = s.Items, typ.Elem()
		}
		if s.Properties == nil {
			return
		}
		if s.OtherKeys == nil || *s.OtherKeys {
			t.Errorf("%s: other keys are let pass", path)
		}
		if got, want := len(s.Properties), len(keysOf(typ)); got != want {
			t.Errorf("%s: %d keys, want %d", path, got, want)
		}
		for key, field := range keyed(typ) {
			property := s.Properties[key]
			if property == nil || property.Description == "" {
				t.Errorf("%s: no description", join(path, key))
				continue
			}
			visit(property, field.Type, join(path, key))
		}
	}
	visit(readSchema(t), reflect.TypeFor[Config](), "")
}

func TestTheSchemaAndTheRulesAgree(t *testing.T) {
	root := readSchema(t)
	feed, site := root.Properties["feeds"].Items, root.Properties["site"]
	for _, level := range append(feed.Properties["text"].Enum, "none", "") {
		known := slices.Contains(feed.Properties["text"].Enum, level)
		if err := oneOf(string(FullText), string(SummaryText), string(TitleOnly))(level); (err == nil) != known {
			t.Errorf("text %q: %v, in the schema: %v", level, err, known)
		}
	}
	if got, want := feed.Required, []string{"formats"}; !slices.Equal(got, want) {
		t.Errorf("a feed needs %v, want %v", got, want)
	}
	if got := feed.Properties["limit"]; got.Default != 50.0 || got.Minimum != "0" {
		t.Errorf("limit: default %v, minimum %v", got.Default, got.Minimum)
	}
	for name, pair := range map[string]struct {
		s     *schema
		check func(string) error
	}{
		"since":   {site.Properties["ids"].Properties["since"], checkSince},
		"url":     {site.Properties["url"], CheckURL},
		"name":    {feed.Properties["name"], checkName},
		"pattern": {root.Properties["sources"].Items.Properties["url"], checkPattern},
	} {
		pattern := regexp.MustCompile(pair.s.Pattern)
		for _, s := range []string{"2024", "2024-05-01", "https://example.org/", "all", "हिन्दी", "/{slug}/"} {
			if pair.check(s) == nil && !pattern.MatchString(s) {
				t.Errorf("%s %q: loads, but the schema refuses it", name, s)
			}
		}
	}
}

func TestAWriterThatFailsIsReported(t *testing.T) {
	broken := errors.New("broken pipe")
	cfg := Default()
	if err := cfg.WriteYAML(failingWriter{broken}); !errors.Is(err, broken) {
		t.Errorf("error = %v, want it to wrap %v", err, broken)
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func TestListsLeftEmptyAreNotWritten(t *testing.T) {
	cfg := Default()
	cfg.Sources, cfg.Feeds = nil, []Feed{}
	again, _ := reload(t, &cfg)
	want := Default()
	if diff := cmp.Diff(&want, again, sameConfig()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
