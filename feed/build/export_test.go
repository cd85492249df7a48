package build

import "slices"

// Label has the articles labelled as the feeds need it, as Configured does.
func (o *Options) Label() { o.labelWith(slices.Concat(o.Feeds, o.Elsewhere)) }
