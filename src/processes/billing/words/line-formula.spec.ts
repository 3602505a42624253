import fc from "fast-check";
import { amountOf, chargingPolicy } from "../../../domain/charging";
import type { DocumentLocale, InvoiceLine } from "../../../modules/billing";
import { amountBeforeDiscounts, asPrinted, formatOf, lineFormula, seatPriceOf, wordsOf } from "./index";
import { discounted, partLine, sampleDocument, sampleLine } from "./testing/sample-document";

const formula = (line: InvoiceLine, locale: DocumentLocale = "en", currency = "EUR") =>
  lineFormula(line, currency, wordsOf(locale), formatOf(locale))?.replace(/\u00a0/g, " ") ?? null;

describe("the calculation of a line in words", () => {
  it.each<[string, InvoiceLine, string | null]>([
    ["a whole period", sampleLine(), "10 seats x 22.00 EUR, 31 Jan 2026 to 27 Feb 2026"],
    ["one seat", sampleLine({ quantity: 1, net: 2_200 }), "1 seat x 22.00 EUR, 31 Jan 2026 to 27 Feb 2026"],
    ["a part, rounded", partLine(), "5 seats x 22.00 EUR x 14/31 days (9.93 EUR per seat, rounded down)"],
    [
      "a part that needs no rounding",
      partLine({ unitPrice: 3_100, net: 7_000 }),
      "5 seats x 31.00 EUR x 14/31 days (14.00 EUR per seat)",
    ],
    [
      "seats given back",
      partLine({ quantity: -2, net: -1_986 }),
      "-2 seats x 22.00 EUR x 14/31 days (9.93 EUR per seat, rounded down)",
    ],
    ["with a discount", discounted(sampleLine(), 440), "10 seats x 22.00 EUR, 31 Jan 2026 to 27 Feb 2026"],
    [
      "to the nearest per seat",
      partLine({ policyVersion: "seat-nearest-1", net: 4_970 }),
      "5 seats x 22.00 EUR x 14/31 days (9.94 EUR per seat, rounded to the nearest)",
    ],
    [
      "rounded as a whole",
      partLine({ policyVersion: "line-nearest-1", net: 4_968 }),
      "5 seats x 22.00 EUR x 14/31 days (rounded to the nearest)",
    ],
    [
      "a difference",
      sampleLine({ kind: "correction", quantity: 0, net: 50 }),
      "Difference from what was billed before",
    ],
    ["a cent off", sampleLine({ net: 21_999 }), "Difference from what was billed before"],
    ["goodwill", sampleLine({ kind: "goodwill" }), null],
  ])("%s", (_, line, words) => {
    expect(formula(line)).toBe(words);
  });

  it("keeps the days exact in every language", () => {
    expect(formula(partLine(), "de")).toBe("5 Lizenzen x 22,00 EUR x 14/31 Tage (9,93 EUR je Lizenz, abgerundet)");
    expect(formula(partLine(), "nl")).toBe(
      "5 licenties x EUR 22,00 x 14/31 dagen (EUR 9,93 per licentie, naar beneden afgerond)",
    );
  });

  it("writes the seats and prices of a currency without decimals", () => {
    expect(formula(sampleLine({ quantity: 1_000, net: 2_200_000 }), "de", "JPY")).toBe(
      "1.000 Lizenzen x 2.200 JPY, 31.01.2026 bis 27.02.2026",
    );
  });
});

describe("the price of one seat", () => {
  const anyLine = fc
    .record({
      quantity: fc.integer({ min: -300, max: 300 }),
      unitPrice: fc.integer({ min: 0, max: 900_000 }),
      days: fc.integer({ min: 1, max: 31 }),
      policyVersion: fc.constantFrom("seat-down-1", "seat-nearest-1", "line-nearest-1"),
      off: fc.constantFrom(0, 0, 1, -1),
      discount: fc.integer({ min: 0, max: 5_000 }),
    })
    .map(({ quantity, unitPrice, days, policyVersion, off, discount }) => {
      const factor = { numerator: days, denominator: 31 };
      const { amount } = amountOf(
        { amount: unitPrice, currency: "EUR" },
        quantity,
        factor,
        chargingPolicy(policyVersion),
      );
      const net = amount + off;
      return discounted(partLine({ quantity, unitPrice, factorNumerator: days, policyVersion, net }), discount);
    });

  it("times the seats is the line's amount before discounts, whenever there is one", () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const seat = seatPriceOf(line, "EUR");
        if (seat !== null) {
          expect(seat * line.quantity === amountBeforeDiscounts(line)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is there for every line that was rounded per seat and is no difference", () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const policy = chargingPolicy(line.policyVersion);
        const factor = { numerator: line.factorNumerator, denominator: 31 };
        const exact = amountOf({ amount: line.unitPrice, currency: "EUR" }, line.quantity, factor, policy).amount;
        fc.pre(policy.roundOn === "seat" && line.quantity !== 0 && exact === amountBeforeDiscounts(line));
        expect(seatPriceOf(line, "EUR")).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, InvoiceLine, number | null]>([
    ["whole", sampleLine(), 2_200],
    ["part", partLine(), 993],
    ["none without seats", sampleLine({ quantity: 0, net: 0 }), null],
    ["none for goodwill", sampleLine({ kind: "goodwill" }), null],
    ["none for a difference", sampleLine({ net: 1 }), null],
    ["none for a line rounded as a whole", partLine({ policyVersion: "line-nearest-1", net: 4_968 }), null],
  ])("%s", (_, line, price) => {
    expect(seatPriceOf(line, "EUR")).toBe(price);
  });
});

describe("a document as it is printed", () => {
  const lines = [discounted(partLine({ quantity: -5, net: -4_965 }), -99), sampleLine({ quantity: 1, net: 100 })];
  const note = sampleDocument({ kind: "credit_note" }, lines);

  it("leaves an invoice alone", () => {
    const invoice = sampleDocument();
    expect(asPrinted(invoice)).toBe(invoice);
  });

  it("turns every figure of a credit note, and no zero into another zero", () => {
    const printed = asPrinted(note);
    expect([printed.net, printed.tax, printed.gross, printed.discount]).toEqual([
      -note.net,
      -note.tax,
      -note.gross,
      -note.discount,
    ]);
    expect(printed.taxSummary.map(({ base, tax }) => [base, tax])).toEqual([[-note.net, -note.tax]]);
    expect(printed.lines.map((line) => [line.quantity, line.net, line.discount])).toEqual([
      [5, 4_866, 99],
      [-1, -100, 0],
    ]);
    expect(printed.lines[0]?.discounts[0]?.amount).toEqual({ amount: 99, currency: "EUR" });
    expect(printed.lines.map((line) => line.tax + line.net)).toEqual(printed.lines.map((line) => line.gross));
    expect(printed.lines[0]?.unitPrice).toBe(2_200);
  });

  it("twice turned is as it was", () => {
    expect(asPrinted(asPrinted(note))).toEqual(note);
  });
});
