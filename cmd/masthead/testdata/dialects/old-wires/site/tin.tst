V0123bd-
r f Tin-Price   01-08 0045
^Tin-Price,0040<
^Tin is dear<
^By NORA PELL=
^Tin Press=
	PORT TIN (TP) _ Tin is dear.
	
TP-WF-01-08-26 1000GMT<
