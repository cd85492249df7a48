module github.com/masthead-feeds/masthead/cmd/masthead-bench

go 1.26.0

require (
	github.com/adrg/frontmatter v0.2.0
	github.com/gorilla/feeds v1.2.0
	github.com/yuin/goldmark v1.8.7
)

require (
	github.com/BurntSushi/toml v0.3.1 // indirect
	gopkg.in/yaml.v2 v2.3.0 // indirect
)
