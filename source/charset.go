package source

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// errBinary is the fault of a file that is not text at all.
var errBinary = errors.New("not text: a NUL byte stands in it")

// Decode turns a text file into UTF-8 without a byte order mark. UTF-16 and UTF-32 are known by their marks. Bytes that
// are no UTF-8 are left as they are: they are replaced, and counted, where the item is made. The error is a Problem.
func Decode(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		data = data[3:]
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(data, []byte{0, 0, 0xFE, 0xFF}):
		return decodeUTF32(data)
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return decodeUTF16(data)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, Problem{Message: errBinary.Error(), Fix: "save it as UTF-8 text, or exclude it"}
	}
	return data, nil
}

// decodeUTF32 is tried before UTF-16, whose mark begins that of UTF-32.
func decodeUTF32(data []byte) ([]byte, error) {
	text, err := utf32.UTF32(utf32.LittleEndian, utf32.ExpectBOM).NewDecoder().Bytes(data[:len(data)&^3])
	if err != nil || len(data)%4 != 0 || bytes.IndexByte(text, 0) >= 0 || bytes.ContainsRune(text, utf8.RuneError) {
		return nil, Problem{Message: "not UTF-32, though its first four bytes say so", Fix: "save it as UTF-8"}
	}
	return text, nil
}

func decodeUTF16(data []byte) ([]byte, error) {
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	if err != nil {
		return nil, Problem{Message: "not UTF-16, though its first two bytes say so: " + err.Error(), Fix: "save it as UTF-8"}
	}
	return text, nil
}
