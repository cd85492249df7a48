package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// onSocket is a client of a socket file.
func onSocket(path string) *http.Client {
	return &http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return net.Dial("unix", path)
	}}}
}

// getBy is get with a client of its own.
func getBy(t *testing.T, c *http.Client, address string) (*http.Response, string) {
	t.Helper()
	response, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func (r *running) signal(t *testing.T, s os.Signal) {
	t.Helper()
	if err := r.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// end ends masthead and waits for it.
func (r *running) end(t *testing.T) {
	t.Helper()
	r.signal(t, syscall.SIGTERM)
	log, _ := io.ReadAll(r.log)
	if err := r.Wait(); err != nil {
		t.Errorf("masthead ended with %v:\n%s", err, log)
	}
}

// newsroomOf writes a project of a few articles, with a configuration of what is given.
func newsroomOf(t *testing.T, configuration string) (dir string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "m") // short: some systems allow the path of a socket a hundred bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	write(t, filepath.Join(dir, configName), configuration)
	for i := range 5 {
		write(t, filepath.Join(dir, "posts", fmt.Sprintf("%d.md", i)), fmt.Sprintf("---\ntitle: Story %d\ndate: 2026-01-0%d\ntags: [a]\n---\n%s\n", i, i+1, strings.Repeat("Words and words. ", 300)))
	}
	return dir
}

func TestServeOnASocket(t *testing.T) {
	dir := newsroomOf(t, "sources: [{dir: posts}]\nserve: {listen: \"unix:run.sock\"}\n")
	socket := filepath.Join(dir, "run.sock")
	m := start(t, dir, "--listen", "unix:"+socket)
	m.waitFor(t, "built")
	if m.address != "unix:"+socket {
		t.Errorf("it says that it serves %s", m.address)
	}
	if _, body := getBy(t, onSocket(socket), "http://localhost/feed.xml"); !strings.Contains(body, "<link>http://localhost/1/</link>") {
		t.Errorf("the feed is\n%.2000s", body)
	}
	m.end(t)
	if _, err := os.Lstat(socket); err == nil {
		t.Error("the socket is left behind")
	}
}

// A socket of the configuration lies where its other paths do. Another masthead may not take it from the first.
func TestASocketOfTheConfigurationIsBesideIt(t *testing.T) {
	dir := newsroomOf(t, "sources: [{dir: posts}]\nserve: {listen: \"unix:run.sock\"}\n")
	p, err := (&serveCommand{projectFlags: projectFlags{Dir: dir, Workers: 1}}).loadServed()
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.listen()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if got, want := shownAddress(l.Addr(), ""), "unix:"+filepath.Join(dir, "run.sock"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	var said bytes.Buffer
	if status := run(t.Context(), []string{"serve", dir}, io.Discard, &said); status != exitFailed || !strings.Contains(said.String(), "somebody listens there already") {
		t.Errorf("exit status %d: %s", status, &said)
	}
}

func TestServeOnTheSocketThatSystemdPasses(t *testing.T) {
	dir := newsroomOf(t, "sources: [{dir: posts}]\nserve: {listen: systemd}\n")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	file, err := listener.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close() // what is left of it is passed
	c := exec.CommandContext(t.Context(), "sh", "-c", `LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"`, "sh", exe, "serve", dir)
	c.Env = append(os.Environ(), "MASTHEAD_TEST_MAIN=1")
	c.ExtraFiles = []*os.File{file}
	m := started(t, c)
	_ = file.Close()
	if m.address != "http://"+address {
		t.Errorf("it says that it serves %s, want %s", m.address, address)
	}
	m.waitFor(t, "built")
	if response, _ := get(t, m.address+"/feed.xml", nil); response.StatusCode != http.StatusOK {
		t.Errorf("status %d", response.StatusCode)
	}
	m.end(t)
}

// certify writes a certificate for 127.0.0.1 and its key, and gives a client that trusts it.
func certify(t *testing.T, certificateFile, keyFile string) *http.Client {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	write(t, certificateFile, string(certificate))
	write(t, keyFile, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})))
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(certificate)
	return &http.Client{Transport: &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: roots}}}
}

