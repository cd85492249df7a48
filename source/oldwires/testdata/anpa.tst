W2870asian
f l  BC-Harbour 03-12
^BC-Harbour<
	It is open.
