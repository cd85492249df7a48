package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// The drawing, in its own units.
const (
	width, height           = 780, 460
	left, right, top, below = 70, 210, 46, 50 // margins; the names of the curves stand in the right one
	nameHeight              = 17
)

// curves are what is drawn, each in its colour, by day and by night. Yardsticks are dashed.
var curves = []struct{ task, day, night, dash string }{
	{hugoBuild, "#b3541e", "#f0a070", "6 3"},
	{naiveBuild, "#8a6d00", "#d9bd4a", "6 3"},
	{fullRead, "#6b7280", "#9ca3af", "2 3"},
	{firstRead, "#6b7280", "#9ca3af", "4 3"},
	{statWalk, "#6b7280", "#9ca3af", "1 3"},
	{stateBuild, "#7c3aed", "#c4a5fd", ""},
	{coldBuild, "#0b62c4", "#6db3ff", ""},
	{sameBuild, "#0a7f4f", "#4fd39a", ""},
}

// axes map articles and seconds to the drawing, by their logarithms.
type axes struct{ x0, x1, y0, y1 float64 }

func (a axes) x(articles float64) float64 {
	return left + (math.Log10(articles)-a.x0)/(a.x1-a.x0)*(width-left-right)
}

func (a axes) y(s float64) float64 {
	return height - below - (math.Log10(s)-a.y0)/(a.y1-a.y0)*(height-top-below)
}

// line is one curve, ready to be drawn.
type line struct {
	class, name string
	points      []string
	end         float64 // where its last point is
	label       float64 // where its name is
}

// curve draws time by number of articles, both axes logarithmic: what grows linearly rises at one slope.
func (r *Report) curve() string {
	drawn, a := r.drawn()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="t" font-family="system-ui, sans-serif" font-size="12">`+"\n", width, height)
	b.WriteString(`<title id="t">Wall time by number of articles</title>` + "\n" + style())
	fmt.Fprintf(&b, `<rect class="paper" width="%d" height="%d" rx="6"/>`+"\n", width, height)
	fmt.Fprintf(&b, `<text class="ink" x="%d" y="26" font-size="14" font-weight="600">Wall time by number of articles, medians, both axes logarithmic</text>`+"\n", left)
	a.grid(&b)
	for _, l := range drawn {
		fmt.Fprintf(&b, `<polyline class="%s" points="%s"/>`+"\n", l.class, strings.Join(l.points, " "))
		for _, p := range l.points {
			x, y, _ := strings.Cut(p, ",")
			fmt.Fprintf(&b, `<circle class="%s dot" cx="%s" cy="%s" r="3"/>`+"\n", l.class, x, y)
		}
		fmt.Fprintf(&b, `<text class="%s name" x="%d" y="%.1f">%s</text>`+"\n", l.class, width-right+12, l.label+4, l.name)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func style() string {
	var day, night strings.Builder
	for i, c := range curves {
		fmt.Fprintf(&day, ".c%d{stroke:%s;fill:none;stroke-width:2;stroke-dasharray:%s}.c%[1]d.dot,.c%[1]d.name{fill:%[2]s}\n", i, c.day, cmp.Or(c.dash, "none"))
		fmt.Fprintf(&night, ".c%d{stroke:%s}.c%[1]d.dot,.c%[1]d.name{fill:%[2]s}\n", i, c.night)
	}
	return "<style>\n.paper{fill:#fff}.ink{fill:#1f2937}.rule{stroke:#e2e5ea}\n" + day.String() + ".dot,.name{stroke:none}\n" +
		"@media (prefers-color-scheme:dark){\n.paper{fill:#0d1117}.ink{fill:#e6edf3}.rule{stroke:#2b323b}\n" + night.String() + ".dot,.name{stroke:none}\n}\n</style>\n"
}

// drawn gives the curves, and axes that they fit in.
func (r *Report) drawn() (list []line, a axes) {
	a = axes{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	r.points(func(_ int, articles, s float64) {
		a.x0, a.x1 = min(a.x0, math.Log10(articles)), max(a.x1, math.Log10(articles))
		a.y0, a.y1 = min(a.y0, math.Floor(math.Log10(s))), max(a.y1, math.Ceil(math.Log10(s)))
	})
	a.x0, a.x1 = a.x0-0.05, a.x1+0.05
	found := map[int]*line{}
	r.points(func(i int, articles, s float64) {
		if found[i] == nil {
			found[i] = &line{class: fmt.Sprintf("c%d", i), name: curves[i].task}
		}
		found[i].end = a.y(s)
		found[i].points = append(found[i].points, fmt.Sprintf("%.1f,%.1f", a.x(articles), a.y(s)))
	})
	for _, l := range found {
		list = append(list, *l)
	}
	slices.SortFunc(list, func(a, b line) int { return cmp.Or(cmp.Compare(a.end, b.end), cmp.Compare(a.class, b.class)) })
	last := 0.0
	for i := range list { // names keep apart, the lowest at the foot of the drawing at most
		foot := float64(height - below - (len(list)-1-i)*nameHeight)
		list[i].label = min(max(list[i].end, last+nameHeight), foot)
		last = list[i].label
	}
	return list, a
}

// points gives every median that is drawn to use, the smallest corpus first.
func (r *Report) points(use func(curve int, articles, s float64)) {
	for i, c := range curves {
		for _, s := range r.Series {
			if s.Task == c.task && len(s.Samples) > 0 {
				use(i, float64(s.Articles), s.of(wall).Median)
			}
		}
	}
}

func (a axes) grid(b *strings.Builder) {
	for e := math.Ceil(a.x0); e <= a.x1; e++ {
		x := a.x(math.Pow(10, e))
		fmt.Fprintf(b, `<line class="rule" x1="%.1f" x2="%.1[1]f" y1="%d" y2="%d"/><text class="ink" x="%.1[1]f" y="%[4]d" text-anchor="middle">%s</text>`+"\n",
			x, top, height-below, height-below+20, thousands(int(math.Pow(10, e))))
	}
	for e := a.y0; e <= a.y1; e++ {
		y := a.y(math.Pow(10, e))
		fmt.Fprintf(b, `<line class="rule" x1="%d" x2="%d" y1="%.1f" y2="%.1[3]f"/><text class="ink" x="%[4]d" y="%.1f" text-anchor="end">%s</text>`+"\n",
			left, width-right, y, left-8, y+4, tick(e))
	}
	fmt.Fprintf(b, `<text class="ink" x="%d" y="%d" text-anchor="middle">articles of 7 kB</text>`+"\n", (left+width-right)/2, height-12)
}

func tick(e float64) string {
	if e < 0 {
		return fmt.Sprintf("%g ms", math.Pow(10, e+3))
	}
	return fmt.Sprintf("%g s", math.Pow(10, e))
}
