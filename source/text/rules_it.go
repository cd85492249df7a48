package text

// italian are the commonest lines of Italian pages.
var italian = []rule{
	{furniture, `tempo di lettura\s*:?.{0,20}|\d+ minuti? di lettura|[\d.]+\s*(visualizzazioni|condivisioni)|(nessun|\d+) comment[oi]`, "Tempo di lettura: 3 minuti"},
	{furniture, `[-–—\s]*pubblicità[-–—\s]*|vai al contenuto|seguici.{0,60}`, "Pubblicità"},
	{related, `leggi anche|potrebbe interessarti( anche)?`, "Leggi anche"},
	{furniture, `condividi (su|questo|con|l['’]articolo).{0,40}`, "Condividi questo articolo"},
	{appeal, `(leggi anche|vedi anche|leggi pure)\s*[:|].*`, "Leggi anche: È successo altro"},
	{appeal, `(iscriviti|abbonati|ricevi).{0,120}(newsletter|e-?mail|posta).{0,80}|(questo sito|utilizziamo).{0,40}cookies?.*`, "Iscriviti alla nostra newsletter"},
	{menu, `(condividi|stampa|mondo|politica|economia|cronaca|esteri|notizie|accedi|cerca|abbonati)`, "Condividi"},
	{end, `(lascia|scrivi|aggiungi) (un|il tuo) commento.{0,40}|il tuo indirizzo e-?mail non sarà pubblicato.*`, "Lascia un commento"},
	{end, `(articoli|notizie) (correlat[ie]|simili)|(sull['’]|l['’])autore|altre notizie|i più letti|note legali.{0,60}`, "Articoli correlati"},
	{weakEnd, `(etichette|parole chiave|argomenti|temi)( ?:.*)?`, "Argomenti: porto, mare"},
	{byline, `di:? (.+)`, "Di Giovanna Esempio"},
	{author, `(?:autore|autrice|testo|scritto da|a cura di) ?:? (.+)`, "Autrice: Giovanna Esempio"},
	{desk, `(?:la )?redazione|agenzie`, "Redazione"},
	{published, `(?:pubblicato|data)(?: il)? ?:? ?(.+)`, "Pubblicato il 18 giugno 2023"},
	{updated, `(?:aggiornato|ultimo aggiornamento|modificato)(?: il)? ?:? ?(.+)`, "Aggiornato il 18 giugno 2023"},
	{credit, `fonte ?: ([\p{L}][\p{L} .-]{1,40}?)`, "Fonte: ANSA"},
	{reporter, `servizio di (.+)`, "Servizio di Giovanna Esempio"},
	{editor, `(?:editing|revisione) di (.+)`, "Revisione di Giovanna Esempio"},
	{translator, `(?:tradotto da|traduzione di) (.+)`, "Traduzione di Giovanna Esempio"},
	{note, `not[ae] (?:alla|per la|alle|per le|ai|per i) (?:redazion[ei]|redattori) ?: ?.*`, "Nota alla redazione: seguono foto"},
	{press, `contatt[oi] ?: ?.{0,120}`, "Contatti: desk@example.org"},
}
