package markup

import "testing"

// TestControlsAreReadAsWindowsText has texts with the controls that stand for the quotes and dashes of Windows-1252.
func TestControlsAreReadAsWindowsText(t *testing.T) {
	const wrong, right = "It\u0092s a wall \u0096 \u0093ours\u0094\u0085\u0081", "It’s a wall – “ours”…"
	if got, lost := CleanText(wrong); got != right || lost != 1 {
		t.Errorf("CleanText: %q, %d lost; want %q, 1 lost", got, lost, right)
	}
	if got := Line(wrong); got != right {
		t.Errorf("Line: %q, want %q", got, right)
	}
	if got := plainText("<p>" + wrong + "</p>"); got != right {
		t.Errorf("Text: %q, want %q", got, right)
	}
	got := Clean(`<p title="`+wrong+`">`+wrong+`</p>`, goldenOptions()).HTML
	if want := `<p title="` + right + `">` + right + `</p>`; got != want {
		t.Errorf("Clean: %q, want %q", got, want)
	}
}
