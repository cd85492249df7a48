package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"html"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// browser is Chromium without a window. It is led through a pipe, by the DevTools protocol.
type browser struct {
	t       *testing.T
	in      *os.File
	out     *bufio.Reader
	session string
	last    int       // call
	events  []message // of the page that is open
}

// message is a call, an answer or an event of the protocol.
type message struct {
	ID        int             `json:"id,omitempty"`
	SessionID string          `json:"sessionId,omitempty"`
	Method    string          `json:"method,omitempty"`
	Params    any             `json:"params,omitempty"`
	Result    json.RawMessage `json:"result,omitempty"`
	Error     json.RawMessage `json:"error,omitempty"`
}

// browserFolder gives a folder for a browser's own files. Its helpers may still write there when it has ended, and what they
// leave is no fault of ours.
func browserFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "browser-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// startBrowser starts one with an empty page, which ends with the test.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	chromium := client(t, "chromium", "chromium-browser")
	toBrowser, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, fromBrowser, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // a guard, not a measure
	c := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--user-data-dir="+browserFolder(t), "--remote-debugging-pipe", "about:blank")
	c.ExtraFiles = []*os.File{toBrowser, fromBrowser}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = toBrowser.Close(), fromBrowser.Close()
	b := &browser{t: t, in: in, out: bufio.NewReader(out)}
	t.Cleanup(func() { // it ends with the pipe, and then its folder is removed
		_ = in.Close()
		_ = c.Wait()
		cancel()
		_ = out.Close()
	})
	var target struct{ TargetID, SessionID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &target)
	b.session = target.SessionID
	for _, domain := range []string{"Page", "Network", "Log", "Runtime"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

// call calls a method, and waits for its result.
func (b *browser) call(method string, params, result any) {
	b.t.Helper()
	b.last++
	text, err := json.Marshal(message{ID: b.last, SessionID: b.session, Method: method, Params: params})
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.in.Write(append(text, 0)); err != nil {
		b.t.Fatal(err)
	}
	for {
		m := b.read()
		if m.ID != b.last {
			continue
		}
		if m.Error != nil {
			b.t.Fatalf("%s: %s", method, m.Error)
		}
		if result != nil {
			if err := json.Unmarshal(m.Result, result); err != nil {
				b.t.Fatal(err)
			}
		}
		return
	}
}

// read reads a message, and keeps it where it is an event.
func (b *browser) read() message {
	b.t.Helper()
	text, err := b.out.ReadBytes(0)
	if err != nil {
		b.t.Fatalf("the browser has ended: %v", err)
	}
	var m message
	if err := json.Unmarshal(bytes.TrimSuffix(text, []byte{0}), &m); err != nil {
		b.t.Fatal(err)
	}
	if m.ID == 0 {
		b.events = append(b.events, m)
	}
	return m
}

// open goes to an address, and waits until all of it is there.
func (b *browser) open(address string) {
	b.t.Helper()
	b.events = nil
	var opened struct{ ErrorText string }
	b.call("Page.navigate", map[string]any{"url": address}, &opened)
	if opened.ErrorText != "" { // what it does not show but saves, too
		b.t.Fatalf("%s: %s", address, opened.ErrorText)
	}
	for !slices.ContainsFunc(b.events, func(m message) bool { return m.Method == "Page.loadEventFired" }) {
		b.read()
	}
}

// loaded gives what the page asked for, itself first.
func (b *browser) loaded() (addresses []string) {
	for _, m := range b.events {
		if m.Method == "Network.requestWillBeSent" {
			request := m.Params.(map[string]any)["request"].(map[string]any)
			addresses = append(addresses, request["url"].(string))
		}
	}
	return addresses
}

// complaints gives what the browser's console says of the page: what the Content-Security-Policy stopped, and all else.
func (b *browser) complaints() (list []any) {
	for _, m := range b.events {
		if m.Method == "Log.entryAdded" || m.Method == "Runtime.consoleAPICalled" || m.Method == "Runtime.exceptionThrown" {
			list = append(list, m.Params)
		}
	}
	return list
}

// evaluate computes an expression in the page. The page's own policy does not hold for it.
func (b *browser) evaluate(expression string, into any) {
	b.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true}, &answer)
	if answer.ExceptionDetails != nil {
		b.t.Fatalf("%s", answer.ExceptionDetails)
	}
	if into != nil {
		if err := json.Unmarshal(answer.Result.Value, into); err != nil {
			b.t.Fatalf("%s: %v", answer.Result.Value, err)
		}
	}
}

