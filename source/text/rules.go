package text

import (
	"regexp"
	"strings"
	"unicode"
)

// kind is what a line is to a page that text was copied from.
type kind uint8

const (
	plain     kind = iota // nothing gives it away: text
	noise                 // says nothing: quotes around nothing, rules, counters
	weak                  // of the page where the text is plainly one; in a note it may be the writer's own
	menu                  // the same, and two of them are proof
	furniture             // of the page wherever it stands, and proof that the text was a page
	weakEnd               // weak, and nothing of the story comes behind it
	end                   // furniture, and nothing of the story comes behind it
)

// rule is one way in which a line of a page gives itself away. line is an example that the rule has to match: the test
// tries each. To teach the reader a new line, add a row.
type rule struct {
	match *regexp.Regexp
	line  string
}

// fold makes a rule of a whole line, in any case.
func fold(pattern string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:` + pattern + `)$`)
}

// furnitureRules are the lines that belong to a page wherever they stand, and that no writer types.
var furnitureRules = []rule{
	{fold(`[\d.,]+\s*[km]?\s*(shares?|views?|likes?|reads?)`), "308 Shares"},
	{fold(`(no|leave a|add a|post a|\d+) comments?( yet)?|(comments?|kommentare|commentaires?|comentarios) \(\d+\)`), "No Comments"},
	{fold(`\d+\s*(min|mins|minute|minutes|minuten|minutos)\.?\s*(read|to read|de lecture|lesezeit|de lectura)`), "3 min read"},
	{fold(`(reading time|lesezeit|temps de lecture|tiempo de lectura)\s*:?.{0,20}`), "Reading time: 3 minutes"},
	{fold(`share (this|on|via|with)\b.{0,40}|(partager|teilen|compartir) (cet|sur|auf|en|diesen|este).{0,40}`), "Share this article"},
	{fold(`[-–—\s]*(advertisement|advertisements|sponsored|sponsored content|anzeige|werbung|publicité|publicidad|pubblicità|reklama)[-–—\s]*|(story|article) continues below.{0,30}`), "- Advertisement -"},
	{fold(`(skip to|jump to)( main)? (content|navigation|search)|zum inhalt springen|aller au contenu|ir al contenido`), "Skip to main content"},
	{fold(`(à lire aussi|lesen sie auch|te puede interesar|mehr zum thema|lea también|artículos relacionados|weitere artikel)`), "Mehr zum Thema"},
	{fold(`listen to (this )?(article|story).{0,30}`), "Listen to this article"},
	{fold(`follow us\b.{0,80}|like us on.{0,40}|suivez-nous.{0,60}|folgen sie uns.{0,60}|síguenos.{0,60}`), "Follow us on Facebook"},
	{fold(`(accept|reject|alle)( all)?( cookies| akzeptieren)`), "Accept all cookies"},
	{fold(`(view|see) (all posts|author's posts|more).{0,60}|see author.s posts|view all posts.{0,60}|posted in .{1,120}|like loading\.*`), "View all posts by admin"},
	{fold(`our standards:.{0,80}`), "Our Standards: The Trust Principles."},
	{fold(`(proudly )?powered by .{1,60}|designed (and developed )?by .{1,60}|theme:? .{1,60} by .{1,60}|website by .{1,40}`), "Powered by WordPress"},
	{fold(`editor:\s*\S+|责任编辑[:：].{1,20}|编辑[:：].{1,20}`), "Editor: huaxia"},
}

// longRules are those of furniture that is as long as a paragraph.
var longRules = []rule{
	{fold(`(also read|read also|read more|see also|lire aussi|à lire aussi|lesen sie auch|lea también|te puede interesar|leggi anche|mehr zum thema)\s*[:|].{0,200}`), "Also Read: Something else that happened"},
	{fold(`\(?(file )?(photo|image|picture|foto|imagen)s?( by| credit| source| caption|e?)?\s*[:,].{0,160}\)?|\((photo|image|picture|foto|file photo)s? (by|via|from) .{1,80}\)`), "Image caption, Ferries at the quay"},
	{fold(`(sign up|subscribe|get the latest|stay up to date|abonnez-vous|suscríbete|jetzt abonnieren).{0,120}(newsletter|inbox|updates|e-?mails?|telegram|facebook|boletín|postfach).{0,80}`), "Sign up for our daily newsletter"},
	{fold(`(this (web)?site|we|our (web)?site) uses? cookies.{0,400}|nous utilisons des cookies.{0,400}|wir verwenden cookies.{0,400}|(este sitio|utilizamos) (web )?(utiliza |usa )?cookies.{0,400}`), "This website uses cookies to improve your experience."},
}

