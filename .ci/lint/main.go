// Lint holds the rules of the house that no other tool knows: which package may import which, no init functions, no package
// variable that changes, errors wrapped, everything exported explained, no function exported that only its own package calls.
//
//	go run .ci/lint/main.go
package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

const module = "github.com/masthead-feeds/masthead/"

// arrow says which packages of ours those may import that fit from.
type arrow struct {
	from string
	to   []string
}

// arrows are tried in their order: the first that fits a package holds for it. Data flows one way: files → source → article → feed →
// encoder → publish. "x/" stands for all that is below x.
var arrows = []arrow{
	{"cmd/", []string{"config", "feed", "feed/", "source", "source/"}},
	{"config", nil},
	{"feed/daemon", []string{"config"}}, // it is handed what builds and serves
	{"feed/build", []string{"config", "feed", "feed/atom", "feed/directory", "feed/jsonfeed", "feed/machine", "feed/markup", "feed/packing",
		"feed/page", "feed/publish", "feed/rights", "feed/rss", "source", "source/dates", "source/feedfile", "source/index", "source/meta"}},
	{"feed/serve", []string{"feed", "feed/machine", "feed/packing", "feed/page", "feed/publish", "source"}},
	{"feed/publish", []string{"feed/packing"}},
	{"feed/packing", nil},
	{"feed/markup", nil},
	{"feed/rights", []string{"source", "source/agency", "source/pattern"}},
	{"feed", []string{"feed/markup", "feed/rights", "source", "source/dates", "source/pattern"}},
	{"feed/", []string{"feed", "feed/module", "source"}}, // encoders decide nothing
	{"source/formats", []string{"source", "source/"}},
	{"source/index", nil},
	{"source/dates", nil},
	{"source/pattern", nil},
	{"source/agency", nil},
	{"source/recording", nil},
	{"source/lines", nil},
	{"source/meta", []string{"source/pattern"}},
	{"source/orders", []string{"source/dates", "source/lines"}},
	{"source", []string{"source/agency", "source/dates", "source/index", "source/meta", "source/orders", "source/pattern", "source/recording"}},
	{"source/", []string{"source", "source/agency", "source/dates", "source/jsonfile", "source/lines", "source/meta", "source/nitf", "source/orders",
		"source/pattern", "source/xmltree"}}, // readers
}

func main() {
	loaded := load()
	faults, called := 0, calledByOthers(loaded)
	for _, p := range loaded {
		if p.ID != p.PkgPath || strings.HasSuffix(p.PkgPath, ".test") { // what a test is made of
			continue
		}
		l := linter{p, strings.TrimPrefix(p.PkgPath, module), &faults}
		l.imports()
		l.exports(called)
		for _, f := range p.Syntax {
			l.file(f)
		}
	}
	if faults > 0 {
		os.Exit(1)
	}
}

// load gives all packages in the order of their paths, and what their tests are made of.
func load() []*packages.Package {
	const mode = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo
	loaded, err := packages.Load(&packages.Config{Mode: mode, Tests: true}, "./...")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if packages.PrintErrors(loaded) > 0 {
		os.Exit(2)
	}
	slices.SortFunc(loaded, func(a, b *packages.Package) int { return strings.Compare(a.PkgPath, b.PkgPath) })
	return loaded
}

// calledByOthers gives the full names of the functions that are used in another package than their own, or in a test of another.
func calledByOthers(loaded []*packages.Package) map[string]bool {
	called := map[string]bool{}
	for _, p := range loaded {
		for _, object := range p.TypesInfo.Uses {
			f, is := object.(*types.Func)
			if is && f.Pkg() != nil && f.Pkg().Path() != strings.TrimSuffix(p.PkgPath, "_test") {
				called[f.FullName()] = true
			}
		}
	}
	return called
}

type linter struct {
	*packages.Package
	name   string
	faults *int
}

// fault tells of one, where it is: a place in a file, or the package.
func (l linter) fault(at token.Pos, format string, args ...any) {
	*l.faults++
	where := l.name
	if at.IsValid() {
		where = l.Fset.Position(at).String()
	}
	fmt.Printf("%s: %s\n", where, fmt.Sprintf(format, args...))
}

