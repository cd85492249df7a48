package config

import (
	"net"
	"strconv"
)

// Operations is what the HTTP server has for those who run it.
type Operations struct {
	Admin     string `yaml:"admin" doc:"Address for /healthz, /readyz and /metrics, host:port; not the one of listen. Without it there are none. It is not for the public."`
	AccessLog bool   `yaml:"access_log" doc:"Whether every request is a line in the log, without its query."`
	PProf     bool   `yaml:"pprof" doc:"Whether Go's profiles are at /debug/pprof/ of the admin address."`
}

// CheckAdmin checks an address for serve.admin, given that of serve.listen: a host and a port as in CheckListen, and not the
// same, since what is for those who run the server must not be where everybody reads. The error is an *Error without a place.
func CheckAdmin(s, listen string) error {
	if err := checkHostPort(s, "write host:port, such as 127.0.0.1:9090", ""); err != nil {
		return err
	}
	if isSameAddress(s, listen) {
		return flaw("write another port, such as 127.0.0.1:9090", "%s is where the feeds are, by serve.listen", quote(s))
	}
	return nil
}

// isSameAddress reports that two listeners cannot have their addresses at one time. Port 0 is another one each time.
func isSameAddress(a, b string) bool {
	hostA, portA, _ := net.SplitHostPort(a)
	hostB, portB, _ := net.SplitHostPort(b)
	numberA, _ := strconv.Atoi(portA)
	numberB, _ := strconv.Atoi(portB)
	return numberA == numberB && numberA != 0 && (isEveryHost(hostA) || isEveryHost(hostB) || fold(hostA) == fold(hostB))
}

func isEveryHost(host string) bool {
	ip := net.ParseIP(host)
	return host == "" || ip != nil && ip.IsUnspecified()
}
