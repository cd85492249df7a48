package dates

import (
	"go/ast"
	goparser "go/parser"
	gotoken "go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// vocabulary gives the words of each function of names.go.
func vocabulary(t *testing.T) map[string][]string {
	t.Helper()
	file, err := goparser.ParseFile(gotoken.NewFileSet(), "names.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	words := map[string][]string{}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == gotoken.STRING {
				w, _ := strconv.Unquote(lit.Value)
				words[f.Name.Name] = append(words[f.Name.Name], w)
			}
			return true
		})
	}
	if len(words["monthNamed"]) < 200 || len(words["isWeekday"]) < 150 {
		t.Fatalf("the vocabulary was not found: %d functions", len(words))
	}
	return words
}

// A word that is not as scan makes it would never be found.
func TestVocabularyIsAsScanned(t *testing.T) {
	for class, words := range vocabulary(t) {
		for _, w := range words {
			if w != strings.ToLower(norm.NFKC.String(w)) {
				t.Errorf("%s: %q is not in lower case and normal form", class, w)
			}
			if n := len(scan(w)); n != 1+strings.Count(w, " ") {
				t.Errorf("%s: %q is scanned as %d words", class, w, n)
			}
		}
	}
}

// Words with two meanings are told apart by where they stand. A new one needs a thought, and a row in the
// tables of dates_test.go.
func TestVocabularyOverlaps(t *testing.T) {
	words := vocabulary(t)
	classes := []string{"monthNamed", "isWeekday", "zoneNamed", "isSharedZone", "halfDayNamed", "isClockWord"}
	var overlaps []string
	for i, a := range classes {
		for _, b := range classes[i+1:] {
			for _, w := range words[a] {
				if slices.Contains(words[b], w) {
					overlaps = append(overlaps, w)
				}
			}
		}
	}
	if want := []string{"mar", "pt"}; !slices.Equal(overlaps, want) {
		t.Errorf("words with two meanings: %q, want %q", overlaps, want)
	}
}

// Every month of every language can be read, with and without the full stop of an abbreviation.
func TestEveryMonthName(t *testing.T) {
	for _, name := range vocabulary(t)["monthNamed"] {
		for _, s := range []string{"5 " + name + " 2023", "5. " + name + ". 2023", name + " 5, 2023"} {
			d, err := Parse(s, nil)
			if err != nil {
				t.Error(err)
				continue
			}
			if want := monthNamed(name); d.Time.Month() != want || d.Time.Day() != 5 || d.Time.Year() != 2023 {
				t.Errorf("%q is %v", s, d.Time)
			}
		}
	}
}

// Every weekday can stand before and after a date.
func TestEveryWeekday(t *testing.T) {
	for _, name := range vocabulary(t)["isWeekday"] {
		for _, s := range []string{name + ", 5 June 2023", name + ". 5 June 2023", "5 June 2023, " + name} {
			if d, err := Parse(s, nil); err != nil || d.Time.YearDay() != 156 {
				t.Errorf("%q: %v, %v", s, d.Time, err)
			}
		}
	}
}
