package markdown

// pair finds which tag each closing one ends. What never ends encloses nothing.
func pair(pieces []piece) {
	p := pairing{pieces: pieces, open: map[string][]int{}, nameless: map[dialect][]int{}, other: map[int]int{}}
	for i := range pieces {
		switch t := pieces[i].tag; {
		case t == nil || t.bodied:
		case t.closes:
			p.end(i)
		case pieces[i].row.becomes == otherwise:
			if n := len(p.conditions); n > 0 && p.other[p.conditions[n-1]] == 0 {
				p.other[p.conditions[n-1]] = i
			}
		case !t.alone:
			p.begin(i)
		}
	}
}

type pairing struct {
	pieces     []piece
	open       map[string][]int  // by name, innermost last
	nameless   map[dialect][]int // for {% end %} and :::, which end whatever is open
	conditions []int
	other      map[int]int // where the second text of a condition begins
}

func (t *tag) opener() string { return string('a'+rune(t.dialect)) + t.name }

func (p *pairing) begin(i int) {
	t := p.pieces[i].tag
	p.open[t.opener()] = append(p.open[t.opener()], i)
	if t.dialect == liquid || t.dialect == colons {
		p.nameless[t.dialect] = append(p.nameless[t.dialect], i)
	}
	if p.pieces[i].row.becomes == condition {
		p.conditions = append(p.conditions, i)
	}
}

func (p *pairing) end(i int) {
	t := p.pieces[i].tag
	begin := p.last(t)
	if begin < 0 {
		return
	}
	first := &p.pieces[begin]
	first.pair = i
	p.pieces[i].row, p.pieces[i].ended, p.pieces[i].opener = first.row, true, first.tag
	if first.row.becomes == condition {
		if other := p.other[begin]; other > 0 {
			p.pieces[other].pair = i
		}
		for n := len(p.conditions); n > 0 && p.conditions[n-1] >= begin; n-- {
			p.conditions = p.conditions[:n-1]
		}
	}
}

// last takes the innermost tag that is open and that t may end.
func (p *pairing) last(t *tag) int {
	stack := p.open[t.opener()]
	anything := t.name == ""
	if anything {
		stack = p.nameless[t.dialect]
	}
	for n := len(stack) - 1; n >= 0; n-- {
		if i := stack[n]; p.pieces[i].pair == 0 {
			p.keep(t, anything, stack[:n])
			return i
		}
	}
	p.keep(t, anything, nil)
	return -1
}

func (p *pairing) keep(t *tag, anything bool, stack []int) {
	if anything {
		p.nameless[t.dialect] = stack
		return
	}
	p.open[t.opener()] = stack
}
