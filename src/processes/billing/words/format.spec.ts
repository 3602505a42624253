import fc from "fast-check";
import type { DocumentLocale } from "../../../modules/billing";
import { formatOf } from "./index";

/** Blanks of all kinds read the same. */
const plain = (text: string) => text.replace(/\s/g, " ");

describe("figures, days and places as a language writes them", () => {
  it.each<[DocumentLocale, number, string, string, string]>([
    ["en", 0, "USD", "0.00", "0.00 USD"],
    ["en", 123_456_789, "USD", "1,234,567.89", "1,234,567.89 USD"],
    ["en", -4_965, "EUR", "-49.65", "-49.65 EUR"],
    ["en", 1_234, "JPY", "1,234", "1,234 JPY"],
    ["en", 1_234_567, "KWD", "1,234.567", "1,234.567 KWD"],
    ["de", 123_456_789, "EUR", "1.234.567,89", "1.234.567,89 EUR"],
    ["de", -4_965, "EUR", "-49,65", "-49,65 EUR"],
    ["nl", 123_456_789, "EUR", "1.234.567,89", "EUR 1.234.567,89"],
    ["nl", -5, "EUR", "-0,05", "EUR -0,05"],
    ["nl", 4_956, "JPY", "4.956", "JPY 4.956"],
  ])("%s: %d of %s is %s", (locale, minor, currency, figure, amount) => {
    expect(formatOf(locale).figure(minor, currency)).toBe(figure);
    expect(plain(formatOf(locale).amount(minor, currency))).toBe(amount);
  });

  it("keeps an amount and its currency on one line", () => {
    expect(formatOf("en").amount(100, "EUR")).toBe("1.00\u00a0EUR");
    expect(formatOf("nl").amount(100, "EUR")).toBe("EUR\u00a01,00");
  });

  it("loses no coin of any amount", () => {
    const any = fc.tuple(fc.maxSafeInteger(), fc.constantFrom("en", "de", "nl" as const));
    fc.assert(
      fc.property(any, ([minor, locale]) => {
        const digits = formatOf(locale).figure(minor, "EUR").replace(/[.,]/g, "");
        expect(Number(digits)).toBe(minor);
      }),
    );
  });

  it.each<[DocumentLocale, string, string]>([
    ["en", "8.875", "8.875%"],
    ["en", "0", "0%"],
    ["de", "8.875", "8,875 %"],
    ["nl", "21", "21%"],
    ["en", "0.00000001", "0.00000001%"],
  ])("%s: a rate of %s is %s", (locale, rate, text) => {
    expect(plain(formatOf(locale).percent(rate))).toBe(text);
  });

  it.each<[DocumentLocale, string, string, string]>([
    ["en", "31 Jan 2026", "31 Jan 2026 to 27 Feb 2026", "Germany"],
    ["de", "31.01.2026", "31.01.2026 bis 27.02.2026", "Deutschland"],
    ["nl", "31 jan 2026", "31 jan 2026 t/m 27 feb 2026", "Duitsland"],
  ])("%s: days, periods with their last day, countries", (locale, day, period, country) => {
    const format = formatOf(locale);
    expect(format.day("2026-01-31")).toBe(day);
    expect(format.period({ start: "2026-01-31", end: "2026-02-28" })).toBe(period);
    expect(format.country("de")).toBe(country);
  });

  it.each([
    ["2026-02-02", "31 Jan 2026 to 1 Feb 2026"],
    ["2026-02-01", "31 Jan 2026"],
    ["2026-01-31", "31 Jan 2026"],
  ])("a period up to %s is %s", (end, text) => {
    expect(formatOf("en").period({ start: "2026-01-31", end })).toBe(text);
  });

  it("counts in groups, and leaves an unknown country its code", () => {
    expect(formatOf("de").count(-1_200)).toBe("-1.200");
    expect(formatOf("en").country("QX")).toBe("QX");
  });
});