// press presses a key; a command is what the key means to an editor.
func (b *browser) press(key string, code, modifiers int, commands ...string) {
	b.t.Helper()
	params := map[string]any{"type": "rawKeyDown", "key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": modifiers, "commands": append([]string{}, commands...)}
	b.call("Input.dispatchKeyEvent", params, nil)
	params["type"] = "keyUp"
	b.call("Input.dispatchKeyEvent", params, nil)
}

func TestABrowserIsShownThePageOfAFeed(t *testing.T) {
	t.Parallel()
	d, b := serveDaily(t), startBrowser(t)
	for _, path := range []string{"/feed.xml", "/atom.xml", "/feed.json", "/feed.html", "/"} {
		b.open(d.address + path)
		var kind, page string
		b.evaluate("document.contentType", &kind)
		b.evaluate("document.documentElement.outerHTML", &page)
		if kind != "text/html" {
			t.Fatalf("%s is shown as %s", path, kind)
		}
		want := []string{">The Daily</h1>", "© 2026 Daily Press", "https://example.org/feed.xml", "https://example.org/atom.xml", "https://example.org/feed.json", "© 2026 Holder 3"}
		for _, s := range d.stories {
			want = append(append(want, html.EscapeString(s.Title), s.ID), s.authors...)
		}
		for _, part := range want {
			if !strings.Contains(page, part) {
				t.Errorf("%s: there is no %q in\n%s", path, part, page)
			}
		}
		if list := b.complaints(); len(list) > 0 {
			t.Errorf("%s: the browser says %v", path, list)
		}
		if diff := gocmp.Diff([]string{d.address + path}, b.loaded()); diff != "" {
			t.Errorf("%s loads something else (-want +got):\n%s", path, diff)
		}
		d.expect(t, path+" 200 br")
	}
	get(t, d.address+"/end", nil)
	d.expect(t, "/end 404 identity") // and nothing was asked for in between
}

// What a static host gives a browser is the XML: its style sheet shows it as something that people can read.
func TestABrowserShowsTheXMLByItsStyleSheet(t *testing.T) {
	t.Parallel()
	b, out := startBrowser(t), t.TempDir()
	masthead(t, "build", "../../examples/newsroom", "-o", out, "--now", newsroomInstant, "-q")
	for name, want := range map[string]map[string]string{
		"feed.xml":          {"channel > title": "block", "item > title": "block", "item > pubDate": "block", "item > link": "none", "item > guid": "none", "item > description": "none"},
		"partners/feed.xml": {"channel > title": "block", "item > title": "block", "item > pubDate": "block", "item > link": "none", "item > guid": "none"},
		"atom.xml":          {"feed > title": "block", "entry > title": "block", "entry > published": "block", "entry > summary": "block", "entry author > name": "inline", "entry > id": "none", "entry > content": "none"},
	} {
		address := (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(out, name))}).String()
		b.open(address)
		for selector, display := range want {
			var got string
			b.evaluate("getComputedStyle(document.querySelector('"+selector+"')).display", &got)
			if got != display {
				t.Errorf("%s: %s is shown as %s, want %s", name, selector, got, display)
			}
		}
		if list := b.complaints(); len(list) > 0 {
			t.Errorf("%s: the browser says %v", name, list)
		}
		sheet := (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(out, "masthead.css"))}).String()
		if diff := gocmp.Diff([]string{address, sheet}, b.loaded()); diff != "" {
			t.Errorf("%s loads something else (-want +got):\n%s", name, diff)
		}
	}
}

// leastContrast gives the text of a page that is hardest to see, and how far in lightness it is from what it stands on, by
// WCAG 2.2. What no element paints is not known to be of any colour.
const leastContrast = `(() => {
	const rgb = colour => colour.match(/[\d.]+/g).map(Number);
	const light = colour => rgb(colour).slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
		.reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
	let least = {Ratio: 21, Text: ""};
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let text; text = texts.nextNode();) {
		if (!text.data.trim()) continue;
		let below = text.parentElement;
		while (below && rgb(getComputedStyle(below).backgroundColor)[3] === 0) below = below.parentElement;
		const [a, b] = below ? [getComputedStyle(text.parentElement).color, getComputedStyle(below).backgroundColor].map(light) : [0, 0];
		const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		if (ratio < least.Ratio) least = {Ratio: ratio, Text: text.data};
	}
	return least;
})()`

