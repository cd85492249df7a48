//go:build !linux

package publish

// syncFileSystem is for systems that can do it and report what went wrong; this one syncs file by file.
func syncFileSystem(string) bool { return false }
