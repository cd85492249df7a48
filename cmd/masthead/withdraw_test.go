package main

import "testing"

func TestANoticeIsALineOfText(t *testing.T) {
	for notice, want := range map[string]bool{
		"": true, "Taken back.": true, "撤回されました": true, "\U0001f468\u200d\U0001f469 gone": true,
		" ": false, "\u00a0\u200b\u2060": false, "a\nb": false, "a\x00b": false, "a\x7fb": false, "a\u2028b": false, "a\xffb": false, "\ta": false,
	} {
		if err := checkNotice(notice); (err == nil) != want {
			t.Errorf("%q: %v", notice, err)
		}
	}
}