// imports holds the arrows.
func (l linter) imports() {
	row := slices.IndexFunc(arrows, func(a arrow) bool { return fits(a.from, l.name) })
	if row < 0 {
		l.fault(token.NoPos, "no row of .ci/lint/main.go says what it may import")
		return
	}
	for path := range l.Imports {
		to, ours := strings.CutPrefix(path, module)
		if ours && !slices.ContainsFunc(arrows[row].to, func(allowed string) bool { return fits(allowed, to) }) {
			l.fault(token.NoPos, "must not import %s: see arrows in .ci/lint/main.go", to)
		}
	}
}

// exports holds that a function is exported only where others call it. Methods may be asked for by an interface.
func (l linter) exports(called map[string]bool) {
	scope := l.Types.Scope()
	for _, name := range scope.Names() {
		if f, is := scope.Lookup(name).(*types.Func); is && f.Exported() && !called[f.FullName()] {
			l.fault(f.Pos(), "%s is exported, and only its own package calls it", name)
		}
	}
}

func fits(pattern, name string) bool {
	return pattern == name || strings.HasSuffix(pattern, "/") && strings.HasPrefix(name, pattern)
}

func (l linter) file(f *ast.File) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "init" {
				l.fault(d.Pos(), "an init function: do it where it is asked for")
			}
			if d.Name.IsExported() && d.Doc == nil && l.isSeen(d.Recv) {
				l.fault(d.Pos(), "%s is exported, and nothing says what it is", d.Name.Name)
			}
		case *ast.GenDecl:
			l.explained(d)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				l.changed(left)
			}
		case *ast.IncDecStmt:
			l.changed(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				l.changed(n.X)
			}
		case *ast.CallExpr:
			l.wraps(n)
		}
		return true
	})
}

// isSeen reports whether a method is of a type that others see, or none.
func (l linter) isSeen(recv *ast.FieldList) bool {
	if l.Name == "main" {
		return false
	}
	if recv == nil {
		return true
	}
	t := l.TypesInfo.TypeOf(recv.List[0].Type)
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := t.(*types.Named)
	return ok && named.Obj().Exported()
}

// explained holds that what is exported has a comment, its own or that of its group.
func (l linter) explained(d *ast.GenDecl) {
	if l.Name == "main" || d.Doc != nil && d.Tok != token.TYPE {
		return
	}
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
				l.fault(s.Pos(), "%s is exported, and nothing says what it is", s.Name.Name)
			}
		case *ast.ValueSpec:
			if s.Names[0].IsExported() && s.Doc == nil && s.Comment == nil {
				l.fault(s.Pos(), "%s is exported, and nothing says what it is", s.Names[0].Name)
			}
		}
	}
}

// changed holds that a variable of a package is set where it is declared, and then no more.
func (l linter) changed(x ast.Expr) {
	switch x := x.(type) {
	case *ast.IndexExpr:
		l.changed(x.X)
	case *ast.ParenExpr:
		l.changed(x.X)
	case *ast.StarExpr:
		l.changed(x.X)
	case *ast.SelectorExpr:
		if l.TypesInfo.Selections[x] != nil { // a field
			l.changed(x.X)
			return
		}
		l.changed(x.Sel) // of another package
	case *ast.Ident:
		if v, ok := l.TypesInfo.Uses[x].(*types.Var); ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
			l.fault(x.Pos(), "the package's variable %s changes, or somebody may change it", v.Name())
		}
	}
}

// wraps holds that an error which goes into another can be found in it.
func (l linter) wraps(call *ast.CallExpr) {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	if called, ok := l.TypesInfo.Uses[f.Sel].(*types.Func); !ok || called.FullName() != "fmt.Errorf" {
		return
	}
	format := l.TypesInfo.Types[call.Args[0]].Value
	if format == nil || strings.Contains(constant.StringVal(format), "%w") {
		return
	}
	failure := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	for _, arg := range call.Args[1:] {
		if types.Implements(l.TypesInfo.TypeOf(arg), failure) {
			l.fault(arg.Pos(), "an error is written into another, and not wrapped: use %%w")
		}
	}
}
