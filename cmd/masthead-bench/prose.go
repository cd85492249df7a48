package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The prose is invented, and dull enough to be as long as wanted. One of each makes a sentence.
var (
	subjects = []string{"The harbour council", "A committee of pilots", "The night ferry", "Every second bakery", "The new lighthouse keeper", "A retired bell founder",
		"The weather station", "Nobody at the fish market", "The school's rowing club", "An engineer from the dredger", "The island library", "The union of net menders"}
	predicates = []string{"has voted to repair", "no longer believes in", "will reopen", "measured, twice,", "quietly painted", "has lost the plans of", "would rather sell",
		"reported a crack in", "photographed", "wants to extend", "paid for", "cannot agree about"}
	objects = []string{"the north pier", "the old customs house", "a bridge of oak and iron", "the tide table", "the smallest of three cranes", "the road to the quarry",
		"both salt pans", "the winter timetable", "the market hall’s roof", "a boat that nobody claims", "the radio mast", "the sluice below the mill"}
	circumstances = []string{"before the first frost", "against the advice of its own surveyor", "at a cost of 4.2 million", "while the tide was out", "for the third year running",
		"and said so on Thursday", "as the minutes of May show", "in spite of the wind", "without a word to the press", "with money from the mainland"}
	topics   = []string{"harbour", "budget", "weather", "ferries", "schools", "fishing", "music", "roads", "energy", "history"}
	places   = []string{"north", "south", "quay", "mill", "island", "market", "station", "heath", "river", "castle"}
	people   = []string{"Mara Quill", "Tobias Fenn", "Ines Aldarondo", "Jonas Brandvold", "Kirsi Haukka", "Étienne Marchal", "Rosa Lindqvist", "Owen Pryce", "Yuki Tanabe", "Amara Diallo"}
	sections = []string{"news", "business", "culture", "sport", "opinion"}
)

func pick(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

// headline gives a sentence without its full stop.
func headline(r *rand.Rand) string {
	return fmt.Sprintf("%s %s %s", pick(r, subjects), pick(r, predicates), pick(r, objects))
}

func paragraph(b *strings.Builder, r *rand.Rand) {
	for range 3 + r.IntN(4) {
		object := pick(r, objects)
		switch r.IntN(10) {
		case 0:
			object = "[" + object + "](https://example.org/places/" + pick(r, places) + "/)"
		case 1:
			object = "*" + object + "*"
		}
		fmt.Fprintf(b, "%s %s %s %s. ", pick(r, subjects), pick(r, predicates), object, pick(r, circumstances))
	}
	b.WriteString("\n\n")
}

// prose writes a body in Markdown until the builder holds about size bytes: what articles are made of, in the share that
// they are made of it.
func prose(b *strings.Builder, r *rand.Rand, size int) {
	paragraph(b, r)
	fmt.Fprintf(b, "![%s seen from %s](/img/%s-%d.jpg)\n\n", "The pier", pick(r, places), pick(r, topics), r.IntN(1000))
	fmt.Fprintf(b, "```sh\ncurl -s https://example.org/tides.json | jq '.[%d].height'\n```\n\n", r.IntN(24))
	for b.Len() < size {
		fmt.Fprintf(b, "## %s\n\n", headline(r))
		paragraph(b, r)
		paragraph(b, r)
		for range 3 {
			fmt.Fprintf(b, "- %s %s, **%s**\n", pick(r, subjects), pick(r, circumstances), pick(r, places))
		}
		b.WriteString("\n")
		paragraph(b, r)
	}
}
