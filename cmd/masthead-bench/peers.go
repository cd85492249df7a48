package main

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

const (
	hugoBuild  = "Hugo"
	hugoAll    = "Hugo, every article"
	naiveBuild = "naive program"
)

// Other programs are slow: they run three times at most.
const peerRepeat = 3

// hugoSite is a site that writes three feeds, short of what hugoMounts adds.
//
//go:embed hugo
var hugoSite embed.FS

const hugoMounts = `
[params]
limit = %d
[[module.mounts]]
source = %q
target = "content"
[[module.mounts]]
source = "layouts"
target = "layouts"
`

// hugo has Hugo write the same feeds of the same files.
func (b *bench) hugo(c corpus, name string, limit int, r *Report) []task {
	program, err := exec.LookPath("hugo")
	if err != nil || !b.peers {
		r.why[name] = "no Hugo on PATH, or -peers=false"
		return nil
	}
	first := limit
	if first == 0 {
		first = c.n
	}
	site := filepath.Join(b.work, fmt.Sprintf("%d-%d", c.n, limit))
	config, _ := hugoSite.ReadFile("hugo/hugo.toml")
	config = fmt.Appendf(config, hugoMounts, first, c.dir)
	err = errors.Join(os.CopyFS(site, hugoSite), os.WriteFile(filepath.Join(site, "hugo", "hugo.toml"), config, 0o644))
	if err != nil {
		r.why[name] = err.Error()
		return nil
	}
	out := filepath.Join(site, "built", "public")
	command := []string{program, "build", "--source", filepath.Join(site, "hugo"), "--destination", out, "--cacheDir", filepath.Join(site, "cache"), "--noBuildLock", "--quiet"}
	return []task{{name: name, command: command, before: afresh(out), after: holds(out, c, limit), most: peerRepeat}}
}

func (b *bench) naive(c corpus) task {
	out := filepath.Join(b.work, "naive", "public")
	command := program{filepath.Join(b.work, "naive-program"), c.dir, out, strconv.Itoa(newest)}
	return task{name: naiveBuild, command: command, before: afresh(out), after: holds(out, c, newest), most: peerRepeat}
}
