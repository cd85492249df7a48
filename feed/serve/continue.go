package serve

// Continue has a server that has not answered yet take the place of another: it serves what that one serves, with the same
// tags and dates, under its own addresses and with its own links. Nothing may be published to its Store before.
func (s *Server) Continue(from *Server) {
	s.Store.resume(from.Store)
	if s.Private != nil && from.Private != nil {
		s.Private.resume(from.Private)
	}
	if times := from.lifetime.times.Load(); times != nil {
		s.SetTimes(*times)
	}
	if dir := from.directory.Load(); dir != nil {
		moved := *dir
		if dir.index != nil {
			moved.index = dir.index.under(s.Store, "")
		}
		s.directory.Store(&moved)
	}
}

// resume serves what another store does.
func (s *Store) resume(from *Store) {
	next := *from.edition()
	documents := next.documents
	next.documents = make(map[string]*document, len(documents))
	for name, d := range documents {
		next.documents[name] = d.under(s, name)
	}
	s.now.Store(&next)
}

// under is the document with the header lines that a store gives it.
func (d *document) under(s *Store, name string) *document {
	next := &document{mediaType: d.mediaType, tag: d.tag, modified: d.modified, in: d.in, items: d.items, history: d.history}
	next.prepare(s, name)
	return next
}