// longWeakRules are weak, and as long.
var longWeakRules = []rule{
	{fold(`.{0,200}(\((photo|file photo|foto|photographie|ap photo|picture)\b.{0,80}\)|\bPHOTO: .{1,40}|© [^©]{1,40}, (AFP|AP|Reuters|EPA|EFE|dpa|Getty.{0,10}))|photo\s*:.{1,80}|foto\s*:.{1,80}`), "Ferries at the quay (Photo by Jane Doe / AFP)"},
	{fold(`\(?(this|the) (story|article|report) (has not been edited|is published from|was originally published|has been published).{0,200}`), "(This story has not been edited by our staff.)"},
}

// menuRules are the words of a page's menu and of its buttons. One may stand in a note; two are a page.
var menuRules = []rule{
	{fold(`(share|tweet|pin|pinterest|email|e-mail|print|whatsapp|facebook|twitter|x|linkedin|reddit|telegram|instagram|youtube|copy link|flipboard|messenger|partager|teilen|compartir|condividi|imprimer|drucken|imprimir|copier le lien)([\s|/,·:]+(share|tweet|pin|email|e-mail|print|save|this|on|facebook|twitter|x|linkedin|whatsapp|reddit|telegram|pinterest|instagram|youtube))*:?`), "Share Tweet Email"},
	{fold(`(read more|continue reading|show more|load more|see more|mehr lesen|weiterlesen|lire la suite|leer más|seguir leyendo|leggi anche)\.*`), "Read more"},
	{fold(`(newsletter|newsletters|subscribe|subscribe now|sign in|sign up|log in|login|register|my account|menu|search|search for:?|loading\.*|close|ok|s’abonner|anmelden|suche|suscribirse|accepter|weiter|toggle navigation)`), "Sign in"},
	{fold(`(home|news|world|politics|business|sports?|culture|opinion|technology|tech|science|health|lifestyle|entertainment|asia|europe|africa|americas|middle east|us|uk|international|national|local|economy|markets|video|videos|photos|live|latest|breaking news|top stories|headlines|featured|accueil|monde|politique|économie|startseite|politik|wirtschaft|ausland|inicio|portada|mundo|política|economía|actualité|actualités|nachrichten|noticias|首页|国际|新闻)`), "Breaking News"},
	{fold(`\S.{0,30}(\s*[>»›/|]\s*\S.{0,40}){2,}|(home|accueil|startseite|inicio|首页)(\s*[>»›/|]\s*|\s\s+)\S.{0,200}`), "Home » Business » Something"},
	{fold(`(published|updated|modified|last updated|text by:.{0,40}|issued on)`), "PUBLISHED"},
	{fold(`(artikel teilen|分享到.{0,20}|シェア|reuse this content|explore more.{0,60}|most viewed|click to (share|print|email).{0,60})`), "Artikel teilen"},
	{fold(`(join our|subscribe to our|download our) .{1,80}`), "Join our Whatsapp channel"},
	{fold(`source\s*: .{1,80}`), "Source: Agencies"},
}

// weakRules are lines of pages that also stand in notes: they go only where something else proves the page.
var weakRules = []rule{
	{fold(`[\d.,]+\s*(comments?|votes?|kommentare|commentaires)`), "3 comments"},
	{fold(`\d+\s*(min|mins|minutes?)`), "2 min"},
	{fold(`ad|image|photo|caption|featured image|save|like|comment|comments|kommentar`), "Image"},
	{fold(`(related|recommended|topics|more|trending|most read|most popular|popular)\s*:?`), "Most Read"},
	{fold(`related\s*:.{0,200}`), "Related: Something else that happened"},
	{fold(`(name|email|e-mail|website|comment)\s*\*?|required fields are marked.{0,4}`), "Email *"},
	{fold(`\d+\s+(hours?|minutes?|days?|weeks?)\s+ago`), "3 hours ago"},
}

