package source

import (
	"errors"
	"io/fs"
	"path"

	"github.com/masthead-feeds/masthead/source/meta"
)

// sidecarLayer reads the sidecar of a file. It says everything above the article; one that cannot be read may hold an
// embargo, so that its article is not published.
func (d *Folder) sidecarLayer(f *File, sidecar string) (*Article, error) {
	if sidecar == "" {
		return nil, nil
	}
	return d.metadataFile(sidecar, layer{file: sidecar, rule: "sidecar", zone: d.Zone, own: true})
}

// metadataFile reads a YAML file of an article's own keys.
func (d *Folder) metadataFile(name string, l layer) (*Article, error) {
	data, err := fs.ReadFile(d.FS, name)
	if err != nil {
		p, _ := errors.AsType[Problem](unreadable(err))
		p.File = name
		return nil, p
	}
	text, err := Decode(data)
	if err != nil {
		p, _ := errors.AsType[Problem](err)
		p.File = name
		return nil, p
	}
	value, warnings, err := meta.YAML(text, 1)
	if err != nil {
		return nil, metaProblem(name, err)
	}
	a := &Article{}
	a.apply(value, l)
	a.warn(name, warnings)
	return a, nil
}

// inheritedLayers gives, for every folder with articles, the layers below its articles: the nearest _defaults.yaml
// first, the configuration's defaults last.
func (d *Folder) inheritedLayers(w *found) map[string][]*Article {
	read := map[string]*Article{}
	for dir := range w.defaults {
		read[dir] = d.defaultsLayer(path.Join(dir, defaultsName))
	}
	base := &Article{}
	base.apply(d.Defaults, layer{file: d.DefaultsFile, rule: "configured defaults", zone: d.Zone, own: true})
	w.problems = append(w.problems, base.Problems...)
	base.Problems = nil // reported once, not with every article

	layers := map[string][]*Article{}
	for _, f := range w.files {
		dir := path.Dir(f.Path)
		if _, done := layers[dir]; !done {
			layers[dir] = append(nearestFirst(read, dir), base)
		}
	}
	return layers
}

func nearestFirst(read map[string]*Article, dir string) (layers []*Article) {
	for {
		if layer := read[dir]; layer != nil {
			layers = append(layers, layer)
		}
		if dir == "." {
			return layers
		}
		dir = path.Dir(dir)
	}
}

// defaultsLayer reads one _defaults.yaml. One that cannot be read rejects every article it would have spoken for.
func (d *Folder) defaultsLayer(name string) *Article {
	a, err := d.metadataFile(name, layer{file: name, rule: "folder defaults", zone: d.Zone, own: true})
	if err != nil {
		a = &Article{}
		a.reject(err)
	}
	return a
}
