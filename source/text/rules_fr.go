package text

// french are the lines of French pages and wires.
var french = []rule{
	{furniture, `[\d., ]+\s*(partages?|vues?|lectures?|j'aime)`, "1 247 vues"},
	{furniture, `(aucun|\d+) commentaires?|(voir les )?commentaires? ?\(\d+\)`, "0 commentaire"},
	{furniture, `(temps|durée) de lecture\s*:?.{0,20}|lecture \d+ mi?n.{0,8}|\d+\s*(min|minutes?)\.? de lecture`, "Temps de lecture : 3 min"},
	{furniture, `partage[rz] (cet|sur|l['’]article|par).{0,40}|ajouter à (vos|mes) (favoris|sélections)|offrir l['’]article|écouter (l['’]|cet )article`, "Partager cet article"},
	{furniture, `publicité|contenu sponsorisé|la suite après (la|cette) publicité`, "Publicité"},
	{furniture, `(aller|accéder) (directement )?au (contenu|menu).{0,12}`, "Aller au contenu"},
	{related, `(à lire aussi|lire aussi|à lire également|vous pouvez aussi lire|voir aussi)\s*:?`, "À lire aussi"},
	{furniture, `suivez-nous.{0,60}|fièrement propulsé par .*|(tout )?accepter( les cookies)?|gestion des cookies`, "Suivez-nous sur Facebook"},
	{furniture, `je m['’]abonne|le résumé de la semaine|article réservé aux abonnés|il vous reste \d.*|la suite est réservée.*|soyez le premier à commenter`, "Je m’abonne"},
	{furniture, `cliquez pour (partager|imprimer|envoyer).*`, "Cliquez pour partager sur Facebook(ouvre dans une nouvelle fenêtre)"},
	{contact, `contacts? (presse|médias?)\s*:?.{0,80}`, "Contact presse :"},

	{appeal, `(lire aussi|à lire aussi|lire également|à lire également|voir aussi)\s*[:|].*`, "Lire aussi : Autre chose est arrivé"},
	{appeal, `\(?(photo|image|illustration)s?\s*[:,].*`, "Photo : Jeanne Exemple"},
	{appeal, `(abonnez-vous|inscrivez-vous|recevez).{0,120}(newsletter|boîte mail|e-?mails?|infolettre|facebook).{0,80}`, "Abonnez-vous à notre newsletter"},
	{appeal, `(nous utilisons|ce site utilise|en poursuivant).{0,60} cookies.*`, "Nous utilisons des cookies pour mesurer l’audience."},
	{appeal, `.{2,40} vous propose de revenir sur les actualités.*`, "La Radio vous propose de revenir sur les actualités de la semaine"},

	{aside, `.*\((photographie|crédit photo)\b.{0,80}\)|.*crédit(s)? photos? ?:.*`, "Le port (Photographie Jeanne Exemple)"},
	{menu, `(partager|imprimer|copier le lien|enregistrer|envoyer par e-?mail)`, "Partager"},
	{menu, `(lire la suite|afficher plus|voir plus|en savoir plus)[.… ]*`, "Lire la suite"},
	{menu, `(s['’]abonner|se connecter|connexion|accepter|rechercher|recherche|fermer)`, "S’abonner"},
	{menu, `(accueil|à la une|en continu|direct|le fil|suivre|contribuer|monde|politique|économie|société|culture|sport|sports|sciences|santé|actualités?|international|en direct|à la une)`, "Accueil"},
	{menu, `accueil(\s*[>»›/|]\s*|\s\s+)\S.*`, "Accueil > Monde"},
	{menu, `source ?: .{1,80}`, "Source : agences"},
	{weak, `(commentaire|nom|adresse de messagerie|site web|prévenez-moi.*)\s*\*?`, "Commentaire *"},
	{weak, `les plus (lus|récents|partagés)|il y a \d+ \p{L}+`, "Les plus lus"},

	{end, `à propos de l['’]auteure?|l['’]auteure?`, "À propos de l’auteur"},
	{end, `(laisser|laissez|ajouter) un commentaire.{0,60}|annuler la réponse|réagir.{0,30}|poster un commentaire`, "Laisser un commentaire"},
	{end, `(votre adresse (e-mail|de messagerie) ne sera pas publiée|enregistrer mon nom).*`, "Votre adresse e-mail ne sera pas publiée."},
	{end, `articles? (similaires?|liés?|connexes?|récents?)|sur le même (sujet|thème)|à lire ensuite|dans la même rubrique|plus d['’]articles`, "Articles similaires"},
	{end, `(article|publication) (précédente?|suivante?).*|navigation de l['’]article`, "Article précédent : Autre chose"},
	{end, `(mentions légales|politique de confidentialité|conditions générales.{0,30}|qui sommes-nous.{0,3}|nous contacter)([\s|·•-]+.{1,40})*`, "Mentions légales | Contact"},
	{weakEnd, `(mots-clés|étiquettes|sujets?|thèmes|rubriques?)( ?:.*)?`, "Mots-clés : port, mer"},

	{byline, `par(?: ?:)? (.+)`, "Par Jeanne Exemple"},
	{author, `(?:auteure?|texte(?: par)?|propos recueillis par|rédigé par|écrit par) ?:? (.+)`, "Auteur : Jeanne Exemple"},
	{desk, `(?:par )?(?:la |notre )?rédaction|(?:avec les )?agences|notre correspondant|avec agences`, "La rédaction"},
	{published, `(?:date de publication|publié|mis en ligne|posté|paru|posté)(?: le)? ?:? ?(.+)`, "Publié le 18 juin 2023"},
	{updated, `(?:mise? à jour|modifié|actualisé|dernière (?:mise à jour|modification))(?: le)? ?:? ?(.+)`, "Mis à jour le 18 juin 2023"},
	{credit, `(?:source|sources|agence|crédit) ?: ?([\p{L}][\p{L} .-]{1,40}?)(?:\s*[/,].*)?`, "Source : AFP"},
	{credit, `avec (?:l['’])?([\p{L}][\p{L} .-]{1,40}?)`, "Avec AFP"},

	{reporter, `reportage(?: de| par| ?:)? (.+)|rédigé par (.+)`, "Reportage Jeanne Exemple"},
	{contributor, `(?:avec la contribution de|contribution de) (.+)`, "Avec la contribution de Jeanne Exemple"},
	{editor, `(?:édité|relu|rédaction|édition)(?: par| de| ?:)? (.+)`, "Édité par Jeanne Exemple"},
	{translator, `(?:version française|traduit par|traduction(?: de| par)?)(?: ?:)? (.+)`, "Version française Jeanne Exemple"},

	{note, `notes? (?:à|aux|pour) (?:la |les |l['’])?(?:rédactions?|rédacteurs(?: en chef)?|éditeurs?) ?: ?.*`, "Note à la rédaction : les photos suivront"},
	{ends, dressing + `+fin` + dressing + `+`, "- FIN -"},
}
