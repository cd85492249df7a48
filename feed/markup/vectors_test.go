package markup

import "testing"

// vectors are known ways to smuggle script past sanitisers, most from the
// OWASP filter evasion cheat sheet and from published mutation XSS.
func vectors() []string {
	return []string{
		`<script>alert(1)</script>`, `<SCRIPT/XSS SRC="http://evil.test/x.js"></SCRIPT>`, `<<script>alert(1)//<</script>`,
		`<script/>alert(1)</script>`, `<scr<script>ipt>alert(1)</script>`, `<script`, `<script>`, `</script>`,
		`<img src=x onerror=alert(1)>`, `<img/src=x/onerror=alert(1)//`, `<img src="x` + "`" + `onerror=alert(1)">`,
		`<img """><script>alert(1)</script>">`, `<img src=javascript:alert(1)>`, `<img dynsrc="javascript:alert(1)">`,
		`<a href="javascript:alert(1)">x</a>`, "<a href=\"jav\nascript:alert(1)\">x</a>", `<a href="jav&#x0A;ascript:alert(1)">x</a>`,
		`<a href="&#14;  javascript:alert(1)">x</a>`, `<a href="javascript&colon;alert(1)">x</a>`,
		`<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)">x</a>`,
		`<a href="&#0000106avascript:alert(1)">x</a>`, `<a href="JaVaScRiPt:alert(1)">x</a>`,
		"<a href=\"\x01javascript:alert(1)\">x</a>", "<a href=\"java\x00script:alert(1)\">x</a>", `<a href="ｊavascript:alert(1)">x</a>`,
		`<a href="vbscript:msgbox(1)">x</a>`, `<a href="data:text/html,<script>alert(1)</script>">x</a>`,
		`<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>`, `<a href="feed:javascript:alert(1)">x</a>`, `<a href="view-source:x">x</a>`,
		`<a href="//evil.test\@example.org">x</a>`, `<a href="https:\\evil.test">x</a>`, `<a href="http:evil">x</a>`, `<a href="///evil">x</a>`,
		`<a href="http://example.org" onclick=alert(1) style="x:expression(alert(1))" target=_top ping="http://evil">x</a>`,
		`<a xlink:href="javascript:alert(1)">x</a>`, `<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`,
		`<svg onload=alert(1)>`, `<svg/onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`, `<svg><style><img src=x onerror=alert(1)></style></svg>`,
		`<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">`, `<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>`,
		`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
		`<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>`,
		`<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
		`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<noscript><style></noscript><img src=x onerror=alert(1)>`,
		`<style><img src="</style><img src=x onerror=alert(1)//">`, `<style>@import'http://evil.test/x.css';</style>`, `<p style="background:url(javascript:alert(1))">x</p>`,
		`<template><img src=x onerror=alert(1)></template>`, `<textarea><img src=x onerror=alert(1)></textarea>`, `<textarea></textarea><img src=x onerror=alert(1)>`,
		`<title><img src=x onerror=alert(1)></title>`, `<xmp><img src=x onerror=alert(1)></xmp>`, `<noembed><img src=x onerror=alert(1)></noembed>`,
		`<plaintext><img src=x onerror=alert(1)>`, `<listing>&lt;img src=x onerror=alert(1)&gt;</listing>`,
		`<iframe src="javascript:alert(1)"></iframe>`, `<iframe srcdoc="<script>alert(1)</script>"></iframe>`, `<iframe><img src=x onerror=alert(1)></iframe>`,
		`<object data="javascript:alert(1)"></object>`, `<object data="data:text/html,<script>alert(1)</script>"></object>`, `<embed src="javascript:alert(1)">`,
		`<embed src="data:image/svg+xml;base64,PHN2Zz4=">`, `<img src="data:image/svg+xml,<svg onload=alert(1)>">`, `<img src="data:image/png;base64,AAAA" onload=alert(1)>`,
		`<form action="javascript:alert(1)"><input type=submit formaction="javascript:alert(1)"></form>`, `<button formaction="javascript:alert(1)">x</button>`,
		`<isindex action="javascript:alert(1)">`, `<input autofocus onfocus=alert(1)>`, `<select autofocus onfocus=alert(1)>`, `<keygen autofocus onfocus=alert(1)>`,
		`<video src=x onerror=alert(1)>`, `<video><source onerror="alert(1)">`, `<video poster="javascript:alert(1)">`, `<audio src="javascript:alert(1)">`, `<details open ontoggle=alert(1)>x`,
		`<img srcset="javascript:alert(1) 2x, x.png 1x">`, `<img srcset=",,,a.png 1x,,b.png" src=y>`, `<picture><source srcset="javascript:alert(1)"><img src=x></picture>`,
		`<meta http-equiv="refresh" content="0;url=javascript:alert(1)">`, `<link rel=stylesheet href="javascript:alert(1)">`, `<base href="javascript:/">`, `<body onload=alert(1)>`,
		`<!--<img src="--><img src=x onerror=alert(1)//">`, `<!--[if gte IE 4]><script>alert(1)</script><![endif]-->`, `<?import namespace="t"?>`, `<!DOCTYPE x [<!ENTITY y "z">]>&y;`, `<![CDATA[<script>alert(1)</script>]]>`,
		`<table background="javascript:alert(1)"><td background="javascript:alert(1)">x`, `<blockquote cite="javascript:alert(1)">x</blockquote>`, `<p id="x" name="y" is="z" slot="s" part="p" contenteditable>x</p>`,
		`<a id="location" name="body">x</a><img name="cookie" src=x>`, `<map name=m><area href="javascript:alert(1)"></map><img usemap=#m src=x>`, `<marquee onstart=alert(1)>x</marquee>`, `<bgsound src="javascript:alert(1)">`,
		`<frameset onload=alert(1)><frame src="javascript:alert(1)"></frameset>`, `<applet code="x"></applet>`, `<xss id=x onfocus=alert(1) tabindex=1>x</xss>`, `<a href="x" href="javascript:alert(1)">x</a>`,
		"<p\x0conclick=alert(1)>x</p>", `<p/onclick=alert(1)/>x`, `<p title='"><script>alert(1)</script>'>x</p>`, `<p title="&quot;&gt;&lt;script&gt;">x</p>`, `&lt;script&gt;alert(1)&lt;/script&gt;`, `<p>]]></p>`,
		// Nesting.
		`<a href=1><a href=2>x</a></a>`, `<p><div>x</p>y</div>`, `<b><p>x</b>y</p>`, `<b><i>x</b>y</i>`, `<table><b>x<tr><td>y`, `<table>x<caption>y<tr>z<col><th>w</table>v`, `<table><form><tr><td>x</form></table>`,
		`<ul><li>a<li>b<ul><li>c</ul></ul><li>d`, `<dl><dt>a<dd>b<dt>c</dl>`, `<h1>a<h2>b</h3>c</h2>`, `<ruby>a<rt>b<rp>c</ruby>`, `<p>a</div></p></br></p>`, `<pre>` + "\n\n\n" + `x</pre>`, "<pre>&#13;x<!-- -->\ny</pre>", "<listing>\n<xmp>\n",
		`<td>x</td><tr><tbody>`, `<a href=1><table><td><a href=2>x`, `<table><colgroup>x<col></table>`, `<table><td><table><td>x</table>y`, `<ul><b><li>x</b></ul>`, `<dialog><p><menu><li>x`, `<object><p>x<object><p>y`, `<svg><svg></svg>x`, `<select>x<p>y`,
		`<h1>T</h1><h1>t</h1>x`, `<div><h1><p id=q><a href=#q>T</h1><a href=#q>x</a>`, `<h1>T<img src=x></h1>`, `<input type=checkbox> x<input type=checkbox checked>`, `<pre><input type=checkbox> </pre>`,
	}
}

func TestVectors(t *testing.T) {
	for _, v := range vectors() {
		r := Clean(v, goldenOptions())
		checkOutput(t, r.HTML)
		if t.Failed() {
			t.Fatalf("from %q", v)
		}
	}
}
