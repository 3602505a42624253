import type { DocumentLocale } from "../../../modules/billing";
import { type DocumentWords, hasVat, ratesOfLine, taxNoteOf, wordsOf } from "./index";
import { DUTCH_LOW_VAT, DUTCH_VAT, REVERSE_CHARGE } from "./testing/sample-document";

const LOCALES: readonly DocumentLocale[] = ["en", "de", "nl"];
const isNoText = (value: unknown) => typeof value !== "string" || value.trim() === "";

/** Every text of a language by its path; sentences with gaps are filled with marks. */
function textsOf(words: DocumentWords): Map<string, string> {
  const texts = new Map<string, string>();
  const visit = (value: unknown, path: string) => {
    if (typeof value === "function") {
      texts.set(path, value(...Array.from({ length: value.length }, (_, index) => `<${index}>`)));
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        visit(inner, `${path}.${name}`);
      }
    } else if (value !== null) {
      texts.set(path, value as string);
    }
  };
  visit(words, "");
  return texts;
}

describe("the words of documents", () => {
  it.each(LOCALES)("%s: no text is empty, and no sentence loses what it is given", (locale) => {
    const empty = [...textsOf(wordsOf(locale))].filter(([, text]) => isNoText(text));
    expect(empty).toEqual([]);
    for (const [path, english] of textsOf(wordsOf("en"))) {
      const marks = english.match(/<\d>/g)?.sort() ?? [];
      const text = textsOf(wordsOf(locale)).get(path) ?? "";
      expect([path, text.match(/<\d>/g)?.sort() ?? []]).toEqual([path, marks]);
    }
  });

  it("names the documents as the law of each language does", () => {
    expect(LOCALES.map((locale) => wordsOf(locale).title.recurring)).toEqual(["Invoice", "Rechnung", "Factuur"]);
    expect(LOCALES.map((locale) => wordsOf(locale).title.activation)).toEqual(["Invoice", "Rechnung", "Factuur"]);
    expect(LOCALES.map((locale) => wordsOf(locale).title.credit_note)).toEqual([
      "Credit note",
      "Rechnungskorrektur",
      "Creditfactuur",
    ]);
  });

  it.each<[DocumentLocale, string]>([
    ["en", "Reverse charge"],
    ["de", "Steuerschuldnerschaft des Leistungsempfängers"],
    ["nl", "Btw verlegd"],
  ])("%s: reverse charge is told in the words of the directive and its article", (locale, words) => {
    const note = taxNoteOf(REVERSE_CHARGE, wordsOf(locale));
    expect(note).toContain(words);
    expect(note).toContain("196");
    expect(note).toMatch(/2006\/112\/E[CG]/);
  });

  it.each<[DocumentLocale, string[]]>([
    ["en", ["1 seat", "2 seats", "-1 seat", "0 seats"]],
    ["de", ["1 Lizenz", "2 Lizenzen", "-1 Lizenz", "0 Lizenzen"]],
    ["nl", ["1 licentie", "2 licenties", "-1 licentie", "0 licenties"]],
  ])("%s: one and many", (locale, texts) => {
    expect([1, 2, -1, 0].map((count) => wordsOf(locale).seats(count, String(count)))).toEqual(texts);
  });

  it.each<[DocumentLocale, string, string]>([
    ["en", "1 day net", "14 days net"],
    ["de", "1 Tag netto", "14 Tage netto"],
    ["nl", "1 dag netto", "14 dagen netto"],
  ])("%s: terms of one day and of many", (locale, one, many) => {
    expect(wordsOf(locale).termsInDays(1)).toBe(one);
    expect(wordsOf(locale).termsInDays(14)).toBe(many);
  });
});

describe("words about a tax", () => {
  const words = wordsOf("en");

  it.each([
    ["a plain rate needs none", { ...DUTCH_VAT }, null],
    ["a plain rate may have its own", { ...DUTCH_VAT, note: "Margin scheme." }, "Margin scheme."],
    ["a zero rate needs none", { ...DUTCH_VAT, treatment: "zero_rated" as const }, null],
    [
      "an exemption names its article",
      { ...DUTCH_VAT, treatment: "exempt" as const, note: "Article 11." },
      "Article 11.",
    ],
    ["an exemption without words", { ...DUTCH_VAT, treatment: "exempt" as const, note: null }, words.taxNote.exempt],
    ["a name of general words", { ...DUTCH_VAT, treatment: "export" as const, note: "export" }, words.taxNote.export],
    ["outside the tax", { ...DUTCH_VAT, treatment: "outside_scope" as const }, words.taxNote.outside_scope],
  ])("%s", (_, rate, note) => {
    expect(taxNoteOf(rate, words)).toBe(note);
  });

  it("a line bears the rates it names, in the document's order, or all of them", () => {
    const rates = [DUTCH_VAT, DUTCH_LOW_VAT, REVERSE_CHARGE];
    expect(ratesOfLine({ taxCodes: null }, rates)).toEqual(rates);
    expect(ratesOfLine({ taxCodes: ["nl-rc", "nl-21"] }, rates)).toEqual([DUTCH_VAT, REVERSE_CHARGE]);
    expect(ratesOfLine({ taxCodes: [] }, rates)).toEqual([]);
  });

  it.each([
    ["NL", true],
    ["gr", true],
    ["NO", true],
    ["CH", true],
    ["GB", true],
    ["US", false],
    ["JP", false],
    ["EL", false],
  ])("%s has value added tax: %s", (country, has) => {
    expect(hasVat(country)).toBe(has);
  });
});
