package wxr

import (
	"fmt"
	"strings"
)

// tally counts the members that are no articles, in the order in which their kinds were met.
type tally struct {
	kinds  []string
	counts map[string]int
}

func (t *tally) add(kind string) {
	if t.counts == nil {
		t.counts = map[string]int{}
	}
	if t.counts[kind] == 0 {
		t.kinds = append(t.kinds, kind)
	}
	t.counts[kind]++
}

// called says what the kinds are called, one and several.
var called = map[string][2]string{
	"page":                {"page", "pages"},
	"attachment":          {"attachment", "attachments"},
	"nav_menu_item":       {"menu item", "menu items"},
	"revision":            {"revision", "revisions"},
	"custom_css":          {"style sheet", "style sheets"},
	"customize_changeset": {"draft of settings", "drafts of settings"},
	"wp_block":            {"shared block", "shared blocks"},
	"wp_template":         {"template", "templates"},
	"wp_template_part":    {"part of a template", "parts of templates"},
	"wp_navigation":       {"menu", "menus"},
	"wp_global_styles":    {"set of styles", "sets of styles"},
	"guest-author":        {"guest author", "guest authors"},
	"product":             {"product", "products"},
	"feedback":            {"message from a reader", "messages from readers"},
	"trash":               {"post in the trash", "posts in the trash"},
	"auto-draft":          {"post that was only begun", "posts that were only begun"},
}

// longestList is how many kinds are named. A file may have as many as it has members.
const longestList = 12

// String gives "3 pages, 12 attachments", or nothing.
func (t *tally) String() string {
	var list []string
	rest := 0
	for i, kind := range t.kinds {
		n := t.counts[kind]
		if i >= longestList {
			rest += n
			continue
		}
		names, known := called[kind]
		switch {
		case !known:
			list = append(list, fmt.Sprintf("%d of type %q", n, kind))
		case n == 1:
			list = append(list, "1 "+names[0])
		default:
			list = append(list, fmt.Sprintf("%d %s", n, names[1]))
		}
	}
	if rest > 0 {
		list = append(list, fmt.Sprintf("%d of other types", rest))
	}
	return strings.Join(list, ", ")
}
