package build

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// This file hands out the articles to the feeds: each feed takes the first that it may have, as long as it has room. Only what
// some feed takes is read.

// queueOfArticles is what is to be handed out, in the order of the feeds that take.
type queueOfArticles struct {
	next     func(n int) []feed.Candidate // gives the next n, and fewer only at the end
	passed   []feed.Candidate             // those that no feed had room for, in order
	byUpdate bool
}

// renderAll makes the items that feeds take from a queue. Where one turns out not to be fit, the next takes its place.
func (b *builder) renderAll(ctx context.Context, q *queueOfArticles) error {
	if q == nil {
		return nil
	}
	b.byUpdate = q.byUpdate
	for {
		list := b.take(q)
		if len(list) == 0 {
			return nil
		}
		b.meetSiblings(list)
		total, parts := b.report.Items+len(list), slices.Collect(slices.Chunk(list, leftAtOnce))
		leave := func(i int) []rendered { return b.leaveAll(parts[i]) }
		err := inOrder(ctx, b.Workers, len(parts), leave, func(part []rendered) error { return b.placeAll(ctx, part, total) })
		if err != nil {
			return err
		}
	}
}

// leftAtOnce is of how many articles it is found out at once whether they can be left as they are: to hand them on one by one
// takes longer than that.
const leftAtOnce = 256

// leaveAll gives the items that can be left as they are; of the others only the article.
func (b *builder) leaveAll(list []feed.Candidate) []rendered {
	items := make([]rendered, len(list))
	for i, c := range list {
		var ok bool
		if items[i], ok = b.leave(c); !ok {
			items[i] = rendered{candidate: c}
		}
	}
	return items
}

// placeAll writes items into the documents that have room for them, and makes those that cannot be left as they are.
func (b *builder) placeAll(ctx context.Context, list []rendered, total int) error {
	place := func(r rendered) error {
		b.progress(total)
		return b.place(r)
	}
	for len(list) > 0 {
		if list[0].gist != nil {
			if err := place(list[0]); err != nil {
				return err
			}
			list = list[1:]
			continue
		}
		n := slices.IndexFunc(list, func(r rendered) bool { return r.gist != nil })
		if n < 0 {
			n = len(list)
		}
		make := func(i int) rendered { return b.renderItem(list[i].candidate) }
		if err := inOrder(ctx, b.Workers, n, make, place); err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}

// take gives the next articles that some feed has room for, and keeps the others: should one of these not be fit, there is
// room again.
func (b *builder) take(q *queueOfArticles) (list []feed.Candidate) {
	open, most := 0, 0
	for _, p := range b.plans {
		if p.left = p.room(); p.ByUpdate != q.byUpdate {
			p.left = 0
		}
		if p.left > 0 {
			open++
			most = max(most, p.left)
		}
	}
	offer := func(c feed.Candidate) {
		wanted := false
		if open > 0 {
			for _, p := range b.plansOf(c) {
				if p.left > 0 {
					wanted = true
					if p.left--; p.left == 0 {
						open--
					}
				}
			}
		}
		if wanted {
			list = append(list, c)
		} else {
			q.passed = append(q.passed, c)
		}
	}
	again := q.passed
	q.passed = nil
	for _, c := range again {
		offer(c)
	}
	for n := most; open > 0; n = min(4*n, 1<<30) { // more at a time: to find the next few takes as long as to find many
		more := q.next(n)
		for _, c := range more {
			offer(c)
		}
		if len(more) < n {
			break
		}
	}
	return list
}

// room is how many more items the emptiest document of the feed takes.
func (p *plan) room() (n int) {
	for _, d := range p.docs {
		if d.limit() == 0 {
			return 1 << 30
		}
		n = max(n, d.limit()-d.items)
	}
	return n
}

// queueByUpdate gives the articles in the order in which they were changed, before any is taken; nil where no feed asks.
func (b *builder) queueByUpdate(chosen *feed.Selection) *queueOfArticles {
	if !b.ordersByUpdate() {
		return nil
	}
	type changed struct {
		feed.Candidate
		at time.Time
	}
	var list []changed
	chosen.Each(func(c feed.Candidate) {
		list = append(list, changed{c, c.Card.Changed(b.now)})
		if at, ok := c.Card.ChangesAfter(b.now); ok {
			b.report.Next = earlier(b.report.Next, at)
		}
	})
	slices.SortFunc(list, func(x, y changed) int { return cmp.Or(y.at.Compare(x.at), x.Compare(y.Card)) })
	seen, at := map[string]bool{}, 0
	next := func(n int) (taken []feed.Candidate) {
		for ; at < len(list) && len(taken) < n; at++ {
			// One whose text holds it has been found out by the other order, and is counted.
			if c := list[at].Candidate; !seen[c.ID] && c.Status(b.now) == source.StatusPublished {
				seen[c.ID] = true
				taken = append(taken, c)
			}
		}
		return taken
	}
	return &queueOfArticles{next: next, byUpdate: true}
}

// ordersByUpdate reports that some feed has what was changed last first.
func (b *builder) ordersByUpdate() bool {
	return slices.ContainsFunc(b.Feeds, func(f Feed) bool { return f.ByUpdate })
}
