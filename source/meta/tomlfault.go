package meta

import (
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// A tomlRule is what the parser of TOML says of a fault, in part, and what we say instead. An empty message leaves the
// parser's own.
type tomlRule struct{ theirs, message, fix string }

// tomlRules are tried in order.
func tomlRules() []tomlRule {
	const (
		entry     = "put text in quotes, and each entry on a line of its own"
		dateFix   = "write it as 2024-05-31 or 2024-05-31T15:04:05+02:00"
		remove    = "remove one of them"
		numberFix = "write it with digits only, as in 5 or 0.5, or put it in quotes"
		escapeFix = `write \\ for a backslash, or put the text in single quotes`
		quoteEnd  = "close it with the same quotes"
	)
	return []tomlRule{
		{"strings cannot have new lines", "the text does not end on its line", `close its quote, or put text of several lines between """ and """`},
		{"not terminated by", "the text is never closed", quoteEnd},
		{"unterminated", "the text is never closed", quoteEnd},
		{"too many quotes", "there are too many quotes here", quoteEnd},
		{"invalid escape character", "this is not an escape", escapeFix},
		{"escape sequence", "this is no character's number", `write \u and four digits, as in \u00e9, or the character itself`},
		{`need a character after \`, "this is not an escape", escapeFix},
		{"impossible date", "there is no such date", dateFix},
		{"dates are expected", "this is not a date as TOML has it", dateFix},
		{"datetime", "this is not a date as TOML has it", dateFix},
		{"date-time", "this is not a date as TOML has it", dateFix},
		{"times are expected", "this is not a time as TOML has it", "write it as 15:04:05"},
		{"hour cannot", "there is no such hour", dateFix},
		{"minutes cannot", "there is no such minute", dateFix},
		{"seconds", "there is no such second", dateFix},
		{"colon between hours", "this is not a time as TOML has it", "write it as 15:04:05"},
		{"timezone", "this is not an offset from UTC", "write Z, or hours and minutes as in +02:00"},
		{"is already defined", "", remove},
		{"already exists as a value", "", "give one of them another name"},
		{"should be a table", "", "give one of them another name"},
		{"should be an array table", "", "give one of them another name"},
		{"already exists as an array of tables", "", "write its name between [[ and ]], or remove one of them"},
		{"already exists", "", "put all its keys under one of them"},
		{"to close table name", "the name of the table is not closed", "write ] behind it"},
		{"to close array table name", "the name of the list of tables is not closed", "write ]] behind it"},
		{"after array value", "an entry should end before this", "put a comma between entries, and a ] after the last"},
		{"array is incomplete", "the list is never closed", "close it with a ]"},
		{"after inline table key-value", "an entry should end before this", "put a comma between entries, and a } after the last"},
		{"inline table is incomplete", "the table is never closed", "close it with a }"},
		{"unexpected comma", "there is nothing before this comma", "remove it"},
		{"not end of input", "a value should follow", `write key = "value"`},
		{"expected value but got", "a value should begin here", "put text in quotes, and one comma between entries"},
		{"expected keyword", "text needs quotes", "put it in quotes, or write true or false"},
		{"strings must be quoted", "text needs quotes", "put it in quotes"},
		{"leading zeroes", "a number does not begin with 0", "put it in quotes if the 0 belongs to it"},
		{"too large to fit", "the number is too large", "put it in quotes"},
		{"digit", "this is not a number", numberFix},
		{"number after sign", "this is not a number", numberFix},
		{"expected newline", "the entry should end before this", entry},
		{"extra characters", "the entry should end before this", entry},
		{"extra bytes", "the entry should end before this", entry},
	}
}

// tomlFault says where and how TOML is wrong.
func (r *reader) tomlFault(err error) *Error {
	decode, ok := errors.AsType[*toml.DecodeError](err)
	if !ok {
		return &Error{Line: r.first, Column: 1, Message: err.Error()}
	}
	row, column := decode.Position()
	offset := r.lineStart(row) + column - 1
	message, fix := tomlMessage(strings.TrimPrefix(decode.Error(), "toml: "), r.line(row))
	return r.fault(offset, message, fix)
}

// tomlMessage puts the parser's words into ours, and adds what to do about it on the line.
func tomlMessage(theirs, line string) (message, fix string) {
	switch {
	case strings.Contains(theirs, "at start of value"):
		return "a value should begin here", quoteFix(line, '=')
	case strings.Contains(theirs, "at start of key"):
		return "a key cannot begin with this", "put keys of other characters than A-Z, a-z, 0-9, - and _ in quotes"
	case strings.Contains(theirs, "expected '=' after key") && strings.Contains(line, ":"):
		return "there should be an = here", "write = between the key and the value"
	case strings.Contains(theirs, "expected '=' after key"):
		return "there should be an = here", `write key = "value", and put keys with blanks in quotes`
	}
	for _, rule := range tomlRules() {
		if strings.Contains(theirs, rule.theirs) {
			if rule.message == "" {
				return "the " + theirs, rule.fix
			}
			return rule.message, rule.fix
		}
	}
	return theirs, ""
}
