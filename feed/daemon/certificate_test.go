package daemon_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/masthead-feeds/masthead/feed/daemon"
)

// newPair makes a certificate of the serial number, and its key, in PEM. All certificates are of one size.
func newPair(t *testing.T, serial int64) (certificate, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), DNSNames: []string{"example.org"},
		NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	certificate = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	certificate = append(certificate, bytes.Repeat([]byte("\n"), 1000-len(certificate))...)
	return certificate, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})
}

// secured is a daemon that serves over TLS, with the files that it does it with.
type secured struct {
	*running
	pipes
	certificate, key string
	notes            *bytes.Buffer // the log of the certificate
}

func startSecured(t *testing.T) *secured {
	t.Helper()
	dir := t.TempDir()
	s := &secured{pipes: newPipes(), certificate: filepath.Join(dir, "fullchain.pem"), key: filepath.Join(dir, "privkey.pem"), notes: &bytes.Buffer{}}
	certificate, key := newPair(t, 1)
	write(t, s.certificate, string(certificate))
	write(t, s.key, string(key))
	config, err := daemon.TLS(s.certificate, s.key, slog.New(slog.NewTextHandler(s.notes, nil)))
	if err != nil {
		t.Fatal(err)
	}
	s.running = start(t, daemon.Options{Listener: s.pipes, Handler: hello, TLS: config}, nil)
	return s
}

// handshake connects and gives the serial number of the certificate that it is shown.
func (s *secured) handshake(t *testing.T, config *tls.Config) (serial int64, err error) {
	t.Helper()
	client, server := net.Pipe()
	s.dialed <- server
	defer client.Close()
	config.InsecureSkipVerify = true
	c := tls.Client(client, config)
	if err := c.Handshake(); err != nil {
		return 0, err
	}
	return c.ConnectionState().PeerCertificates[0].SerialNumber.Int64(), nil
}

func (s *secured) wantSerial(t *testing.T, want int64) {
	t.Helper()
	if got, err := s.handshake(t, &tls.Config{}); got != want || err != nil {
		t.Errorf("the certificate is number %d, want %d (%v)", got, want, err)
	}
}

func TestHTTP2IsSpokenOverTLSAndNothingOlderThanTLS12(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := startSecured(t)
		protocols := new(http.Protocols)
		protocols.SetHTTP2(true)
		transport := &http.Transport{Protocols: protocols, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
		transport.DialContext = s.h2c().Transport.(*http.Transport).DialContext
		if answer, body := getText(t, &http.Client{Transport: transport}, "https://example.org/"); answer.ProtoMajor != 2 || body != "hello" {
			t.Errorf("%s %q", answer.Proto, body)
		}
		transport.CloseIdleConnections()
		if _, err := s.handshake(t, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}); err == nil {
			t.Error("TLS 1.1 is spoken")
		}
		if _, err := s.handshake(t, &tls.Config{MaxVersion: tls.VersionTLS12}); err != nil {
			t.Errorf("TLS 1.2 is not spoken: %v", err)
		}
		_ = s.stop()
	})
}

// The two files are written one after the other: between the two nothing fits, and the old pair goes on.
func TestANewCertificateIsUsedWhenBothFilesAreThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := startSecured(t)
		s.wantSerial(t, 1)
		certificate, key := newPair(t, 2)

		write(t, s.certificate, string(certificate[:100]))
		pass(2 * time.Second)
		s.wantSerial(t, 1)
		pass(2 * time.Second)
		s.wantSerial(t, 1)
		if n := strings.Count(s.notes.String(), "level=ERROR"); n != 1 {
			t.Errorf("a half-written file was told of %d times:\n%s", n, s.notes)
		}

		write(t, s.certificate, string(certificate))
		pass(2 * time.Second)
		s.wantSerial(t, 1)
		write(t, s.key, string(key))
		pass(2 * time.Second)
		s.wantSerial(t, 2)

		if err := os.Remove(s.key); err != nil {
			t.Fatal(err)
		}
		pass(2 * time.Second)
		s.wantSerial(t, 2)
		_ = s.stop()
	})
}

// Many handshakes look at the files once.
func TestCertificatesAreLookedAtOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := startSecured(t)
		pass(2 * time.Second)
		s.wantSerial(t, 1)
		certificate, key := newPair(t, 2)
		write(t, s.certificate, string(certificate))
		write(t, s.key, string(key))
		pass(900 * time.Millisecond)
		s.wantSerial(t, 1)
		pass(200 * time.Millisecond)
		s.wantSerial(t, 2)
		_ = s.stop()
	})
}

// A link that leads elsewhere now is another file, whatever its size and time.
func TestACertificateBehindALinkIsFollowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := startSecured(t)
		old, err := os.Stat(s.certificate)
		if err != nil {
			t.Fatal(err)
		}
		certificate, key := newPair(t, 2)
		write(t, s.key, string(key))
		archived := s.certificate + ".2"
		write(t, archived, string(certificate))
		if err := os.Chtimes(archived, old.ModTime(), old.ModTime()); err != nil {
			t.Fatal(err)
		}
		pass(2 * time.Second)
		s.wantSerial(t, 1) // the key alone is new
		if err := os.Remove(s.certificate); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(archived, s.certificate); err != nil {
			t.Fatal(err)
		}
		pass(2 * time.Second)
		s.wantSerial(t, 2)
		_ = s.stop()
	})
}

func TestACertificateThatCannotBeUsedIsAnErrorAtTheStart(t *testing.T) {
	dir := t.TempDir()
	certificate, _ := newPair(t, 1)
	_, other := newPair(t, 2)
	write(t, filepath.Join(dir, "cert.pem"), string(certificate))
	write(t, filepath.Join(dir, "other.pem"), string(other))
	for _, key := range []string{"other.pem", "cert.pem", "missing.pem"} {
		if _, err := daemon.TLS(filepath.Join(dir, "cert.pem"), filepath.Join(dir, key), slog.Default()); err == nil {
			t.Errorf("%s passes for its key", key)
		}
	}
}