// endRules are the lines after which nothing of the story comes: the comment form, the author's box, the next stories.
var endRules = []rule{
	{fold(`(about|über) (the |den )?(authors?|autor)`), "About Author"},
	{fold(`leave a (reply|comment)\b.{0,40}|cancel reply`), "Leave a Reply"},
	{fold(`your email address will not be published.{0,80}`), "Your email address will not be published. Required fields are marked *"},
	{fold(`(post|add|write|join|submit) (a |the )?(comment|conversation|discussion)s?.{0,40}`), "Post a Comment"},
	{fold(`(related|similar|recommended|more|latest|popular|trending|top|recent|other)\s+(articles?|posts?|stories|news|reading|topics|headlines)(\s+(more )?from author)?`), "Related Articles"},
	{fold(`(you (may|might) (also )?(like|enjoy|be interested in)|more from .{1,40}|more on this( story| topic)?|read next|up next|what to read next|don.t miss|editor.s picks?)`), "You may also like"},
	{fold(`(?:← ?|« ?)?(previous|next|older|newer) ?(post|article|story|entry)?\s*[:→»].{0,160}|(previous|next) (post|article|story).{0,160}|← .{1,120}|.{1,120} →|(previous|next|post navigation)`), "Previous: Something else that happened"},
	{fold(`(save my name, email.{0,120}|notify me of .{1,60}|this site uses akismet.{0,120})`), "Save my name, email, and website in this browser for the next time I comment."},
	{fold(`(privacy policy|terms of (use|service)|terms and conditions|contact us|about us|cookie policy|impressum|datenschutz|agb|mentions légales|aviso legal|política de privacidad|note legali)([\s|·•-]+.{1,40})*`), "Privacy Policy | Terms of Use"},
	{fold(`comments are closed\.?`), "Comments are closed."},
	{fold(`(schreiben sie einen kommentar|kommentar verfassen|laisser un commentaire|laissez un commentaire|deja un comentario|deja una respuesta|lascia un commento|réagir|antwort schreiben).{0,60}`), "Laisser un commentaire"},
	{fold(`(あわせて読みたい|関連記事|相关新闻|相关阅读|关联阅读)`), "関連記事"},
	{fold(`(weitere (artikel|nachrichten|themen)|das könnte sie auch interessieren|articles? (similaires|liés)|sur le même sujet|noticias relacionadas|más noticias)`), "Articles similaires"},
}

// weakEndRules end a story only where something else proves the page: a list of its tags.
var weakEndRules = []rule{
	{fold(`(tags?|(related )?topics?|filed under|categories|etiquetas|mots-clés|schlagwörter|stichwörter|themen|sujets?)\s*:.{0,200}`), "Tags: China, United States"},
	{fold(`(tags?|topics|schlagwörter|etiquetas|mots-clés)`), "TAGS"},
}

// kindOf sorts a line by the rules.
func kindOf(l string) kind {
	switch {
	case isNoise(l):
		return noise
	case len(l) > 450: // no rule is this long
		return plain
	case matches(longRules, l):
		return furniture
	case strings.ContainsAny(l, "(©:") && matches(longWeakRules, l):
		return weak
	case len(l) > 140: // most lines of a story are, and no other rule is
		return plain
	case matches(endRules, l):
		return end
	case matches(furnitureRules, l):
		return furniture
	case matches(weakEndRules, l):
		return weakEnd
	case matches(menuRules, l):
		return menu
	case matches(weakRules, l):
		return weak
	}
	return plain
}

// isNoise tells lines that say nothing: quotes around nothing, counters, rules.
func isNoise(l string) bool {
	return strings.IndexFunc(l, unicode.IsLetter) < 0 && !dateIn(l).found()
}

func matches(rules []rule, l string) bool {
	for _, r := range rules {
		if r.match.MatchString(l) {
			return true
		}
	}
	return false
}
