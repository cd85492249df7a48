package markup

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What an output may hold, written down a second time on purpose: a slip in
// the package's own lists must not go unseen.
const (
	wantElements = `a abbr address article aside audio b bdi blockquote br caption cite code col colgroup data dd
		del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main
		mark nav ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup table tbody td
		tfoot th thead time tr track u ul var video wbr`
	wantVoid       = `br col hr img source track wbr`
	wantAttributes = `abbr align alt aria-label cite class colspan controls datetime default dir height href hreflang
		id kind label lang loading loop media muted open poster rel reversed role rowspan scope sizes span src
		srclang srcset start title type value width`
)

func contains(list, word string) bool { return slices.Contains(strings.Fields(list), word) }

// checkOutput holds an output of Clean against all that is promised of it.
func checkOutput(t *testing.T, out string) {
	t.Helper()
	for _, check := range []func(string) error{
		checkCharacters, checkTokens, checkXML, checkTree, checkBluemonday,
	} {
		if err := check(out); err != nil {
			t.Errorf("%v\nin %q", err, out)
		}
	}
}

func checkCharacters(out string) error {
	if clean, n := CleanText(out); n > 0 || clean != out {
		return fmt.Errorf("%d characters unfit for XML", n)
	}
	return nil
}

// checkTokens reads the output as tags: listed, in balance, addresses absolute.
func checkTokens(out string) error {
	var open []string
	z := html.NewTokenizer(strings.NewReader(out))
	for {
		kind := z.Next()
		token := z.Token()
		switch kind {
		case html.ErrorToken:
			if len(open) > 0 {
				return fmt.Errorf("left open: %v", open)
			}
			return nil
		case html.TextToken:
		case html.StartTagToken, html.SelfClosingTagToken:
			if err := checkTag(token); err != nil {
				return err
			}
			if void := contains(wantVoid, token.Data); void != (kind == html.SelfClosingTagToken) {
				return fmt.Errorf("<%s>: void %v", token.Data, void)
			} else if !void {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				return fmt.Errorf("</%s> closes %v", token.Data, open)
			}
			open = open[:len(open)-1]
		default:
			return fmt.Errorf("%v token %q", kind, token.Data)
		}
	}
}

func checkTag(token html.Token) error {
	if !contains(wantElements, token.Data) {
		return fmt.Errorf("element <%s>", token.Data)
	}
	for _, a := range token.Attr {
		if !contains(wantAttributes, a.Key) {
			return fmt.Errorf("attribute %s of <%s>", a.Key, token.Data)
		}
		if err := checkAddresses(a.Key, a.Val); err != nil {
			return err
		}
	}
	return nil
}

func checkAddresses(key, val string) error {
	switch key {
	case "href":
		return checkAddress(val, "http", "https", "mailto", "tel", "sms", "sip", "xmpp", "irc", "ircs", "matrix", "geo", "magnet", "ftp", "gemini", "webcal")
	case "src", "poster", "cite":
		return checkAddress(val, "http", "https", "data")
	case "srcset":
		for _, candidate := range strings.Split(val, ", ") {
			address, _, _ := strings.Cut(candidate, " ")
			if err := checkAddress(address, "http", "https", "data"); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkAddress(address string, schemes ...string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return err
	case !slices.Contains(schemes, u.Scheme):
		return fmt.Errorf("scheme of %q", address)
	case strings.HasPrefix(u.Scheme, "http") && u.Hostname() == "":
		return fmt.Errorf("no host in %q", address)
	case u.Scheme == "data" && !strings.HasPrefix(address, "data:image/"), strings.HasPrefix(address, "data:image/svg"):
		return fmt.Errorf("data of %q", address)
	}
	return nil
}

// checkXML reads the output as XML, which forgives nothing.
func checkXML(out string) error {
	d := xml.NewDecoder(strings.NewReader("<div>" + out + "</div>"))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// checkTree compares what is written with the tree that a browser's rules of
// tree construction make of it.
func checkTree(out string) error {
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	nodes, err := html.ParseFragment(strings.NewReader(out), body)
	if err != nil {
		return err
	}
	var tree []string
	for _, n := range nodes {
		tree = flatten(tree, n)
	}
	if diff := cmp.Diff(written(out), tree); diff != "" {
		return fmt.Errorf("a browser reads it differently (-written +read):\n%s", diff)
	}
	return nil
}

func flatten(list []string, n *html.Node) []string {
	if n.Type == html.TextNode {
		return append(list, n.Data)
	}
	list = append(list, tagString(n.Data, n.Attr))
	for child := range n.ChildNodes() {
		list = flatten(list, child)
	}
	if !contains(wantVoid, n.Data) {
		list = append(list, "</"+n.Data+">")
	}
	return list
}

func tagString(name string, attrs []html.Attribute) string {
	attrs = slices.Clone(attrs)
	slices.SortFunc(attrs, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
	return fmt.Sprintf("<%s %v>", name, attrs)
}

// written lists the tokens of an output the way flatten lists a tree.
func written(out string) []string {
	var list []string
	pre := false
	for z := html.NewTokenizer(strings.NewReader(out)); z.Next() != html.ErrorToken; {
		token := z.Token()
		text := token.Data
		switch token.Type {
		case html.TextToken:
			if pre {
				text = strings.TrimPrefix(text, "\n")
			}
			if text != "" {
				list = append(list, text)
			}
		case html.EndTagToken:
			list = append(list, "</"+token.Data+">")
		default:
			list = append(list, tagString(token.Data, token.Attr))
		}
		pre = token.Data == "pre" && token.Type == html.StartTagToken
	}
	return list
}

// policy is a second opinion on what is safe: bluemonday, told the same lists.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(strings.Fields(wantElements)...)
	p.AllowNoAttrs().OnElements(strings.Fields(wantElements)...)
	p.AllowAttrs(strings.Fields(wantAttributes)...).Globally()
	p.AllowURLSchemes("http", "https", "mailto", "tel", "sms", "sip", "xmpp", "irc", "ircs", "matrix", "geo", "magnet", "ftp", "gemini", "webcal")
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(false)
	p.AllowDataURIImages()
	return p
})

// checkBluemonday fails if bluemonday would still take something out.
func checkBluemonday(out string) error {
	// Bluemonday knows fewer kinds of embedded pictures; checkAddress has seen to ours.
	out = strings.NewReplacer("data:image/avif;", "data:image/png;").Replace(out)
	if diff := cmp.Diff(inventory(out), inventory(policy().Sanitize(out))); diff != "" {
		return fmt.Errorf("bluemonday objects (-ours +theirs):\n%s", diff)
	}
	return nil
}

// inventory lists the elements and the names of their attributes.
func inventory(out string) []string {
	var list []string
	for z := html.NewTokenizer(strings.NewReader(out)); z.Next() != html.ErrorToken; {
		token := z.Token()
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
			continue
		}
		var keys []string
		for _, a := range token.Attr {
			keys = append(keys, a.Key)
		}
		slices.Sort(keys)
		list = append(list, token.Data+" "+strings.Join(keys, " "))
	}
	return list
}
