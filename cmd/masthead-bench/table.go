package main

import (
	"fmt"
	"strconv"
	"strings"
)

// tables gives the goals and all figures as Markdown.
func (r *Report) tables() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s; commit %s; %s.\n\n    %s\n\n", r.Machine, r.Commit, strings.Join(r.Version, "; "), r.Command)
	b.WriteString("| articles | work | masthead | yardstick | result (least–most) | peak memory | goal | |\n|---:|---|---:|---|---:|---:|---|---|\n")
	for _, w := range r.Rows {
		if w.Took == "" {
			fmt.Fprintf(&b, "| %s | %s | | | | | %s | %s |\n", thousands(w.Articles), w.Work, w.Goal, w.Verdict)
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", thousands(w.Articles), w.Work, w.Took, w.Base, w.result(), megabytes(w.Memory), w.Goal, w.Verdict)
	}
	b.WriteString("\n| articles | task | times | wall | least–most | processor | peak memory | written |\n|---:|---|---:|---:|---:|---:|---:|---:|\n")
	for _, s := range r.Series {
		if len(s.Samples) == 0 {
			continue
		}
		w := s.of(wall)
		fmt.Fprintf(&b, "| %s | %s | %d | %s | %s–%s | %s | %s | %s |\n", thousands(s.Articles), s.Task, len(s.Samples), seconds(w.Median),
			seconds(w.Least), seconds(w.Most), seconds(s.of(cpu).Median), megabytes(s.of(memory).Median), amount(s.of(output).Median))
	}
	return b.String()
}

func (w Row) result() string {
	switch {
	case w.unit == "s":
		return fmt.Sprintf("%s (%s–%s)", seconds(w.Result.Median), seconds(w.Result.Least), seconds(w.Result.Most))
	case w.Result.Least == w.Result.Most:
		return fmt.Sprintf("%.2f ×", w.Result.Median)
	}
	return fmt.Sprintf("%.2f × (%.2f–%.2f)", w.Result.Median, w.Result.Least, w.Result.Most)
}

// seconds gives three digits that mean something.
func seconds(s float64) string {
	switch {
	case s >= 10:
		return fmt.Sprintf("%.1f s", s)
	case s >= 1:
		return fmt.Sprintf("%.2f s", s)
	case s >= 0.01:
		return fmt.Sprintf("%.0f ms", s*1e3)
	}
	return fmt.Sprintf("%.1f ms", s*1e3)
}

func megabytes(n float64) string {
	return fmt.Sprintf("%.0f MB", n/1e6)
}

func amount(n float64) string {
	switch {
	case n >= 1e6:
		return megabytes(n)
	case n >= 1e3:
		return fmt.Sprintf("%.0f kB", n/1e3)
	}
	return fmt.Sprintf("%.0f B", n)
}

// thousands writes 100000 as 100,000.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
