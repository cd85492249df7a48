package text

// german are the lines of German pages and wires.
var german = []rule{
	{furniture, `[\d.]+\s*(mal gelesen|aufrufe|mal geteilt|kommentare?)`, "317 mal gelesen"},
	{furniture, `(keine|\d+) kommentare?|kommentare? ?\(\d+\)`, "Kommentare (14)"},
	{furniture, `lesezeit\s*:?.{0,20}|\d+\s*(min|minuten)\.? lesezeit|lesedauer\s*:?.{0,20}`, "Lesezeit: 3 Minuten"},
	{furniture, `(teilen) (auf|sie|mit:?).{0,40}|(diesen )?(artikel|beitrag) (teilen|anhören|drucken|merken|verschenken)|klick(en)?,? um .*`, "Artikel teilen"},
	{furniture, `[-–—\s]*(anzeige|werbung)[-–—\s]*`, "Anzeige"},
	{furniture, `(direkt )?zu[mr] (inhalt|hauptinhalt|navigation)( springen)?|hauptnavigation|zur startseite|nach oben|schriftgröße ändern`, "Zum Inhalt springen"},
	{related, `lesen sie auch|mehr zum thema|weitere artikel|lesen sie mehr|mehr dazu|mehr lesen zum thema`, "Mehr zum Thema"},
	{furniture, `folgen sie uns.{0,60}|stolz präsentiert von .*|gefällt mir( wird geladen.*)?|(alle |alle cookies )?akzeptieren`, "Folgen Sie uns auf Facebook"},
	{furniture, `newsletter (abonnieren|bestellen)|jetzt (kostenlos )?(abonnieren|anmelden|registrieren|testen).{0,30}|zur newsletter-anmeldung`, "Newsletter abonnieren"},
	{contact, `(presse|medien|rückfragen)-?(kontakt|anfragen)\s*:?.{0,80}|rückfragen (bitte )?an\s*:?.{0,60}|kontakt für (die )?(presse|medien|journalisten).{0,40}`, "Pressekontakt:"},
	{end, `dpa-notizblock|redaktionelle hinweise?|(hinweise?|achtung) (an die |für die )?redaktion(en)?.*`, "Hinweis an die Redaktionen"},

	{appeal, `(lesen sie auch|mehr zum thema|lesen sie mehr|lesetipp|auch interessant)\s*[:|].*`, "Lesen Sie auch: Etwas anderes"},
	{appeal, `\(?(foto|bild|bildquelle|symbolbild)s?\s*[:,].*`, "Foto: Erika Musterfrau"},
	{appeal, `(jetzt abonnieren|abonnieren sie|melden sie sich).{0,120}(newsletter|postfach|e-?mails?).{0,80}`, "Abonnieren Sie unseren Newsletter"},
	{appeal, `(wir verwenden|wir nutzen|diese (web)?seite (verwendet|nutzt)).{0,40}cookies.*`, "Wir verwenden Cookies."},

	{aside, `.*\(foto\b.{0,80}\)|foto\s*:.{1,80}`, "Der Hafen (Foto: Erika Musterfrau)"},
	{menu, `(teilen|drucken|merken|kommentieren|vorlesen|link kopieren|zusammenfassung)`, "Drucken"},
	{menu, `(mehr lesen|weiterlesen|mehr anzeigen)[.… ]*`, "Weiterlesen"},
	{menu, `(anmelden|suche|suchen|weiter|schließen|registrieren|abonnieren|menü)`, "Anmelden"},
	{menu, `(startseite|politik|wirtschaft|ausland|inland|nachrichten|kultur|wissen|panorama|gesellschaft|sport|über uns|kontakt|schlagzeilen)`, "Startseite"},
	{menu, `startseite(\s*[>»›/|]\s*|\s\s+)\S.*`, "Startseite > Politik"},
	{menu, `dieses thema im programm: .*|quelle ?: .{1,80}`, "Dieses Thema im Programm: Das Erste um 20:00 Uhr."},
	{weak, `(kommentar|name|e-mail-adresse|webseite|website)\s*\*?|meistgelesen|neueste|vor \d+ \p{L}+`, "Kommentar *"},

	{end, `über (den |die )?autor(in)?|zur autorin|zum autor`, "Über den Autor"},
	{end, `schreiben sie einen kommentar.{0,60}|schreibe einen kommentar.{0,60}|kommentar (verfassen|schreiben|hinterlassen).{0,60}|antwort(en)? (schreiben|abbrechen).{0,40}|jetzt kommentieren|diskutieren sie mit.{0,40}`, "Schreibe einen Kommentar"},
	{end, `(deine|ihre) e-mail-adresse wird nicht veröffentlicht.*|meinen namen, meine e-mail-adresse.*`, "Deine E-Mail-Adresse wird nicht veröffentlicht."},
	{end, `(weitere (artikel|nachrichten|themen)|das könnte (sie|dich) auch interessieren|ähnliche (artikel|beiträge|themen)|auch interessant|mehr aus .{2,30})`, "Das könnte Sie auch interessieren"},
	{end, `(vorheriger|nächster|voriger) (artikel|beitrag).*|beitragsnavigation|beitrags-navigation`, "Vorheriger Beitrag"},
	{end, `(impressum|datenschutz(erklärung)?|agb|barrierefreiheit|nutzungsbedingungen)([\s|·•-]+.{1,40})*`, "Impressum | Datenschutz"},
	{weakEnd, `(schlagwörter|schlagworte|stichwörter|themen|kategorien)( ?:.*)?`, "Schlagwörter: Hafen, Meer"},

	{byline, `von:? (.+)`, "Von Erika Musterfrau"},
	{author, `(?:autor(?:in)?|text|verfasst von|bericht von|ein beitrag von|eine analyse von) ?:? (.+)`, "Autorin: Erika Musterfrau"},
	{desk, `(?:der |die |unsere )?redaktion|agenturen|onlineredaktion|unserem korrespondenten|unserer korrespondentin`, "Redaktion"},
	{published, `(?:veröffentlicht|erschienen|publiziert|erstellt|datum)(?: am)? ?:? ?(.+)`, "Veröffentlicht am 18. Juni 2023"},
	{updated, `(?:zuletzt )?(?:aktualisiert|geändert|stand|letzte aktualisierung)(?: am)? ?:? ?(.+)`, "Stand: 18.06.2023 10:15 Uhr"},
	{credit, `(?:quelle|quellen|agentur) ?: ?([\p{L}][\p{L} .-]{1,40}?)(?:\s*[/,].*)?`, "Quelle: dpa"},
	{credit, `mit (?:material|informationen|agenturmaterial)? ?(?:der |von |des )?([\p{L}][\p{L} .-]{1,40}?)`, "(mit Material der dpa)"},

	{reporter, `(?:bericht|reporter|geschrieben) von:? (.+)|(?:reporter|autor(?:in)?): (.+)`, "Bericht von Erika Musterfrau"},
	{contributor, `(?:mitarbeit|unter mitarbeit von) ?:? (.+)`, "Mitarbeit: Erika Musterfrau"},
	{editor, `(?:redigiert von|redaktion ?:|bearbeitet von) ?(.+)`, "Redigiert von Erika Musterfrau"},
	{translator, `(?:übersetzt von|übersetzung(?: von)?|deutsch von|aus dem \p{L}+ von) ?:? (.+)`, "Übersetzt von Erika Musterfrau"},

	{note, `redaktionelle[rn]? hinweise?(?: an die redaktion(?:en)?)? ?: ?.*`, "Redaktioneller Hinweis: Bilder folgen"},
	{press, `ansprechpartner(?:in|innen)?(?: für (?:die )?(?:presse|medien|redaktion(?:en)?))? ?: ?.{0,120}`, "Ansprechpartnerin: Erika Musterfrau"},
	{press, `kontakte? ?: ?.{0,120}`, "Kontakt:"},
	{ends, dressing + `*(?-i:ENDE)` + dressing + `*|` + dressing + `+ende` + dressing + `+`, "ENDE"},
}
