package config

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// checkPattern checks a permalink pattern for sources[].url: it starts with one slash, holds known placeholders only, and
// at least one that tells articles apart. The error is an *Error without a place.
func checkPattern(s string) error {
	const fix = "write a pattern such as /{section}/{slug}/"
	switch {
	case !strings.HasPrefix(s, "/"):
		return flaw(fix, "%s does not start with /", quote(s))
	case strings.HasPrefix(s, "//"):
		return flaw(fix, "%s starts with //, which names another site", quote(s))
	}
	names, err := placeholders(s, "path", "slug", "section", "year", "month", "day", "language")
	if err != nil {
		return err
	}
	bare := strings.NewReplacer("{", "", "}", "").Replace(s)
	if strings.ContainsFunc(bare, notInAddress) || strings.Contains(s, "#") {
		return flaw(fix, "%s has a character that no address holds", quote(s))
	}
	if !slices.ContainsFunc(names, func(name string) bool { return name == "path" || name == "slug" || name == "day" }) {
		return flaw("put {slug} or {path} into it", "%s gives many articles one address", quote(s))
	}
	return nil
}

// onlyWith checks a text that may leave open some words.
func onlyWith(words ...string) func(string) error {
	return func(s string) error {
		_, err := placeholders(s, words...)
		return err
	}
}

// placeholders returns the names in braces in s, all of which have to be known.
func placeholders(s string, known ...string) ([]string, error) {
	fix := "write only {" + strings.Join(known, "} {") + "}"
	var names []string
	for rest := s; ; {
		before, after, opened := strings.Cut(rest, "{")
		if strings.Contains(before, "}") {
			return nil, flaw(fix, "%s has a } without its {", quote(s))
		}
		if !opened {
			return names, nil
		}
		name, tail, closed := strings.Cut(after, "}")
		if !closed {
			return nil, flaw(fix, "%s has a { without its }", quote(s))
		}
		if !slices.Contains(known, name) {
			return nil, flaw(fix, "%s is not a placeholder here", quote("{"+name+"}"))
		}
		names, rest = append(names, name), tail
	}
}

// checkIcon checks an address, or a path on the site.
func checkIcon(s string) error {
	if strings.Contains(s, ":") || strings.HasPrefix(s, "//") {
		return checkAddress(s)
	}
	if strings.ContainsFunc(s, notInAddress) {
		return flaw("write a path such as /icon.png", "%s is not a path", quote(s))
	}
	return nil
}

// checkDir checks the name of a folder; whether there is one is for its user to find out.
func checkDir(s string) error {
	if s == "" || strings.ContainsRune(s, 0) {
		return flaw("write a path such as public", "%s is no folder", quote(s))
	}
	return nil
}

// checkGlob checks a glob for paths below a folder. One that is well formed but can never match is refused as well.
func checkGlob(s string) error {
	const fix = `write one relative to dir, such as "**/*.md"`
	switch {
	case s == "" || !doublestar.ValidatePattern(s):
		return flaw(fix, "%s is not a glob", quote(s))
	case strings.HasPrefix(s, "!"):
		return flaw("write what to leave out under exclude", "%s does not negate anything", quote(s))
	case strings.HasSuffix(s, "/"):
		return flaw("write "+s+"** for what is in it", "%s matches no file", quote(s))
	case strings.HasPrefix(s, "/") || path.Clean(s) != s || s == "." || strings.HasPrefix(s+"/", "../"):
		return flaw(fix, "%s matches nothing below the folder", quote(s))
	}
	return nil
}

// checkName checks the name of a feed.
func checkName(s string) error {
	for i, r := range s {
		if unicode.In(r, unicode.L, unicode.Nd) || i > 0 && (unicode.Is(unicode.M, r) || strings.ContainsRune("-_.", r)) {
			continue
		}
		return flaw("write letters, digits and - _ . after the first", "%s is not a name for a feed", quote(s))
	}
	return nil
}

// checkOutput checks the path of a feed below the output folder: one that every file system can hold, and that neither
// leaves the folder nor hides in it.
func checkOutput(s string) error {
	const fix = "write a path inside the output folder, such as news/feed.xml"
	if strings.HasPrefix(s, "/") || path.Clean(s) != s || strings.HasPrefix(s+"/", "../") || s == "." {
		return flaw(fix, "%s is not a plain path below the folder", quote(s))
	}
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || strings.ContainsRune(`\:*?"<>|`, r) }) {
		return flaw(fix, "%s has a character that not every file system can hold", quote(s))
	}
	for element := range strings.SplitSeq(s, "/") {
		if strings.HasPrefix(element, ".") {
			return flaw(fix, "%s is hidden, since a part of it starts with a dot", quote(s))
		}
		if strings.TrimSpace(element) != element || strings.HasSuffix(element, ".") {
			return flaw(fix, "%s has a part that starts or ends with a space, or ends with a dot", quote(s))
		}
	}
	return nil
}

// fold returns what two names have in common when a file system that ignores case, or the way accents are composed,
// takes them for one.
func fold(s string) string { return norm.NFC.String(cases.Fold().String(norm.NFC.String(s))) }
