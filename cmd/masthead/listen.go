package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/daemon"
)

// loadServed is load with what serve adds to it: where to listen, and with which certificate.
func (c *serveCommand) loadServed() (*project, error) {
	p, err := c.load()
	if err != nil {
		return nil, err
	}
	p.Serve.TLS.Cert, p.Serve.TLS.Key = p.beside(p.Serve.TLS.Cert), p.beside(p.Serve.TLS.Key)
	if c.Listen != "" {
		if err := config.CheckListen(c.Listen); err != nil {
			return nil, usageError{fmt.Errorf("--listen: %w", err)}
		}
		p.Serve.Listen = c.Listen
	} else if path, isPath := strings.CutPrefix(p.Serve.Listen, config.UnixPrefix); isPath {
		p.Serve.Listen = config.UnixPrefix + p.beside(path)
	}
	return p, nil
}

// beside gives a path of the configuration as seen from the working directory.
func (p *project) beside(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(p.base, path)
}

// listen opens the listener.
func (p *project) listen() (net.Listener, error) {
	l, err := daemon.Listen(p.Serve.Listen)
	if err != nil {
		err = fmt.Errorf("listening: %w", err)
		if _, ok := errors.AsType[*net.OpError](err); ok && !strings.HasPrefix(p.Serve.Listen, config.UnixPrefix) {
			err = fmt.Errorf("%w; say --listen 127.0.0.1:0 for a port that is free", err)
		}
	}
	return l, err
}

// certificate gives what there is to serve over HTTPS with; nil for nothing.
func (p *project) certificate(log *slog.Logger) (*tls.Config, error) {
	if p.Serve.TLS == (config.TLS{}) {
		return nil, nil
	}
	c, err := daemon.TLS(p.Serve.TLS.Cert, p.Serve.TLS.Key, log)
	if err != nil {
		return nil, fmt.Errorf("serve.tls: %w", err)
	}
	return c, nil
}

// ownAddress is the address under which this machine reaches the listener. A socket file has none; programs that connect to
// one say localhost.
func ownAddress(a net.Addr, secure bool) string {
	u := &url.URL{Scheme: "http", Host: "localhost", Path: "/"}
	if secure {
		u.Scheme = "https"
	}
	if host, port, err := net.SplitHostPort(a.String()); err == nil && a.Network() == "tcp" {
		if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
			host = "localhost"
		}
		u.Host = net.JoinHostPort(host, port)
	}
	return u.String()
}

// shownAddress is what people are told of where is served: the address, or the socket.
func shownAddress(a net.Addr, own string) string {
	if a.Network() == "unix" {
		return config.UnixPrefix + a.String()
	}
	return own
}
