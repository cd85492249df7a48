package index

import "encoding/binary"

// Row reads what was written into a row of the index with AppendText and the numbers of encoding/binary, one thing after the
// other.
type Row struct {
	Rest   []byte // what is still to be read
	Failed bool   // it was not what is asked for; nothing that was read since is right
}

// AppendText appends a text, or other bytes, to a row, with their number before them.
func AppendText[T string | []byte](b []byte, text T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// Number reads what binary.AppendUvarint wrote.
func (r *Row) Number() uint64 {
	v, n := binary.Uvarint(r.Rest)
	r.skip(n)
	return v
}

// Signed reads what binary.AppendVarint wrote.
func (r *Row) Signed() int64 {
	v, n := binary.Varint(r.Rest)
	r.skip(n)
	return v
}

func (r *Row) skip(n int) {
	if n <= 0 {
		r.fail()
		return
	}
	r.Rest = r.Rest[n:]
}

func (r *Row) fail() { r.Failed, r.Rest = true, nil }

// Text reads what AppendText wrote.
func (r *Row) Text() string { return string(r.Bytes()) }

// Bytes reads what AppendText wrote, and gives the part of the row that it is, not a copy.
func (r *Row) Bytes() []byte {
	n := r.Number()
	if n > uint64(len(r.Rest)) {
		r.fail()
		return nil
	}
	b := r.Rest[:n]
	r.Rest = r.Rest[n:]
	return b
}
