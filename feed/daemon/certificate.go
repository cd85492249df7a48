package daemon

import (
	"crypto/tls"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// recheck is how long a certificate is used before its files are looked at again.
const recheck = time.Second

// TLS gives the configuration of a server whose certificate, with the chain behind it, and whose key are in two PEM files.
// They are read again when they change. What cannot be used then is logged, and the certificate before it stays: a new
// pair is there only when both files are written. The error is of the files as they are now.
func TLS(certificateFile, keyFile string, log *slog.Logger) (*tls.Config, error) {
	p := &pair{names: [2]string{certificateFile, keyFile}, log: log}
	p.looked = time.Now()
	p.seen = p.stat()
	if err := p.read(); err != nil {
		return nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: p.get}, nil
}

// pair is a certificate and its key. It is safe for concurrent use.
type pair struct {
	names   [2]string
	log     *slog.Logger
	current atomic.Pointer[tls.Certificate]

	looking sync.Mutex
	looked  time.Time
	seen    [2]fs.FileInfo // the files when they were last read; nil for one that was not there
}

// get gives the certificate for a handshake. One handshake at a time looks at the files; the others do not wait for it.
func (p *pair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	if p.looking.TryLock() {
		defer p.looking.Unlock()
		if now := time.Now(); now.Sub(p.looked) >= recheck {
			p.looked = now
			p.look()
		}
	}
	return p.current.Load(), nil
}

// look reads the files if they are others than before. They are described before they are read: what is written meanwhile is
// a change the next time.
func (p *pair) look() {
	is := p.stat()
	if sameFile(is[0], p.seen[0]) && sameFile(is[1], p.seen[1]) {
		return
	}
	p.seen = is
	if err := p.read(); err != nil {
		p.log.Error("the new certificate cannot be used, and the one before stays", "error", err)
		return
	}
	p.log.Info("the certificate was read again", "file", p.names[0])
}

func (p *pair) read() error {
	c, err := tls.LoadX509KeyPair(p.names[0], p.names[1])
	if err == nil {
		p.current.Store(&c)
	}
	return err
}

func (p *pair) stat() (info [2]fs.FileInfo) {
	for i, name := range p.names {
		if is, err := os.Stat(name); err == nil {
			info[i] = is
		}
	}
	return info
}

// sameFile reports that a file was neither written nor exchanged for another, nor has a link come to lead elsewhere.
func sameFile(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == b
	}
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}
