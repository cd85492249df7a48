package daemon

import (
	"context"
	"log/slog"
	"net"
	"net/http"
)

// Serve answers over HTTP until the context ends, with the limits that Run has, and builds nothing. The error is the
// server's or nil.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	o := Options{Listener: listener, Log: log}
	return o.serve(ctx, stop, handler)()
}
