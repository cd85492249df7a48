package text

import (
	"fmt"
	"testing"
)

func TestSigningLines(t *testing.T) {
	for line, want := range map[string]string{
		"(Reporting by Jane Doe and John Roe; Editing by Ann Sample)":                         "[Jane Doe John Roe Ann Sample (editor)]",
		"(Reporting by Jane Doe Editing by Ann Sample)":                                       "[Jane Doe Ann Sample (editor)]",
		"Reporting by Jane Doe in Beijing, John Roe; additional reporting by Ann Sample":      "[Jane Doe John Roe Ann Sample (contributor)]",
		"(Writing by Jane Doe. Editing by Mary-Ann O’Sample and J. Roe)":                      "[Jane Doe Mary-Ann O’Sample (editor) J. Roe (editor)]",
		"(Reportage Jeanne Exemple, version française Marc Modèle, édité par Anne Témoin)":    "[Jeanne Exemple Marc Modèle (translator) Anne Témoin (editor)]",
		"(Reporte de Juana Ejemplo. Editado por Pedro Muestra)":                               "[Juana Ejemplo Pedro Muestra (editor)]",
		"(Bericht von Erika Musterfrau, redigiert von Hans Muster)":                           "[Erika Musterfrau Hans Muster (editor)]",
		"(إعداد سليم المثال للنشرة العربية - تحرير ليلى نموذج)":                               "[سليم المثال ليلى نموذج (editor)]",
		"（记者 张样本 李范例 编辑 王样本）":                                                                 "[张样本 李范例 王样本 (editor)]",
		"（翻訳：見本太郎　編集：例子花子）":                                                                   "[見本太郎 (translator) 例子花子 (editor)]",
		"Reporting by telephone was hard, and editing by candlelight harder.":                 "[]",
		"(Reporting by telephone)":                                                            "[]",
		"(By the way, reporting by Jane Doe is always good)":                                  "[]",
		"The editing by Ann Sample and the reporting by Jane Doe were praised by the judges.": "[]",
	} {
		if got := fmt.Sprint(signoffOf(line)); got != want {
			t.Errorf("%q:\n got %s\nwant %s", line, got, want)
		}
	}
}
