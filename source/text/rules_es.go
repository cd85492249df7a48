package text

// spanish are the lines of Spanish pages and wires.
var spanish = []rule{
	{furniture, `[\d.,]+\s*(visitas|vistas|compartidos?|lecturas|me gusta)`, "214 visitas"},
	{furniture, `(sin|\d+) comentarios?|comentarios? ?\(\d+\)|ir a los comentarios`, "0 comentarios"},
	{furniture, `tiempo de lectura\s*:?.{0,20}|\d+\s*(min|minutos)\.? de lectura`, "Tiempo de lectura: 3 minutos"},
	{furniture, `comparte? (esto|en|este|esta|la noticia).{0,40}|compartir (en|este|esta|por).{0,40}|haz clic para .*|me gusta esto:?|escuchar (el |este |esta )?(artículo|noticia|nota)`, "Compartir en Facebook"},
	{furniture, `[-–—\s]*publicidad[-–—\s]*|contenido patrocinado`, "Publicidad"},
	{furniture, `(saltar|ir) al contenido.{0,12}|selecciona: .{1,40}`, "Saltar al contenido"},
	{related, `te puede interesar|lea también|lee también|artículos relacionados|más información`, "Te puede interesar"},
	{furniture, `(síguenos|síganos|sigue toda la información).*|funciona gracias a .*|aceptar (todas las |todo)?(las )?cookies|únete a nuestro canal.*`, "Síguenos en Facebook"},
	{furniture, `suscríbete.{0,40}|suscríbase.{0,40}`, "Suscríbete para seguir leyendo"},
	{contact, `contactos? (de|para) (la )?(prensa|medios)\s*:?.{0,80}`, "Contacto de prensa:"},

	{appeal, `(lea también|lee también|te puede interesar|lee además|ver también|más en)\s*[:|].*`, "Te puede interesar: Otra cosa que pasó"},
	{appeal, `\(?(foto|imagen|fotografía)s?\s*[:,].*`, "Foto: Juana Ejemplo"},
	{appeal, `(suscríbete|suscríbase|recibe|regístrate).{0,120}(newsletter|boletín|correo|e-?mails?).{0,80}`, "Suscríbete a nuestro boletín"},
	{appeal, `(este sitio|utilizamos|usamos|esta (página )?web).{0,40}cookies.*`, "Este sitio web utiliza cookies."},

	{aside, `.*\(foto\b.{0,80}\)|\(fotos?\)( \(video\))?`, "El puerto (Foto de Juana Ejemplo)"},
	{menu, `(compartir|imprimir|copiar enlace|guardar|enviar por correo)`, "Compartir"},
	{menu, `(leer más|seguir leyendo|ver más|cargar más)[.… ]*`, "Leer más"},
	{menu, `(suscribirse|iniciar sesión|regístrate|buscar|cerrar|cargando\.*|contacto)`, "Iniciar sesión"},
	{menu, `(inicio|portada|mundo|política|economía|noticias|internacional|nacional|sociedad|cultura|deportes|opinión|última hora)`, "Inicio"},
	{menu, `inicio(\s*[>»›/|]\s*|\s\s+)\S.*`, "Inicio > Mundo"},
	{menu, `fuente ?: .{1,80}`, "Fuente: agencias"},
	{weak, `(comentario|nombre|correo electrónico|web)\s*\*?|además|lo más (visto|leído)|relacionado|hace \d+ \p{L}+`, "Lo más leído"},

	{end, `(sobre|acerca de) (el|la) autora?`, "Sobre el autor"},
	{end, `(deja|dejar|escribe) (un comentario|una respuesta|tu comentario).{0,60}|cancelar la respuesta|comenta esta noticia`, "Deja una respuesta"},
	{end, `tu dirección de correo electrónico no será publicada.*|guarda mi nombre, correo.*`, "Tu dirección de correo electrónico no será publicada."},
	{end, `(noticias|notas|entradas|contenidos?) relacionad[oa]s?|más noticias|últimas noticias|temas relacionados|recomendados|también te puede(n)? interesar|archivado en.{0,60}`, "Noticias relacionadas"},
	{end, `(artículo|entrada|noticia) (anterior|siguiente).*|navegación de entradas`, "Entrada anterior: Otra cosa"},
	{end, `(aviso legal|política de (privacidad|cookies)|términos y condiciones|quiénes somos)([\s|·•-]+.{1,40})*`, "Aviso legal | Contacto"},
	{weakEnd, `(etiquetas|temas|categorías)( ?:.*)?`, "Etiquetas: puerto, mar"},

	{byline, `por:? (.+)`, "Por Juana Ejemplo"},
	{author, `(?:autora?|redacción|texto|escrito por|redactado por|publicado por) ?: (.+)|(?:escrito|redactado) por (.+)`, "Autora: Juana Ejemplo"},
	{desk, `(?:la )?redacción|agencias|nuestro corresponsal|efe y agencias`, "Redacción"},
	{published, `(?:publicad[oa]|fecha(?: de publicación)?|creado)(?: el)? ?:? ?(.+)`, "Publicado el 18 de junio de 2023"},
	{updated, `(?:actualizad[oa]|última actualización|modificado)(?: el| a las)? ?:? ?(.+)`, "Actualizado: 18 de junio de 2023"},
	{credit, `(?:fuentes?|agencia|crédito) ?: ?([\p{L}][\p{L} .-]{1,40}?)(?:\s*[/,].*)?`, "Fuente: EFE"},
	{credit, `con (?:información|datos) de ([\p{L}][\p{L} .-]{1,40}?)|con ([\p{L}][\p{L} .-]{1,40}?)`, "Con información de EFE"},

	{reporter, `(?:reporte|reportes|información|reportaje)(?: de| por) (.+)`, "Reporte de Juana Ejemplo"},
	{contributor, `(?:con la colaboración de|reporte adicional de|reportes adicionales de) (.+)`, "Reporte adicional de Juana Ejemplo"},
	{editor, `(?:editado(?: en español)?|edición)(?: por| de) (.+)`, "Editado por Juana Ejemplo"},
	{translator, `(?:traducido(?: al español)?|traducción)(?: por| de) (.+)`, "Traducido por Juana Ejemplo"},

	{note, `notas? (?:a|para) (?:los editores|las redacciones|la redacción|el editor) ?: ?.*`, "Nota a los editores: llegarán fotos"},
	{press, `contactos? ?: ?.{0,120}`, "Contacto: mesa@example.org"},
}
