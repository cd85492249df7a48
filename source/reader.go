package source

// Reader reads one format of article file. It says what the file says and nothing else: what lies beside and below the
// file (sidecars, defaults, dates of the file system) is the Folder's to add. A Reader is safe for concurrent use.
type Reader interface {
	// Format is the reader's name: "markdown".
	Format() string
	// Extensions are the endings of the file names it reads, in lower case with their dot. A Recogniser may name the
	// empty one: files whose names have no ending that means anything.
	Extensions() []string
	// Head returns the articles of a file as far as they can be known without their bodies. One odd field is a Problem
	// of its article; an error means that the file as a whole cannot be trusted, and becomes a rejected article. An
	// error that is a Problem keeps its line and column; one that is a NotArticle says that there is nothing to read, or,
	// beside articles, that the file holds other things than these.
	Head(f *File) ([]*Article, error)
	// Body reads the article's text into HTML and Text, and adds what only the body says: a title that is its first
	// heading, a notice at its foot. The article is one that Head returned for the same file.
	Body(f *File, a *Article) error
}

// Recogniser is a Reader of a format that the ending of a file's name does not tell: many kinds of file are called .json
// or .xml, and what comes off a wire may have no ending at all.
type Recogniser interface {
	Reader
	// Recognises reports whether a file is of this format, by its first 8 kB as they are on disk.
	Recognises(start []byte) bool
}

// NotArticle says why a file, or a part of it, is none that could be published: a package, a list of subjects, a page
// that leads elsewhere. It is no fault of the file; list shows it.
type NotArticle struct{ Why string }

// Error implements error.
func (n NotArticle) Error() string { return "not an article: " + n.Why }
