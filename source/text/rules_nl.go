package text

// dutch are the commonest lines of Dutch pages.
var dutch = []rule{
	{furniture, `leestijd\s*:?.{0,20}|\d+ min(uten)? leestijd|[\d.]+\s*(keer bekeken|weergaven)|(geen|\d+) reacties?`, "Leestijd: 3 minuten"},
	{furniture, `[-–—\s]*advertentie[-–—\s]*|(ga|spring) naar (de )?inhoud|volg ons.{0,60}`, "Advertentie"},
	{related, `lees ook|meer over dit onderwerp`, "Lees ook"},
	{furniture, `deel (dit|op|via|deze).{0,40}`, "Deel dit artikel"},
	{appeal, `(lees ook|lees meer|bekijk ook)\s*[:|].*`, "Lees ook: Er is iets anders gebeurd"},
	{appeal, `(schrijf je in|meld je aan|abonneer).{0,120}(nieuwsbrief|e-?mail).{0,80}|(deze (web)?site|wij|we) gebruik(t|en).{0,20}cookies.*`, "Schrijf je in voor onze nieuwsbrief"},
	{menu, `(delen|afdrukken|binnenland|buitenland|politiek|economie|nieuws|inloggen|zoeken|abonneren)`, "Delen"},
	{end, `(laat een|geef een|plaats een|schrijf een) reactie.{0,40}|(je|het) e-?mailadres wordt niet gepubliceerd.*`, "Laat een reactie achter"},
	{end, `(gerelateerde|meer|verwante) (artikelen|berichten|nieuws)|over de auteur|meest gelezen`, "Gerelateerde artikelen"},
	{weakEnd, `(trefwoorden|onderwerpen|labels)( ?:.*)?`, "Onderwerpen: haven, zee"},
	{byline, `door:? (.+)`, "Door Johanna Voorbeeld"},
	{author, `(?:auteur|tekst|geschreven door) ?:? (.+)`, "Auteur: Johanna Voorbeeld"},
	{desk, `(?:de |onze )?redactie|onze (?:correspondent|verslaggever)`, "Onze redactie"},
	{published, `(?:gepubliceerd|geplaatst|datum)(?: op)? ?:? ?(.+)`, "Gepubliceerd op 18 juni 2023"},
	{updated, `(?:bijgewerkt|laatst gewijzigd|laatste update|aangepast)(?: op)? ?:? ?(.+)`, "Bijgewerkt op 18 juni 2023"},
	{credit, `bron ?: ([\p{L}][\p{L} .-]{1,40}?)`, "Bron: ANP"},
	{editor, `(?:redactie|bewerkt door) ?:? (.+)`, "Bewerkt door Johanna Voorbeeld"},
	{translator, `(?:vertaald door|vertaling) ?:? (.+)`, "Vertaling: Johanna Voorbeeld"},
	{note, `(?:noot|nota|bericht) (?:aan|voor) (?:de )?(?:redacties?|redacteuren) ?: ?.*`, "Noot voor de redactie: foto's volgen"},
	{press, `(?:pers)?contact(?:persoon|personen)? ?: ?.{0,120}`, "Perscontact: Johanna Voorbeeld"},
	{ends, dressing + `*(?-i:EINDE)` + dressing + `*|` + dressing + `+einde` + dressing + `+`, "EINDE"},
}
