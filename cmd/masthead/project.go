package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/packing"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/formats"
)

const configName = "masthead.yaml"

// project is a configuration with the command line's flags on top.
type project struct {
	*config.Config
	base     string // folder that the configuration's paths are relative to
	output   string
	explicit bool // somebody said where the feeds go
	now      time.Time
	isNow    bool // the clock's own instant, not one from the command line
	workers  int
	state    string // where the state is, by the command line
	standIn  bool   // no site address is known, and one of this machine stands for it
}

// load finds the configuration of the command line: the named file, else masthead.yaml in the folder, else none, and
// then the folder is the articles.
func (f *projectFlags) load() (*project, error) {
	p, err := f.loadForDesk()
	if err == nil && !p.isNow && p.now.After(time.Now()) && f.Out == "" {
		err = usageError{errors.New("--now lies in the future, where embargoes have ended: say -o and a folder that nobody reads")}
	}
	return p, err
}

// loadForDesk is load for what is shown to the desk alone, and published nowhere.
func (f *projectFlags) loadForDesk() (*project, error) {
	p := &project{base: f.Dir, workers: f.Workers}
	var err error
	switch path := f.configFile(); path {
	case "":
		p.Config, err = f.withoutFile()
	default:
		p.base = filepath.Dir(path)
		p.Config, err = config.Load(path)
	}
	if err != nil {
		return nil, asUsage(err)
	}
	if err := f.apply(p); err != nil {
		return nil, err
	}
	return p, p.Validate()
}

// asUsage makes a configuration file that is missing the command line's fault, not the disk's.
func asUsage(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		if info, statErr := os.Stat(path.Path); statErr == nil && info.IsDir() {
			return usageError{fmt.Errorf("%s is a folder: name the configuration file in it", path.Path)}
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return usageError{err}
	}
	return err
}

func (f *projectFlags) configFile() string {
	if f.Config != "" {
		return f.Config
	}
	path := filepath.Join(f.Dir, configName)
	if _, err := os.Lstat(path); err == nil {
		return path
	}
	return ""
}

func (f *projectFlags) withoutFile() (*config.Config, error) {
	info, err := os.Stat(f.Dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) && f.hasPublished():
		// the build fails as well, and takes what has expired meanwhile out of the feeds
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: no such folder: name the folder of the articles, or the one that holds masthead.yaml", f.Dir)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, usageError{fmt.Errorf("%s is a file: name the folder it lies in (masthead explain takes files)", f.Dir)}
	}
	c := config.Default()
	return &c, nil
}

// hasPublished reports whether feeds lie where the command line says, or where they go when it does not.
func (f *projectFlags) hasPublished() bool {
	return exists(filepath.Join(cmp.Or(f.Out, config.Default().Publish.Dir), manifestName))
}

// apply puts the flags on top of the configuration.
func (f *projectFlags) apply(p *project) error {
	p.state = f.State
	if f.URL != "" {
		if err := config.CheckURL(f.URL); err != nil {
			return usageError{fmt.Errorf("--url: %w", err)}
		}
		p.Site.URL = f.URL
	}
	if f.Title != "" {
		p.Site.Title = f.Title
	}
	if f.Limit != nil {
		if *f.Limit < 0 {
			return usageError{fmt.Errorf("--limit %d: a number of articles is not negative; 0 is for all", *f.Limit)}
		}
		for i := range p.Feeds {
			p.Feeds[i].Limit = *f.Limit
		}
	}
	if f.Workers < 1 {
		return usageError{fmt.Errorf("--workers %d: at least one has to work", f.Workers)}
	}
	f.applyOutput(p)
	return f.applyNow(p)
}

// applyOutput: a path of the configuration is relative to its file, one of the command line to the working directory.
func (f *projectFlags) applyOutput(p *project) {
	p.output, p.explicit = p.Publish.Dir, p.Publish.Explicit || f.Out != ""
	switch {
	case f.Out != "":
		p.output = f.Out
	case f.configFile() != "" && !filepath.IsAbs(p.output):
		p.output = filepath.Join(p.base, p.output)
	}
}

func (f *projectFlags) applyNow(p *project) error {
	p.now, p.isNow = time.Now().Round(0), true
	if f.Now == "" {
		return nil
	}
	d, err := dates.Parse(f.Now, p.Location())
	if err != nil {
		return usageError{fmt.Errorf("--now: %w", err)}
	}
	p.now, p.isNow = d.Time, false
	return nil
}

// options turns the project into the options of a build.
func (p *project) options() (*build.Options, error) {
	if err := p.RequireURL(); err != nil {
		return nil, err
	}
	o, err := build.Configured(p.Config, p.base, p.output, formats.Readers())
	if err != nil {
		return nil, err
	}
	o.Workers = p.workers
	return o, nil
}

// folder is where the feeds are written to.
func (p *project) folder() publish.Folder {
	f := publish.Folder{Dir: p.output}
	for _, ending := range p.Publish.Precompress {
		if c, err := packing.OfEnding(ending); err == nil { // the configuration is checked
			f.Packed = append(f.Packed, c)
		}
	}
	return f
}

// privateOptions gives the options of the build that makes the private feeds, of those of the build that makes all others; nil
// when there are none. Both builds may have one state, one after the other.
func (p *project) privateOptions(o *build.Options) *build.Options {
	if len(o.Elsewhere) == 0 {
		return nil
	}
	private := *o
	private.Feeds, private.Elsewhere, private.Private = o.Elsewhere, o.Feeds, true
	private.Kept = nil // which the other build goes on with
	private.Site.Hubs = nil
	return &private
}

// preview gives the site an address where it has none, so that its articles can be looked at. Nothing made with it may
// be published: ids would be made of it.
func (p *project) preview(address string) {
	p.standIn = true
	p.Site.URL = address
	p.tellNobody()
}
