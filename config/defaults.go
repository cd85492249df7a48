package config

import "reflect"

// defaulter is an element of a list that does not start out empty.
type defaulter interface{ setDefaults() }

// Default returns the configuration of an empty file: the folder itself as the source, one feed in three formats. Each
// call returns a value of its own.
func Default() Config {
	var source Source
	source.setDefaults()
	var feed Feed
	feed.setDefaults()
	feed.Name = "all"
	feed.Formats = Formats{RSS: "feed.xml", Atom: "atom.xml", JSON: "feed.json"}
	return Config{
		Site:        Site{Timezone: "UTC"},
		Sources:     []Source{source},
		Feeds:       []Feed{feed},
		WithdrawFor: "7d",
		Publish:     Publish{Dir: "public"},
		Serve:       Serve{Listen: "127.0.0.1:8080"},
	}
}

func (s *Source) setDefaults() {
	s.Dir = "."
	s.URL = "/{path}/"
}

func (f *Feed) setDefaults() {
	f.Limit = 50
	f.Text = FullText
}

// newElement returns a settable element of a list, with its defaults.
func newElement(t reflect.Type) reflect.Value {
	element := reflect.New(t)
	if d, ok := element.Interface().(defaulter); ok {
		d.setDefaults()
	}
	return element.Elem()
}
