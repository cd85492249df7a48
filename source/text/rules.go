package text

import (
	"regexp"
	"strings"
)

// rule is one way in which a line of a page gives itself away. line is an example that the rule has to match: the test
// tries each. To teach the reader a new line, add a row.
type rule struct {
	match *regexp.Regexp
	line  string
}

// furniture are the lines that belong to the page wherever they stand.
var furniture = []rule{
	{fold(`[\d.,]+\s*[km]?\s*(shares?|views?|comments?|likes?|reads?|votes?)`), "308 Shares"},
	{fold(`(no|leave a|add a|post a|\d+) comments?( yet)?`), "No Comments"},
	{fold(`\d+\s*(min|mins|minute|minutes)\s*(read|to read|de lecture)?`), "3 min read"},
	{fold(`(share|tweet|pin|email|e-mail|print|save|like|whatsapp|facebook|twitter|x|linkedin|reddit|telegram|pinterest|copy link)([\s|/,·]+(share|tweet|pin|email|e-mail|print|save|this|on|facebook|twitter|linkedin|whatsapp|reddit|telegram|pinterest))*`), "Share Tweet Email"},
	{fold(`share (this|on|via|with).{0,40}`), "Share this article"},
	{fold(`advertisement|advertisements|ad|sponsored|sponsored content|anzeige|publicité|publicidad`), "Advertisement"},
	{fold(`(skip to|jump to) (main )?content`), "Skip to main content"},
	{fold(`(home|news|world|politics)(\s*[>»/|]\s*\S.{0,30})+`), "Home > World > Asia"},
	{fold(`read more|continue reading|show more|load more|mehr lesen|lire la suite|leer más`), "Read more"},
	{fold(`(also read|read also|see also|related|recommended)\s*:.{0,200}`), "Also Read: Something else that happened"},
	{fold(`(file )?(photo|image|picture)s?( credit)?\s*:.{0,120}`), "Photo: somebody"},
	{fold(`listen to (this )?(article|story).{0,30}`), "Listen to this article"},
	{fold(`(sign up|subscribe).{0,100}(newsletter|inbox|updates).{0,60}`), "Sign up for our daily newsletter"},
	{fold(`(this (web)?site|we) uses? cookies.{0,300}`), "This website uses cookies to improve your experience."},
	{fold(`follow us.{0,80}`), "Follow us on Facebook"},
	{fold(`(accept|reject)( all)?( cookies)?`), "Accept all cookies"},
}

// pageEnd are the lines after which nothing of the story comes: the comment form, the author's box, the next stories.
var pageEnd = []rule{
	{fold(`about (the )?authors?`), "About Author"},
	{fold(`leave a (reply|comment).{0,40}`), "Leave a Reply"},
	{fold(`your email address will not be published.{0,80}`), "Your email address will not be published. Required fields are marked *"},
	{fold(`(post|add|write|join) (a |the )?(comment|conversation|discussion)s?.{0,40}`), "Post a Comment"},
	{fold(`(related|similar|recommended|more|latest|popular|trending|top)\s+(articles?|posts?|stories|news|reading|topics)`), "Related Articles"},
	{fold(`(you (may|might) also (like|enjoy|be interested in)|more from .{1,40}|more on this( story)?|read next|up next|what to read next)`), "You may also like"},
	{fold(`(previous|next) (post|article|story).{0,120}`), "Previous article"},
	{fold(`(tags?|topics?|filed under|categories)\s*:.{0,200}`), "Tags: China, United States"},
	{fold(`(privacy policy|terms of (use|service)|contact us|about us|cookie policy)([\s|·•-]+.{1,40})*`), "Privacy Policy | Terms of Use"},
	{fold(`comments are closed.?`), "Comments are closed."},
	{fold(`save my name, email.{0,120}`), "Save my name, email, and website in this browser for the next time I comment."},
	{fold(`(schreiben sie einen kommentar|laisser un commentaire|deja un comentario|deja una respuesta).{0,60}`), "Laisser un commentaire"},
}

// bylineWords begin a line that names who wrote the story.
var bylineWords = []string{"By", "Written by", "Story by", "Par", "Von", "Por"}

// datePrefixes stand before the date on a line of its own.
var datePrefixes = []string{"Published on ", "Published: ", "Published ", "Posted on ", "Posted ", "Updated: ", "Updated ", "Date: "}

// agencies are the news agencies whose name makes a line a credit: how each signs, and what it is called.
var agencies = []struct {
	name  string
	signs []string
}{
	{"Agence France-Presse", []string{"AFP", "Agence France Presse"}},
	{"The Associated Press", []string{"AP", "Associated Press"}},
	{"Reuters", []string{"Thomson Reuters"}},
	{"dpa", []string{"Deutsche Presse-Agentur"}},
	{"EFE", []string{"Agencia EFE"}},
	{"ANSA", nil},
	{"Xinhua", []string{"Xinhua News Agency"}},
	{"TASS", []string{"ITAR-TASS"}},
	{"Kyodo News", []string{"Kyodo"}},
	{"Jiji Press", []string{"Jiji"}},
	{"Yonhap News Agency", []string{"Yonhap"}},
	{"Press Trust of India", []string{"PTI"}},
	{"Indo-Asian News Service", []string{"IANS"}},
	{"Asian News International", []string{"ANI"}},
	{"United Press International", []string{"UPI"}},
	{"Bloomberg", []string{"Bloomberg News"}},
	{"PA Media", []string{"PA", "Press Association"}},
	{"Australian Associated Press", []string{"AAP"}},
	{"The Canadian Press", []string{"Canadian Press"}},
	{"Anadolu Agency", []string{"AA", "Anadolu", "Anadolu Ajansı"}},
	{"Interfax", nil},
	{"Austria Presse Agentur", []string{"APA"}},
	{"Keystone-SDA", []string{"SDA", "Keystone-ATS", "ATS"}},
	{"Belga", []string{"Belga News Agency"}},
	{"ANP", nil},
	{"NTB", nil},
	{"Ritzau", nil},
	{"TT", []string{"TT News Agency", "TT Nyhetsbyrån"}},
	{"Polska Agencja Prasowa", []string{"PAP"}},
	{"Lusa", nil},
	{"Bernama", nil},
	{"Antara", nil},
	{"Inter Press Service", []string{"IPS"}},
}

// agencyName gives the full name of an agency from any way it signs, or nothing for anybody else.
func agencyName(sign string) string {
	for _, a := range agencies {
		if strings.EqualFold(sign, a.name) {
			return a.name
		}
		for _, s := range a.signs {
			if strings.EqualFold(sign, s) {
				return a.name
			}
		}
	}
	return ""
}

// fold makes a rule of a whole line, in any case.
func fold(pattern string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:` + pattern + `)$`)
}

func matches(rules []rule, l string) bool {
	if len(l) > 400 {
		return false // no rule is this long, and most lines of a story are
	}
	for _, r := range rules {
		if r.match.MatchString(l) {
			return true
		}
	}
	return false
}
