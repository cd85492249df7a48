package serve_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// publishItems publishes a JSON Feed as a build does: item by item, with what stands between two.
func publishItems(t *testing.T, store *serve.Store, title string, items []string) {
	t.Helper()
	b, err := store.Begin()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := b.Create("feed.json", feed.TypeJSON)
	if err != nil {
		t.Fatal(err)
	}
	for i, it := range items {
		if i > 0 {
			_, err = doc.Write([]byte(",\n"))
		}
		if err == nil {
			_, err = doc.Write([]byte(it))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := doc.Finish(fmt.Appendf(nil, `{"title": %q, "items": [`, title), []byte("]}"), time.Unix(int64(len(items)), 0)); err != nil {
		t.Fatal(err)
	}
	if err := b.Commit(); err != nil {
		t.Fatal(err)
	}
}

func itemOf(id, version int) string { return fmt.Sprintf(`{"id": "%d", "text": "%d"}`, id, version) }

func TestWhoAsksForADeltaGetsWhatIsNewOnly(t *testing.T) {
	s := &serve.Server{Store: &serve.Store{}}
	h := s.Handler()
	publishItems(t, s.Store, "A", []string{itemOf(2, 0), itemOf(1, 0)})
	first := ask(h, "GET", "/feed.json", "A-IM", "feed")
	if first.Code != http.StatusOK {
		t.Errorf("without a tag: %d", first.Code)
	}
	tag := first.Header().Get("ETag")
	if w := ask(h, "GET", "/feed.json", "A-IM", "feed", "If-None-Match", tag); w.Code != http.StatusNotModified {
		t.Errorf("with nothing new: %d", w.Code)
	}
	publishItems(t, s.Store, "A", []string{itemOf(3, 0), itemOf(2, 1), itemOf(1, 0)})

	w := ask(h, "GET", "/feed.json", "A-IM", "diffe, feed;q=0.5", "If-None-Match", `"x", W/`+tag)
	if got, want := w.Body.String(), `{"title": "A", "items": [`+itemOf(3, 0)+",\n"+itemOf(2, 1)+"]}"; w.Code != http.StatusIMUsed || got != want {
		t.Errorf("%d: %s", w.Code, got)
	}
	wantHeaders(t, w, map[string]string{"IM": "feed", "Cache-Control": "no-store, im", "Content-Type": "application/feed+json; charset=utf-8",
		"Content-Length": fmt.Sprint(w.Body.Len()), "Vary": "Accept-Encoding, A-IM", "Content-Encoding": ""})
	own := w.Header().Get("ETag")
	if full := ask(h, "GET", "/feed.json").Header().Get("ETag"); own == full || own == tag || own == "" {
		t.Errorf("the delta has the tag %s, the whole %s", own, full)
	}
	packed := ask(h, "GET", "/feed.json", "A-IM", "feed", "If-None-Match", tag, "Accept-Encoding", "gzip, br")
	if unpack(t, packed) != w.Body.String() || packed.Header().Get("Content-Encoding") != "gzip" || packed.Header().Get("ETag") == own {
		t.Errorf("packed: %v", packed.Header())
	}
	if head := ask(h, "HEAD", "/feed.json", "A-IM", "feed", "If-None-Match", tag); head.Code != http.StatusIMUsed || head.Body.Len() > 0 {
		t.Errorf("HEAD: %d", head.Code)
	}

	// Who has read the delta has what there is, and the next is from there.
	if w := ask(h, "GET", "/feed.json", "A-IM", "feed", "If-None-Match", own); w.Code != http.StatusNotModified {
		t.Errorf("after the delta: %d", w.Code)
	}
	publishItems(t, s.Store, "A", []string{itemOf(4, 0), itemOf(3, 0), itemOf(2, 1), itemOf(1, 0)})
	if w := ask(h, "GET", "/feed.json", "A-IM", "feed", "If-None-Match", own); w.Code != http.StatusIMUsed || strings.Contains(w.Body.String(), `"3"`) || !strings.Contains(w.Body.String(), `"4"`) {
		t.Errorf("after a delta: %d %s", w.Code, w.Body)
	}
	for name, headers := range map[string][]string{
		"not asked for":       {"If-None-Match", tag},
		"not wanted":          {"If-None-Match", tag, "A-IM", "feed;q=0"},
		"of another kind":     {"If-None-Match", tag, "A-IM", "vcdiff, gzip"},
		"of a tag not known":  {"If-None-Match", `"0123"`, "A-IM", "feed"},
		"of a date":           {"If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", "A-IM", "feed"},
		"of a tag unquoted":   {"If-None-Match", strings.Trim(tag, `"`), "A-IM", "feed"},
		"of a first download": {"A-IM", "feed"},
	} {
		if w := ask(h, "GET", "/feed.json", headers...); w.Code != http.StatusOK || strings.Count(w.Body.String(), "id") != 4 {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}

	// A change that no item shows is told by the whole feed: an empty one would be taken for a fault.
	newest := ask(h, "GET", "/feed.json").Header().Get("ETag")
	publishItems(t, s.Store, "B", []string{itemOf(4, 0), itemOf(3, 0), itemOf(2, 1), itemOf(1, 0)})
	if w := ask(h, "GET", "/feed.json", "A-IM", "feed", "If-None-Match", newest); w.Code != http.StatusOK {
		t.Errorf("another title: %d", w.Code)
	}
}

// Readers that take deltas, at whatever times they ask, see every item in every version that was there when they asked.
func TestReadersOfDeltasMissNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	s := &serve.Server{Store: &serve.Store{}}
	h := s.Handler()
	now := map[int]int{1: 0} // id → version
	readers := make([]struct {
		tag  string
		seen map[string]bool
	}, 5)
	deltas := 0
	for range 300 {
		switch n := random.IntN(len(now) + 2); {
		case n == 0 && len(now) > 3:
			delete(now, slices.Sorted(maps.Keys(now))[0])
		case n < 2:
			now[slices.Max(slices.Collect(maps.Keys(now)))+1] = 0
		default:
			now[slices.Sorted(maps.Keys(now))[random.IntN(len(now))]] = random.IntN(3) // perhaps as it was before
		}
		var items []string
		for _, id := range slices.Backward(slices.Sorted(maps.Keys(now))) {
			items = append(items, itemOf(id, now[id]))
		}
		publishItems(t, s.Store, "A", items)
		for i := range readers {
			r := &readers[i]
			if random.IntN(4) != 0 {
				continue
			}
			w := ask(h, "GET", "/feed.json", "A-IM", "feed", "If-None-Match", r.tag)
			if w.Code == http.StatusNotModified {
				continue
			}
			var doc struct{ Items []struct{ ID, Text string } }
			if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
				t.Fatalf("%d: %v in %s", w.Code, err, w.Body)
			}
			if w.Code == http.StatusOK { // all that is not in it is gone
				r.seen = map[string]bool{}
			} else {
				deltas++
			}
			for _, it := range doc.Items {
				r.seen[it.ID+"/"+it.Text] = true
			}
			r.tag = w.Header().Get("ETag")
			for id, version := range now {
				if !r.seen[fmt.Sprintf("%d/%d", id, version)] {
					t.Fatalf("after a %d reader %d has not seen %d/%d", w.Code, i, id, version)
				}
			}
		}
	}
	if deltas < 100 {
		t.Errorf("only %d deltas", deltas)
	}
}
