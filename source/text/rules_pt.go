package text

// portuguese are the commonest lines of Portuguese pages.
var portuguese = []rule{
	{furniture, `tempo de leitura\s*:?.{0,20}|[\d.]+\s*(visualizações|compartilhamentos)|(nenhum|\d+) comentários?`, "Tempo de leitura: 3 minutos"},
	{furniture, `publicidade|continua (após|depois d)a publicidade|pular para o conteúdo|saltar para o conteúdo`, "Publicidade"},
	{related, `leia (também|mais)|veja também`, "Leia também"},
	{furniture, `(compartilhe|partilhar|compartilhar) (esta|este|no|em|isso).{0,40}|siga-nos.{0,60}`, "Compartilhe esta notícia"},
	{appeal, `(leia também|leia mais|veja também)\s*[:|].*`, "Leia também: Outra coisa aconteceu"},
	{appeal, `(assine|inscreva-se|receba).{0,120}(newsletter|boletim|e-?mails?).{0,80}|(este site|utilizamos|usamos).{0,40}cookies.*`, "Assine a nossa newsletter"},
	{menu, `(compartilhar|partilhar|imprimir|início|mundo|política|economia|notícias|entrar|buscar)`, "Compartilhar"},
	{end, `(deixe|deixar) (um|uma|o seu) (comentário|resposta).{0,40}|o seu endereço de e-?mail não será publicado.*`, "Deixe um comentário"},
	{end, `(notícias|artigos|posts|conteúdos?) relacionad[oa]s?|sobre [oa] autora?|mais notícias|mais lidas`, "Notícias relacionadas"},
	{weakEnd, `(etiquetas|palavras-chave|assuntos|tópicos)( ?:.*)?`, "Palavras-chave: porto, mar"},
	{byline, `por:? (.+)`, "Por Joana Exemplo"},
	{author, `(?:autora?|texto|escrito por|redação) ?: (.+)`, "Autora: Joana Exemplo"},
	{desk, `(?:da )?redação|agências`, "Da Redação"},
	{published, `(?:publicado|publicada|data)(?: em)? ?:? ?(.+)`, "Publicado em 18 de junho de 2023"},
	{updated, `(?:atualizad[oa]|última atualização)(?: em)? ?:? ?(.+)`, "Atualizado em 18 de junho de 2023"},
	{credit, `(?:fontes?|com) ?:? (?:informações da )?([\p{L}][\p{L} .-]{1,40}?)`, "Fonte: Lusa"},
	{reporter, `reportagem (?:de|por) (.+)`, "Reportagem de Joana Exemplo"},
	{editor, `edição (?:de|por) (.+)`, "Edição de Joana Exemplo"},
	{translator, `(?:traduzido|tradução) (?:por|de) (.+)`, "Tradução de Joana Exemplo"},
	{note, `notas? (?:à|às|aos|para a|para os) (?:redação|redações|redacção|editores) ?: ?.*`, "Nota aos editores: seguem fotos"},
	{press, `contatos? ?: ?.{0,120}`, "Contato: mesa@example.org"},
}
