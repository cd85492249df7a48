package config

// File gives the path of the file that the configuration was read from, as Load was given it; empty for the defaults.
func (c *Config) File() string { return c.file }