func TestServeOverHTTPS(t *testing.T) {
	dir := newsroomOf(t, "sources: [{dir: posts}]\nserve: {tls: {cert: tls/fullchain.pem, key: tls/privkey.pem}}\n")
	var said bytes.Buffer
	if status := run(t.Context(), []string{"serve", dir}, io.Discard, &said); status != exitFailed || !strings.Contains(said.String(), "serve.tls: open "+dir) {
		t.Errorf("without a certificate: exit status %d: %s", status, &said)
	}
	certificate, key := filepath.Join(dir, "tls", "fullchain.pem"), filepath.Join(dir, "tls", "privkey.pem")
	client := certify(t, certificate, key)
	m := start(t, dir)
	m.waitFor(t, "built")
	if !strings.HasPrefix(m.address, "https://127.0.0.1:") {
		t.Errorf("it says that it serves %s", m.address)
	}
	response, body := getBy(t, client, m.address+"/feed.xml")
	if response.ProtoMajor != 2 || !strings.Contains(body, "<link>"+m.address+"/1/</link>") {
		t.Errorf("%s, and the preview is not under the server's own address:\n%.2000s", response.Proto, body)
	}
	renewed := certify(t, certificate, key)
	for tries := 0; ; tries++ { // the files are looked at once a second
		response, err := renewed.Get(m.address + "/feed.xml")
		if err == nil {
			_ = response.Body.Close()
			break
		}
		if tries == 100 {
			t.Fatalf("the renewed certificate is not used: %v", err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	m.end(t)
}

// What can change changes with the next build, which comes at once; what cannot is said; a configuration that cannot be
// used changes nothing.
func TestTheConfigurationIsReadAgainWhenAskedTo(t *testing.T) {
	dir := newsroomOf(t, "site: {title: Before, url: https://example.org/}\nsources: [{dir: posts}]\n")
	m := start(t, dir)
	m.waitFor(t, "built")
	title := func(path string) string {
		t.Helper()
		_, body := get(t, m.address+path, nil)
		_, rest, _ := strings.Cut(string(body), "<title>")
		title, _, _ := strings.Cut(rest, "</title>")
		return title
	}
	want := func(path, want string) {
		t.Helper()
		for tries := 0; title(path) != want; tries++ { // it is logged that it is built just before it is served
			if tries == 100 {
				t.Fatalf("%s is called %q, want %q", path, title(path), want)
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	want("/feed.xml", "Before")

	write(t, filepath.Join(dir, configName), "site: {title: Bad, url: https://example.org/}\nsources: [{dir: posts}]\nfeeds: [{name: all, formats: {rss: feed.xml}, limit: many}]\n")
	m.signal(t, syscall.SIGHUP)
	m.waitFor(t, configName+`:3:54: feeds[0].limit: \"many\" is not a whole number`)
	m.waitFor(t, "the one before stays")
	want("/feed.xml", "Before")
	if err := os.Rename(filepath.Join(dir, configName), filepath.Join(dir, "away")); err != nil {
		t.Fatal(err)
	}
	m.signal(t, syscall.SIGHUP)
	m.waitFor(t, "the one before stays")
	want("/feed.xml", "Before")

	write(t, filepath.Join(dir, "more", "6.md"), "---\ntitle: Six\ndate: 2026-01-06\n---\nText.\n")
	write(t, filepath.Join(dir, configName), "site: {title: After, url: https://example.org/blog/}\nsources: [{dir: posts}, {dir: more}]\n"+
		"feeds: [{name: all, formats: {rss: feed.xml}}, {name: short, limit: 1, title: Short, formats: {rss: short.xml}}]\n"+
		"serve: {listen: \"127.0.0.1:1\"}\nstate: other.db\npublish: {dir: elsewhere}\n")
	m.signal(t, syscall.SIGHUP)
	m.waitFor(t, "publish.dir has changed: that takes a restart")
	m.waitFor(t, "state has changed: that takes a restart")
	m.waitFor(t, "the configuration was read again")
	m.waitFor(t, "built")
	want("/feed.xml", "After")
	want("/blog/short.xml", "Short")
	if _, body := get(t, m.address+"/blog/", nil); !strings.Contains(string(body), "Six") {
		t.Errorf("the page is\n%s", body)
	}
	write(t, filepath.Join(dir, "more", "7.md"), "---\ntitle: Seven\ndate: 2026-01-07\n---\nText.\n")
	m.waitFor(t, "built") // its folder is watched
	if _, body := get(t, m.address+"/short.xml", nil); !strings.Contains(string(body), "Seven") {
		t.Errorf("the feed is\n%s", body)
	}

	// The articles are away: what was served stays, also under another address. The feed that is gone is emptied once they are back.
	write(t, filepath.Join(dir, configName), "site: {title: Moved, url: https://example.org/news/}\nsources: [{dir: nowhere}]\nfeeds: [{name: all, formats: {rss: feed.xml}}]\n")
	m.signal(t, syscall.SIGHUP)
	m.waitFor(t, "build failed")
	want("/news/short.xml", "Short")
	if _, body := get(t, m.address+"/news/", nil); !strings.Contains(string(body), "https://example.org/news/feed.xml") {
		t.Errorf("the page is\n%s", body)
	}
	write(t, filepath.Join(dir, configName), "site: {title: Back, url: https://example.org/news/}\nsources: [{dir: posts}, {dir: more}]\nfeeds: [{name: all, formats: {rss: feed.xml}}]\n")
	m.signal(t, syscall.SIGHUP)
	m.waitFor(t, "built")
	want("/news/feed.xml", "Back")
	if response, body := get(t, m.address+"/short.xml", nil); response.StatusCode != http.StatusOK || strings.Contains(string(body), "<item>") {
		t.Errorf("status %d, and the feed is\n%s", response.StatusCode, body)
	}
	for _, name := range []string{"other.db", "elsewhere"} {
		if exists(filepath.Join(dir, name)) {
			t.Errorf("%s was made", name)
		}
	}
	m.end(t)
}

func TestRunReadsTheConfigurationAgain(t *testing.T) {
	dir := newsroomOf(t, "site: {title: Before, url: https://example.org/}\nsources: [{dir: posts}]\n")
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // a guard
	defer cancel()
	c := exec.CommandContext(ctx, exe, "run", dir)
	c.Env = append(os.Environ(), "MASTHEAD_TEST_MAIN=1")
	errs, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	m := &running{Cmd: c, log: bufio.NewReader(errs)}
	m.waitFor(t, "built")
	write(t, filepath.Join(dir, configName), "site: {title: After, url: https://example.org/}\nsources: [{dir: posts}]\n")
	m.signal(t, syscall.SIGHUP)
	m.waitFor(t, "the configuration was read again")
	m.waitFor(t, "built")
	if data, err := os.ReadFile(filepath.Join(dir, "public", "feed.xml")); err != nil || !strings.Contains(string(data), "<title>After</title>") {
		t.Errorf("%v:\n%.500s", err, data)
	}
	m.end(t)
}

// The address of the command line counts more than the configuration's, so that one may change.
func TestWhatServesStaysUntilARestart(t *testing.T) {
	dir := newsroomOf(t, "sources: [{dir: posts}]\nserve: {listen: \"127.0.0.1:0\"}\n")
	c := &serveCommand{projectFlags: projectFlags{Dir: dir, Workers: 1}}
	before, err := c.loadServed()
	if err != nil {
		t.Fatal(err)
	}
	before.preview("http://127.0.0.1:1234/")
	c.Admin, before.Serve.Admin = "127.0.0.1:1235", "127.0.0.1:1235" // of which nothing is to be said
	options, err := before.options()
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, configName), "site: {url: https://example.org}\nsources: [{dir: posts}]\nserve: {listen: \"127.0.0.1:1\", tls: {cert: a, key: b}}\n")
	for flag, said := range map[string][]string{"": {"serve.listen", "serve.tls", "site.url"}, before.Serve.Listen: {"serve.tls", "site.url"}} {
		var log bytes.Buffer
		c.Listen = flag
		after, _ := before.reload(c.again(before, (&ui{err: &log}).log()), options, (&ui{err: &log}).log())
		for _, key := range said {
			if !strings.Contains(log.String(), key+" has changed: that takes a restart") {
				t.Errorf("--listen %s: nothing is said of %s:\n%s", flag, key, &log)
			}
		}
		if strings.Count(log.String(), "restart") != len(said) {
			t.Errorf("--listen %s: it says\n%s", flag, &log)
		}
		if after.Serve.Listen != before.Serve.Listen || after.Serve.TLS != before.Serve.TLS || after.Site.URL != before.Site.URL || !after.standIn {
			t.Errorf("--listen %s: it is %+v now, at %s", flag, after.Serve, after.Site.URL)
		}
	}
}

// Hundreds of readers ask while the configuration is read again and again, and notice nothing. When masthead ends, those who are
// being answered get the whole answer, and nobody gets half of one.
func TestEverybodyGetsAWholeAnswerWhateverHappens(t *testing.T) {
	configuration := func(i int) string {
		return fmt.Sprintf("site: {title: Number %d, url: https://example.org/%d/}\nsources: [{dir: posts}]\n", i, i)
	}
	dir := newsroomOf(t, configuration(0))
	m := start(t, dir)
	m.waitFor(t, "built")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // a guard
	defer cancel()
	var (
		readers sync.WaitGroup
		answers atomic.Int64
		ending  atomic.Bool
		client  = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 50}}
	)
	for i := range 150 {
		readers.Go(func() {
			path := []string{"/feed.xml", "/atom.xml", "/feed.json", "/"}[i%4]
			for tag := ""; ; {
				known, err := poll(ctx, client, m.address+path, tag)
				if ending.Load() && errors.Is(err, errNoAnswer) {
					return // the door is closed
				}
				if err != nil {
					t.Errorf("%s: %v", path, err)
					return
				}
				answers.Add(1)
				if tag = known; i%3 == 0 {
					tag = ""
				}
			}
		})
	}
	for i := range 4 {
		write(t, filepath.Join(dir, configName), configuration(i+1))
		m.signal(t, syscall.SIGHUP)
		m.waitFor(t, "the configuration was read again")
		m.waitFor(t, "built")
	}
	ending.Store(true)
	m.end(t)
	readers.Wait()
	if answers.Load() < 500 {
		t.Errorf("%d answers only: nothing was tested", answers.Load())
	}
}

// errNoAnswer is that of a request to which not one byte came back.
var errNoAnswer = errors.New("no answer")

// poll reads a document that it may have, and gives its tag. It is an error when the document is not whole.
func poll(ctx context.Context, c *http.Client, address, tag string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	if tag != "" {
		request.Header.Set("If-None-Match", tag)
	}
	response, err := c.Do(request)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errNoAnswer, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return "", err
	}
	body = bytes.TrimSpace(body)
	isWhole := bytes.HasSuffix(body, []byte("</rss>")) || bytes.HasSuffix(body, []byte("</feed>")) || bytes.HasSuffix(body, []byte("}")) || bytes.HasSuffix(body, []byte("</html>"))
	if response.StatusCode == http.StatusNotModified && tag != "" || response.StatusCode == http.StatusOK && isWhole {
		return response.Header.Get("ETag"), nil
	}
	return "", fmt.Errorf("status %d with %d bytes", response.StatusCode, len(body))
}

// Requests that no reader sends get no file, and no answer but that they are wrong.
func TestOddRequestsGetNothing(t *testing.T) {
	dir := newsroomOf(t, "site: {title: PRECIOUS, url: https://example.org/}\nsources: [{dir: posts}]\n")
	m := start(t, dir, "-o", filepath.Join(dir, "public"))
	m.waitFor(t, "built")
	host := strings.TrimPrefix(m.address, "http://")
	for _, request := range []string{
		"GET /../masthead.yaml HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /../../../../../../etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET ../masthead.yaml HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /%2e%2e/masthead.yaml HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /..%2fmasthead.yaml HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /..%5cmasthead.yaml HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /..\\masthead.yaml HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /public/../masthead.yaml HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET //etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET file:///etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /masthead.yaml HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /.masthead.json HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /.masthead/state.db HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /posts/1.md HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /feed.xml%00 HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /feed.xml\x00 HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /feed.xml\x7f HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /feed.xml\xff\xfe HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /feed.xml%ff HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /feed.xml%zz HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /a/../../feed.xml/%2e%2e/x HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET * HTTP/1.1\r\nHost: h\r\n\r\n",
		"GET /feed.xml HTTP/1.1\r\n\r\n",
		"GET /feed.xml HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
		"GET /feed.xml HTTP/1.1\r\nHost: h\r\nX y: z\r\n\r\n",
		"GET /feed.xml HTTP/1.1\r\nHost: h\r\nX: a\x00b\r\n\r\n",
		"GET /feed.xml HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
		"GET /feed.xml HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
		"GET /feed.xml\r\n\r\n",
		"G\x00T /feed.xml HTTP/1.1\r\nHost: h\r\n\r\n",
		"PUT /feed.xml HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
		"DELETE /feed.xml HTTP/1.1\r\nHost: h\r\n\r\n",
		"TRACE /feed.xml HTTP/1.1\r\nHost: h\r\n\r\n",
		"CONNECT example.org:443 HTTP/1.1\r\nHost: h\r\n\r\n",
		"SSH-2.0-OpenSSH_9.9\r\n",
	} {
		status, body := rawRequest(t, host, request)
		if status < 400 || status > 499 {
			t.Errorf("%q: status %d", request, status)
		}
		for _, secret := range []string{"PRECIOUS", "Words and words", "root:"} {
			if strings.Contains(body, secret) {
				t.Errorf("%q is answered with\n%.500s", request, body)
			}
		}
	}
	if response, _ := get(t, m.address+"/feed.xml", nil); response.StatusCode != http.StatusOK {
		t.Errorf("afterwards a reader gets status %d", response.StatusCode)
	}
	m.end(t)
}

// rawRequest sends bytes, and gives what comes back until the server hangs up or the answer has ended.
func rawRequest(t *testing.T, host, text string) (status int, body string) {
	t.Helper()
	c, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Errorf("%q: %v", text, err)
		return 0, ""
	}
	defer response.Body.Close()
	whole, err := io.ReadAll(response.Body)
	if err != nil {
		t.Errorf("%q: %v", text, err)
	}
	return response.StatusCode, string(whole)
}

