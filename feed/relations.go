package feed

import "slices"

// related names the pages that belong to the story, but for its own.
func (m *maker) related() {
	for _, ref := range m.a.Related.Value {
		address := m.address("related", ref, m.a.Related.From)
		if address != "" && address != m.it.URL && !slices.Contains(m.it.Related, address) {
			m.it.Related = append(m.it.Related, address)
		}
	}
}
