package config

import (
	"errors"
	"slices"
	"strings"
)

// OnChange is who is told of changes beside the hubs.
type OnChange struct {
	// Command is a program and its arguments. No shell comes between.
	Command []string `yaml:"command" doc:"Program with its arguments, run without a shell in the folder of this file; it reads the changed addresses, one a line. One that has a slash in it is relative to this file."`
	// Webhook may hold a secret: it is named in no error.
	Webhook string `yaml:"webhook" doc:"Address that is sent the changed addresses as JSON." format:"uri" pattern:"^https?://"`
}

// notified checks who is told of changes.
func (v *validator) notified(c *Config) {
	for i, hub := range c.Hubs {
		at := index("hubs", i)
		v.check(at, hub, checkHub)
		if first := slices.Index(c.Hubs, hub); first < i {
			v.blame(at, hub, flaw("write each hub once", "%s is %s, too", quote(hub), v.describe(index("hubs", first))))
		}
	}
	for i, word := range c.OnChange.Command {
		v.check(index("on_change.command", i), word, func(word string) error { return checkWord(word, i == 0) })
	}
	v.checkGiven("on_change.webhook", c.OnChange.Webhook, checkSecretAddress)
}

// checkHub checks the address of a hub, which readers are sent to as well.
func checkHub(s string) error {
	if err := checkAddress(s); err != nil {
		return err
	}
	if strings.Contains(s, "#") {
		return flaw("write the address up to the #", "%s has a fragment, which is not sent to a hub", quote(s))
	}
	return nil
}

// checkWord checks the name of a program, or an argument of it.
func checkWord(s string, isProgram bool) error {
	if isProgram && strings.TrimSpace(s) == "" || strings.ContainsRune(s, 0) {
		return flaw("write a program and its arguments, such as [./purge.sh, all]", "%s cannot be run", quote(s))
	}
	return nil
}

// checkSecretAddress is checkAddress for an address that is not to be shown.
func checkSecretAddress(s string) error {
	err := checkAddress(s)
	if err == nil {
		return nil
	}
	if fault, ok := errors.AsType[*Error](err); ok && strings.Contains(fault.Message, "user name") {
		return flaw("write the address without it", "the address holds a user name")
	}
	return flaw("write an address such as https://example.org/hook", "what is written is no http or https address")
}
