package markup

import (
	"errors"
	"net/url"
)

// The reasons why Address refuses a reference.
var (
	errUnsafe    = errors.New("is no address of the web")
	errNoAddress = errors.New("is no address that could be reached")
)

// Address returns the absolute http or https address that ref stands for on the page base, as bodies have it: with the
// characters that RFC 3986 allows and no others. base may be nil when ref has to be absolute. The error says, without ref,
// what is wrong with it. Safe for concurrent use.
func Address(base *url.URL, ref string) (string, error) {
	a := newAddresses(base)
	s := tidy([]byte(ref))
	scheme, rest := cutScheme(s)
	address, v := "", unsafe
	switch {
	case s == "":
		v = unusable
	case scheme == "":
		address, v = a.relative(s)
	case scheme == "http" || scheme == "https":
		address, v = a.web(scheme, rest)
	}
	switch v {
	case good:
		return address, nil
	case unsafe:
		return "", errUnsafe
	}
	return "", errNoAddress
}
