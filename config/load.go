package config

import (
	"fmt"
	"io"
	"os"
	"reflect"
)

// maxBytes is the largest file that is read: far beyond any list of feeds, small enough to refuse an article archive
// named by mistake.
const maxBytes = 1 << 20

// Load reads the configuration file at path, in UTF-8 and of a megabyte at most. The error is an Errors with everything that is
// wrong with the contents, or the one from opening or reading the file, wrapped.
func Load(path string) (*Config, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	return Parse(path, data)
}

// Parse reads a configuration from data; name is what errors call the file. No data, or comments only, gives the
// defaults. The error is an Errors.
func Parse(name string, data []byte) (*Config, error) {
	root, faults := readTree(name, data)
	if root == nil && len(faults) > 0 {
		return nil, faults.orNil()
	}
	cfg := Default()
	cfg.file = name
	d := newDecoder(name, faults)
	cfg.places = d.places
	if root != nil {
		d.value(root, reflect.ValueOf(&cfg).Elem(), "")
	}
	d.settle(&cfg)
	if err := d.with(cfg.faults()).orNil(); err != nil {
		return nil, err
	}
	return &cfg, nil
}

// settle does what needs more than one key: a schedule can be read only once the zone is known, whichever comes first in
// the file.
func (d *decoder) settle(c *Config) {
	_, c.Publish.Explicit = c.places["publish.dir"]
	if tag, err := canonicalLanguage(c.Site.Language); err == nil {
		c.Site.Language = tag
	}
	for i := range c.Feeds {
		c.Feeds[i].Name = c.Feeds[i].Called()
	}
	text := c.Schedule.text
	if text == "" {
		return
	}
	schedule, err := ParseSchedule(text, c.Location())
	if err != nil {
		d.fail("schedule", err)
	}
	c.Schedule = schedule
}
