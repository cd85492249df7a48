package publish

// Machine gives the name of this machine in the names of temporary files.
func Machine() string { return machine() }

// WriteAside does the first half of a commit of a folder's batch and gives the temporary files.
func WriteAside(b Batch) (names []string, err error) {
	batch := b.(*folderBatch)
	err = batch.writeAside()
	for _, d := range batch.documents {
		names = append(names, d.temp)
	}
	return names, err
}
