//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package config

// whileLocked does something to a list. Nothing keeps another masthead from changing it at the same time.
func whileLocked(_ string, do func() error) error { return do() }
