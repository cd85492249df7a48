package daemon

import (
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// Limits that keep a slow or hostile client from holding a connection, or memory (net/http has few of its own). A request
// has no body to wait for; an answer may be the whole past of a publication, on a slow line.
const (
	requestTimeout = 10 * time.Second // the handshake, and again the request with its head
	answerTimeout  = 5 * time.Minute
	idleTimeout    = 2 * time.Minute
	maxHeader      = 64 << 10 // bytes
	// For HTTP/2, where a connection carries many requests.
	maxStreams   = 100              // at once, on one connection; RFC 9113 §6.5.2 advises against fewer
	maxReceive   = 64 << 10         // bytes of bodies on one connection, which nobody reads
	stallTimeout = 30 * time.Second // without a byte taken by the client
)

// server makes the server: HTTP/1.1 and HTTP/2, the latter in the clear, too, for proxies that know beforehand that it is
// spoken (RFC 9113 §3.3).
func (o *Options) server(handler http.Handler) *http.Server {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	return &http.Server{
		Handler:     withoutBody(handler),
		ConnContext: onConn,
		TLSConfig:   o.TLS,
		Protocols:   protocols,
		HTTP2: &http.HTTP2Config{
			MaxConcurrentStreams: maxStreams, MaxReceiveBufferPerConnection: maxReceive, MaxReceiveBufferPerStream: maxReceive,
			WriteByteTimeout: stallTimeout,
		},
		ReadTimeout: requestTimeout, WriteTimeout: answerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
	}
}

// answer serves until the server is shut down, with TLS where it has a configuration for it.
func answer(server *http.Server, l net.Listener) error {
	if server.TLSConfig != nil {
		return server.ServeTLS(l, "", "")
	}
	return server.Serve(l)
}

// withoutBody answers at once where net/http would first wait for a body that nobody reads. The rest of such a connection
// is of no use, since what comes next on it is the body.
func withoutBody(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength != 0 && r.ProtoMajor == 1 {
			w.Header().Set("Connection", "close")
		}
		handler.ServeHTTP(w, r)
	})
}

// exchangeable is a handler that another can take the place of while it answers.
type exchangeable struct{ current atomic.Pointer[http.Handler] }

func (e *exchangeable) exchange(handler http.Handler) { e.current.Store(&handler) }

func (e *exchangeable) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*e.current.Load()).ServeHTTP(w, r)
}