// Thousands of ranges of one document are not thousands of answers.
func TestManyRangesAreNoLargeAnswer(t *testing.T) {
	dir := newsroomOf(t, "site: {url: https://example.org/}\nsources: [{dir: posts}]\n")
	m := start(t, dir)
	m.waitFor(t, "built")
	_, document := get(t, m.address+"/feed.xml", http.Header{"Accept-Encoding": {"identity"}})
	var apart []string
	for i := range 5000 {
		apart = append(apart, fmt.Sprintf("%d-%d", 2*i, 2*i))
	}
	for name, ranges := range map[string]string{
		"apart":       strings.Join(apart, ","),
		"overlapping": strings.Repeat("0-,", 4999) + "0-",
		"from behind": strings.Repeat("-1000000,", 4999) + "-1",
	} {
		c, err := net.Dial("tcp", strings.TrimPrefix(m.address, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		fmt.Fprintf(c, "GET /feed.xml HTTP/1.1\r\nHost: h\r\nConnection: close\r\nRange: bytes=%s\r\n\r\n", ranges)
		answer, err := io.ReadAll(c)
		if err != nil || len(answer) > 2*len(document) || !bytes.HasPrefix(answer, []byte("HTTP/1.1 ")) {
			t.Errorf("%s: %d bytes of a document of %d, %.30q, %v", name, len(answer), len(document), answer, err)
		}
	}
	m.end(t)
}
