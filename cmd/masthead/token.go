package main

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// tokenCommand is for the subscribers of private feeds.
type tokenCommand struct {
	Add    tokenAddCommand    `cmd:"" help:"Give a subscriber a token for a private feed, and print it with the addresses to subscribe to."`
	List   tokenListCommand   `cmd:"" help:"List who has a token, and for which feed."`
	Revoke tokenRevokeCommand `cmd:"" help:"Take the token of a subscriber for a feed back."`
}

type tokenAddCommand struct {
	Feed       string `arg:"" help:"Name of a private feed."`
	Subscriber string `arg:"" help:"Who is given the token, as you call them."`
	projectFlags
	voiceFlags
}

// newTokenJSON is what token add --json prints.
type newTokenJSON struct {
	Feed       string        `json:"feed"`
	Subscriber string        `json:"subscriber"`
	Added      string        `json:"added"`
	Token      string        `json:"token"`
	Addresses  []addressJSON `json:"addresses"`
}

type addressJSON struct {
	Format string `json:"format"` // rss, atom or json
	URL    string `json:"url"`    // of a family with {tag}, {section}, …, as URI templates have it (RFC 6570)
}

// Run makes a token, enters its hash in tokens.yaml, and prints it: nobody can do so again.
func (c *tokenAddCommand) Run(_ context.Context, u *ui) error {
	u.voiceFlags = c.voiceFlags
	p, err := c.loadForDesk()
	if err != nil {
		return err
	}
	o, err := p.options()
	if err != nil {
		return err
	}
	f, err := p.privateFeed(o, c.Feed)
	if err != nil {
		return err
	}
	token := config.NewToken()
	entry := config.Token{Feed: f.Name, Subscriber: c.Subscriber, Hash: config.HashToken(token), Added: p.now.In(p.Location()).Format(time.DateOnly)}
	if err := config.AddToken(p.tokensPath(), entry); err != nil {
		return err
	}
	j := newTokenJSON{Feed: f.Name, Subscriber: c.Subscriber, Added: entry.Added, Token: token}
	for _, format := range f.Formats {
		j.Addresses = append(j.Addresses, addressJSON{format.Name, addressOf(&o.Site, f, format) + "?token=" + token})
	}
	if c.JSON {
		return u.printJSON(j)
	}
	for _, a := range j.Addresses {
		fmt.Fprintln(u.out, a.URL)
	}
	if f.Each != "" {
		u.say("")
		u.say("{%s} stands for what each feed of the family is of, as paths have it: new-york for New York", f.Each)
	}
	u.say("")
	u.say("Or without ?token=…, where the reader asks for a name and a password: any name, and as the password")
	fmt.Fprintln(u.out, token)
	u.say("")
	u.say("%s: entered %s for %s; the token itself is kept nowhere, so send it now", p.tokensPath(), shown(c.Subscriber), f.Name)
	return nil
}

// addressOf gives the address of a feed, and of a family the pattern of theirs: which feeds it has only a build knows.
func addressOf(site *feed.Site, f *build.Feed, format build.Format) string {
	address := site.File(format.Path)
	if f.Each == "" {
		return address
	}
	word := "{" + f.Each + "}"
	return strings.ReplaceAll(address, url.PathEscape(word), word)
}

// privateFeed finds a private feed by its name.
func (p *project) privateFeed(o *build.Options, name string) (*build.Feed, error) {
	for i := range o.Elsewhere {
		if o.Elsewhere[i].Name == name {
			return &o.Elsewhere[i], nil
		}
	}
	var names []string
	for _, f := range p.Feeds {
		if f.Name == name {
			return nil, usageError{fmt.Errorf("feed %s is not private, and anybody can read it without a token; write private: true under it in %s", name, configName)}
		}
		names = append(names, f.Name)
	}
	return nil, usageError{fmt.Errorf("no feed is called %s; there are %s", shown(name), strings.Join(names, ", "))}
}

// tokensPath is the list of those who may read the private feeds.
func (p *project) tokensPath() string { return filepath.Join(p.base, config.TokensName) }

// tokens reads who may read the private feeds, as the server knows them.
func (p *project) tokens() ([]serve.Token, error) {
	list, err := config.Tokens(p.tokensPath())
	if err != nil {
		return nil, err
	}
	known := make([]serve.Token, len(list))
	for i, t := range list {
		known[i] = serve.Token{Feed: t.Feed, Subscriber: t.Subscriber, Hash: t.Sum()}
	}
	return known, nil
}

type tokenListCommand struct {
	projectFlags
	voiceFlags
}

// tokenJSON is what token list --json prints of a token: every key is always there.
type tokenJSON struct {
	Feed       string `json:"feed"`
	Subscriber string `json:"subscriber"`
	Added      string `json:"added"`
}

// Run lists the tokens by feed, in the order of the list.
func (c *tokenListCommand) Run(_ context.Context, u *ui) error {
	u.voiceFlags = c.voiceFlags
	p, err := c.loadForDesk()
	if err != nil {
		return err
	}
	list, err := config.Tokens(p.tokensPath())
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b config.Token) int { return strings.Compare(a.Feed, b.Feed) })
	if c.JSON {
		for _, t := range list {
			if err := u.printJSON(tokenJSON{t.Feed, t.Subscriber, t.Added}); err != nil {
				return err
			}
		}
		return nil
	}
	if len(list) == 0 {
		u.say("nobody has a token; masthead token add FEED SUBSCRIBER gives one")
		return nil
	}
	var t table
	t.add("FEED", "SUBSCRIBER", "ADDED")
	for _, token := range list {
		t.add(token.Feed, shown(token.Subscriber), token.Added)
	}
	return t.print(u.out, "", screenWidth(u.out), 1)
}

type tokenRevokeCommand struct {
	Feed       string `arg:"" help:"Name of the feed."`
	Subscriber string `arg:"" help:"Who has the token."`
	projectFlags
	voiceFlags
}

// Run takes a token out of tokens.yaml. The feed need not be there any more.
func (c *tokenRevokeCommand) Run(_ context.Context, u *ui) error {
	u.voiceFlags = c.voiceFlags
	p, err := c.loadForDesk()
	if err != nil {
		return err
	}
	if err := config.RevokeToken(p.tokensPath(), c.Feed, c.Subscriber); err != nil {
		return err
	}
	u.say("%s: took %s out for %s", p.tokensPath(), shown(c.Subscriber), shown(c.Feed))
	return nil
}
