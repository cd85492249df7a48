package main

import (
	"context"

	"github.com/masthead-feeds/masthead/config"
)

type configCommand struct {
	projectFlags
	Schema bool `help:"Print the JSON Schema of masthead.yaml, for editors."`
}

// Run checks the configuration and prints it with flags and defaults filled in.
func (c *configCommand) Run(_ context.Context, u *ui) error {
	if c.Schema {
		_, err := u.out.Write(config.Schema())
		return err
	}
	p, err := c.loadForDesk()
	if err != nil {
		return err
	}
	if _, err := p.options(); err != nil { // which knows the licences
		return err
	}
	for _, remark := range p.Remarks() {
		u.note("%s", remark)
	}
	return p.WriteYAML(u.out)
}