// Pages are for everybody: on a small screen and on a large one, by day and by night, without a mouse, in every script. Where
// MASTHEAD_AXE names a file with axe-core (axe.min.js), that has its say, too.
func TestPagesAreForEverybody(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile(os.Getenv("MASTHEAD_AXE"))
	if err != nil && os.Getenv("MASTHEAD_AXE") != "" {
		t.Fatal(err)
	}
	d, b := serveDaily(t, "feeds: [{name: all, formats: {rss: feed.xml}}, {name: long, formats: {rss: "+strings.Repeat("folder/", 30)+"feed.xml}}]"), startBrowser(t)
	d.write(t, strings.Repeat("Long", 60), strings.Repeat("Longer", 30))
	write(t, filepath.Join(d.dir, "posts", "arabic.md"), "---\ntitle: 'الميناء: A story'\ndate: 2026-01-20\nlanguage: ar\nauthors: [سارة أحمد]\nrights: {license: 'https://example.org/"+strings.Repeat("licence/", 30)+"'}\nsummary: https://example.org/"+strings.Repeat("address/", 30)+"\n---\nنص.\n")
	d.waitFor(t, "changed=true")
	for _, path := range []string{"/feed.xml", "/", "/" + strings.Repeat("folder/", 30) + "feed.xml"} {
		for _, scheme := range []string{"light", "dark"} {
			b.call("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]any{"name": "prefers-color-scheme", "value": scheme}}}, nil)
			for _, width := range []int{320, 1280} {
				b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false}, nil)
				b.open(d.address + path)
				var wide int
				if b.evaluate("document.documentElement.scrollWidth", &wide); wide > width {
					t.Errorf("%s is %d wide on a screen of %d", path, wide, width)
				}
				var cut []string
				if b.evaluate("[...document.querySelectorAll('.address')].filter(e => e.scrollHeight > e.clientHeight || e.scrollWidth > e.clientWidth).map(e => e.value)", &cut); len(cut) > 0 {
					t.Errorf("%s cuts off %v on a screen of %d", path, cut, width)
				}
			}
			var least struct {
				Ratio float64
				Text  string
			}
			if b.evaluate(leastContrast, &least); least.Ratio < 4.5 {
				t.Errorf("%s: in the %s %q is at %.2f to 1", path, scheme, least.Text, least.Ratio)
			}
			if axe != nil {
				var violations []any
				b.evaluate(string(axe)+";0", nil)
				if b.evaluate("axe.run().then(found => found.violations)", &violations); len(violations) > 0 {
					t.Errorf("%s: in the %s axe says %v", path, scheme, violations)
				}
			}
		}
		var direction string
		if b.evaluate("getComputedStyle(document.querySelector('[lang=ar] .byline')).direction", &direction); direction != "rtl" {
			t.Errorf("%s: a byline in Arabic runs %s", path, direction)
		}
		b.useKeys(path)
	}
}

// useKeys goes through a page by the tabulator key: all that can be used is reached in the order that it stands in, is seen
// to be where the keys go, and an address is selected whole.
func (b *browser) useKeys(path string) {
	b.t.Helper()
	var stops int
	b.evaluate("document.querySelectorAll('a, .address').length", &stops)
	for i := range stops {
		b.press("Tab", 9, 0)
		var at struct {
			Stop    int
			Outline string
			Address bool
		}
		b.evaluate(`(e => ({Stop: [...document.querySelectorAll('a, .address')].indexOf(e), Outline: getComputedStyle(e).outlineStyle, Address: e.className == 'address'}))(document.activeElement)`, &at)
		if at.Stop != i {
			b.t.Fatalf("%s: after %d tabulators the keys go to the link %d", path, i+1, at.Stop)
		}
		if at.Outline != "solid" {
			b.t.Errorf("%s: nobody sees that the keys go to the link %d: its outline is %s", path, i, at.Outline)
		}
		if at.Address {
			const control = 2
			b.press("a", 65, control, "selectAll")
			var whole bool
			if b.evaluate("(e => e.value.startsWith('https://') && e.value.slice(e.selectionStart, e.selectionEnd) == e.value)(document.activeElement)", &whole); !whole {
				b.t.Errorf("%s: the address at %d is not selected", path, i)
			}
		}
	}
}
