package config

import (
	"net"
	"strings"
)

// This file is what may stand in serve.

// TLS is a certificate and its key. Both are given or neither is.
type TLS struct {
	Cert string `yaml:"cert" doc:"PEM file of the certificate with the chain behind it, relative to this file; read again when it changes." required:"true"`
	Key  string `yaml:"key" doc:"PEM file of its private key, relative to this file." required:"true"`
}

// The addresses of serve.listen that are no host and port.
const (
	UnixPrefix = "unix:"   // before the path of a socket file
	Systemd    = "systemd" // for the socket that systemd passes
)

// CheckListen checks an address for serve.listen: a host, which may be empty for all of the machine's addresses, a colon
// and a port number, 0 for any free one; or UnixPrefix and a path; or Systemd. The error is an *Error without a place.
func CheckListen(s string) error {
	if path, isPath := strings.CutPrefix(s, UnixPrefix); isPath {
		return checkSocket(path)
	}
	if s == Systemd {
		return nil
	}
	return checkHostPort(s, "write host:port, such as 127.0.0.1:8080", ", or unix:/run/masthead.sock, or systemd")
}

// checkHostPort checks a host and a port; others is what else could have been written.
func checkHostPort(s, fix, others string) error {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return flaw(fix+others, "%s is not a host and a port", quote(s))
	}
	if n, err := wholeNumber(port); err != nil || n < 0 || n > 65535 {
		return flaw(fix, "port %s is not a number up to 65535", quote(port))
	}
	if host != "" && net.ParseIP(withoutScope(host)) == nil && !isDomain(host) {
		return flaw(fix, "%s is neither an IP address nor a host name", quote(host))
	}
	return nil
}

// checkSocket checks the path of a socket. One that begins with @ would have no file to Linux, and so no mode: every program
// of the machine could connect.
func checkSocket(path string) error {
	const fix = "write the path of a file, such as unix:/run/masthead.sock"
	switch {
	case path == "" || strings.HasSuffix(path, "/"):
		return flaw(fix, "%s names no file", quote(path))
	case strings.HasPrefix(path, "@"), strings.ContainsRune(path, 0):
		return flaw(fix, "%s is not the path of a file", quote(path))
	}
	return nil
}

func (v *validator) serve(s *Serve) {
	v.check("serve.listen", s.Listen, CheckListen)
	v.checkGiven("serve.admin", s.Admin, func(admin string) error { return CheckAdmin(admin, s.Listen) })
	switch {
	case s.TLS == TLS{}:
	case s.TLS.Cert == "":
		v.missing("serve.tls.cert", "write the PEM file of the certificate with its chain, such as fullchain.pem")
	case s.TLS.Key == "":
		v.missing("serve.tls.key", "write the PEM file of the private key, such as privkey.pem")
	}
}
