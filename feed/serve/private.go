package serve

import (
	"net/http"
)

// private gives the path within the site and the name of the private feed at an address; no name where there is none.
func (s *Server) private(path string) (local, feed string) {
	if s.Private == nil {
		return "", ""
	}
	local = s.local(path)
	if feed = s.PrivateFeed(local); feed == "" && path != "" { // the path of the site may be that of a folder in it
		local = path[1:]
		feed = s.PrivateFeed(local)
	}
	return local, feed
}

// PrivateBuilt says that all private feeds there are have been built by now: one of a family that is not among them does not
// exist, and is answered for so, to those who have a token. All others are asked for theirs, and cannot tell.
func (s *Server) PrivateBuilt() { s.privateBuilt.Store(true) }

// answerPrivate answers for a private feed, to its subscribers alone. Caches that serve several are not to keep it, and the
// address, which may have the token in it, is told to nobody whose page is linked to.
func (s *Server) answerPrivate(w http.ResponseWriter, r *http.Request, path, feed string) {
	header := w.Header()
	if _, ok := s.Tokens.Subscriber(feed, r); !ok {
		common(header)
		s.Tokens.challenge(w)
		return
	}
	now := s.Private.edition()
	d := now.documents[path]
	if d == nil {
		common(header)
		if s.privateBuilt.Load() { // a tag, say, that no article has
			unknown(w, "private")
			return
		}
		header.Set("Retry-After", "60")
		http.Error(w, "the feed has not been built yet", http.StatusServiceUnavailable)
		return
	}
	s.sendDocument(w, r, d, now.says(d, s.lifetime.at(s.Now()).private, d.vary, r))
}
