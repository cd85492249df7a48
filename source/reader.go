package source

// Reader reads one format of article file. It says what the file says and nothing else: what lies beside and below the
// file (sidecars, defaults, dates of the file system) is the Folder's to add. A Reader is safe for concurrent use.
type Reader interface {
	// Format is the reader's name: "markdown".
	Format() string
	// Extensions are the endings of the file names it reads, in lower case with their dot.
	Extensions() []string
	// Head returns the articles of a file as far as they can be known without their bodies. One odd field is a Problem
	// of its article; an error means that the file as a whole cannot be trusted, and becomes a rejected article. An
	// error that is a Problem keeps its line and column.
	Head(f *File) ([]*Article, error)
	// Body reads the article's text into HTML and Text, and adds what only the body says: a title that is its first
	// heading, a notice at its foot. The article is one that Head returned for the same file.
	Body(f *File, a *Article) error
}
