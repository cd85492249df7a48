package feed

// URI gives the id of an item as Atom has to have it, a URI (RFC 4287 §4.2.6). Nearly all are. One that a site had in a feed of
// RSS before, where anything will do, stays what it was there, so that its readers know the item; in Atom, where nobody has
// seen it yet, it is the UUID of that.
func URI(id string) string {
	if isURI(id) {
		return id
	}
	return "urn:uuid:" + nameUUID(id)
}
