import type { ChargeAttempt, DocumentLocale, InvoiceDetail, InvoiceLine } from "../../../modules/billing";
import {
  DUTCH_LOW_VAT,
  DUTCH_VAT,
  discounted,
  partLine,
  REVERSE_CHARGE,
  sampleDocument,
  sampleLine,
} from "../words/testing/sample-document";
import type { PrintedDocument } from "./model";
import { type DocumentOptions, printedDocument } from "./printed-document";

/** The model with plain blanks. */
const modelOf = (document: InvoiceDetail, options?: DocumentOptions): PrintedDocument =>
  JSON.parse(JSON.stringify(printedDocument(document, options)).replace(/\u00a0/g, " "));
const facts = (model: PrintedDocument) => Object.fromEntries(model.facts.map(({ label, value }) => [label, value]));
const totals = (model: PrintedDocument) => model.totals.map(({ label, value, strong }) => [label, value, strong]);
const rowOf = (line: InvoiceLine, change: Partial<InvoiceDetail> = {}) =>
  modelOf(sampleDocument(change, [line])).lines.rows[0];

describe("an invoice in words", () => {
  it("names itself and both parties", () => {
    const model = modelOf(sampleDocument());
    expect([model.title, model.number, model.watermark]).toEqual(["Invoice", "INV-2026-000042", null]);
    expect(model.seller).toEqual({
      label: "From",
      name: "Grachtenwolk B.V.",
      address: ["Herengracht 182", "1016 BR Amsterdam", "Netherlands"],
      details: ["VAT ID NL820646660B01", "support@grachtenwolk.example"],
    });
    expect(model.buyer.label).toBe("Bill to");
    expect(model.footer).toEqual({
      identity: "Grachtenwolk B.V. · Herengracht 182 · 1016 BR Amsterdam · Netherlands · VAT ID NL820646660B01",
      questions: "Questions? support@grachtenwolk.example · +31 20 555 01 00",
    });
  });

  it("does not write the country twice, and knows taxes other than VAT", () => {
    const { seller } = sampleDocument();
    const american = {
      ...seller,
      countryCode: "US",
      addressLines: ["410 Alder Street", "united states"],
      taxId: "93-1",
    };
    const model = modelOf(sampleDocument({ seller: american, buyer: { ...american, taxId: null, email: null } }));
    expect(model.seller.address).toEqual(["410 Alder Street", "united states"]);
    expect(model.seller.details[0]).toBe("Tax ID 93-1");
    expect(model.buyer.details).toEqual([]);
    expect(model.totals.map(({ label }) => label)).toContain("Tax");
    expect(modelOf(sampleDocument()).totals.map(({ label }) => label)).toContain("VAT");
  });

  it("tells dates, terms and references", () => {
    const references = { purchaseOrderNumber: "PO-7", orderDisplayId: "1043" };
    expect(facts(modelOf(sampleDocument(references), { creditedNumber: "INV-1" }))).toEqual({
      "Date of issue": "31 Jan 2026",
      "Due date": "14 Feb 2026",
      "Payment terms": "14 days net",
      "Service period": "31 Jan 2026 to 27 Feb 2026",
      "Your purchase order": "PO-7",
      Order: "#1043",
    });
  });

  it.each([
    ["2026-01-30", "Due at once"],
    ["2026-01-31", "Due at once"],
    ["2026-02-01", "1 day net"],
  ])("due on %s: %s", (dueOn, terms) => {
    expect(facts(modelOf(sampleDocument({ dueOn })))["Payment terms"]).toBe(terms);
  });

  it.each<[DocumentLocale, string, string, string]>([
    ["de", "Rechnung", "Fällig am", "14.02.2026"],
    ["nl", "Factuur", "Vervaldatum", "14 feb 2026"],
  ])("speaks %s throughout", (locale, title, label, day) => {
    const model = modelOf(sampleDocument({ locale }));
    expect([model.locale, model.title]).toEqual([locale, title]);
    expect(facts(model)[label]).toBe(day);
    expect(JSON.stringify(model)).not.toMatch(/Invoice|seats|Bill to|Subtotal|due on|Net /);
  });
});

describe("a line in words", () => {
  it("of a whole period", () => {
    expect(rowOf(sampleLine())).toEqual({
      title: "Microsoft 365 Business Premium",
      notes: ["Annual, paid monthly", "Service period 31 Jan 2026 to 27 Feb 2026", "10 seats x 22.00 EUR"],
      quantity: "10",
      unitPrice: "22.00",
      before: null,
      discounts: [],
      net: "220.00",
    });
  });

  it("of a part of a period", () => {
    expect(rowOf(partLine())).toMatchObject({
      notes: [
        "Annual, paid monthly",
        "Service period 14 Jan 2026 to 27 Jan 2026",
        "5 seats x 22.00 EUR x 14/31 days (9.93 EUR per seat, rounded down)",
      ],
      quantity: "5",
      unitPrice: "22.00",
      net: "49.65",
    });
  });

  it("with discounts, each by its name, and what they leave", () => {
    const line = discounted(discounted(sampleLine(), 440, "Partner", "2.5 %"), 100, "Launch", "1.00 EUR");
    expect(rowOf(line)).toMatchObject({
      before: "220.00",
      discounts: [
        { label: "Discount: Partner (2.5%)", value: "-4.40" },
        { label: "Discount: Launch", value: "-1.00" },
      ],
      net: "214.60",
    });
    expect(rowOf(discounted(sampleLine(), 0))).toMatchObject({ before: null, discounts: [] });
  });

  it("without quantity and price where they do not make the amount", () => {
    expect(rowOf(sampleLine({ kind: "correction", quantity: 0, net: 50 }))).toMatchObject({
      quantity: "",
      unitPrice: "",
      net: "0.50",
    });
    expect(rowOf(sampleLine({ kind: "goodwill", detail: "" }))?.notes).toEqual([
      "Service period 31 Jan 2026 to 27 Feb 2026",
    ]);
  });

  it("says its rates only where lines differ in them", () => {
    const lines = [sampleLine({ taxCodes: ["nl-21"] }), sampleLine({ taxCodes: ["nl-9", "nl-21"] })];
    const rows = modelOf(sampleDocument({}, lines, [DUTCH_VAT, DUTCH_LOW_VAT])).lines.rows;
    expect(rows.map((row) => row.notes.at(-1))).toEqual(["Btw 21%", "Btw 21% + Btw laag 9%"]);
  });
});

describe("taxes and totals in words", () => {
  it("by rate with the amount they are taken of", () => {
    const lines = [sampleLine({ taxCodes: ["nl-21"] }), sampleLine({ taxCodes: ["nl-9"], net: 10_000 })];
    const { tax } = modelOf(sampleDocument({}, lines, [DUTCH_VAT, DUTCH_LOW_VAT]));
    expect(tax.rows).toEqual([
      { name: "Btw", rate: "21%", base: "220.00", tax: "46.20" },
      { name: "Btw laag", rate: "9%", base: "100.00", tax: "9.00" },
    ]);
    expect(tax.notes).toEqual([]);
  });

  it("with the legal words once, however many rates need them", () => {
    const rates = [REVERSE_CHARGE, { ...REVERSE_CHARGE, code: "other" }];
    const lines = [sampleLine({ taxCodes: ["nl-rc"] }), sampleLine({ taxCodes: ["other"] })];
    expect(modelOf(sampleDocument({ locale: "nl" }, lines, rates)).tax.notes).toEqual([
      "Btw verlegd: de afnemer draagt de btw af (artikelen 44 en 196 van Richtlijn 2006/112/EG).",
    ]);
  });

  it("down to what is to be paid", () => {
    expect(totals(modelOf(sampleDocument()))).toEqual([
      ["Net", "220.00", false],
      ["VAT", "46.20", false],
      ["Total", "266.20 EUR", true],
      ["Amount due", "266.20 EUR", true],
    ]);
    const paid = { creditApplied: 1_000, amountCredited: 200, amountPaid: 30 };
    expect(totals(modelOf(sampleDocument(paid, [discounted(sampleLine(), 440)])))).toEqual([
      ["Subtotal", "220.00", false],
      ["Discounts", "-4.40", false],
      ["Net", "215.60", false],
      ["VAT", "45.28", false],
      ["Total", "260.88 EUR", true],
      ["From your credit balance", "-10.00", false],
      ["Credited by credit notes", "-2.00", false],
      ["Already paid", "-0.30", false],
      ["Amount due", "248.58 EUR", true],
    ]);
  });
});

describe("a credit note in words", () => {
  const lines = [
    discounted(partLine({ kind: "cancellation", quantity: -5, net: -4_965 }), -99),
    sampleLine({ quantity: 1, net: 2_200 }),
  ];
  const note = sampleDocument({ kind: "credit_note", creditReason: "Billed twice" }, lines);

  it("gives back positive figures", () => {
    const model = modelOf(note, { creditedNumber: "INV-2026-000042" });
    expect([model.title, model.number]).toEqual(["Credit note", "CN-2026-000007"]);
    expect(facts(model)).toEqual({
      "Date of issue": "31 Jan 2026",
      "Corrects invoice": "INV-2026-000042",
      "Service period": "31 Jan 2026 to 27 Feb 2026",
      Reason: "Billed twice",
    });
    expect(model.lines.rows.map((row) => [row.quantity, row.before, row.discounts[0]?.value, row.net])).toEqual([
      ["5", "49.65", "-0.99", "48.66"],
      ["-1", null, undefined, "-22.00"],
    ]);
    expect(totals(model)).toEqual([
      ["Subtotal", "27.65", false],
      ["Discounts", "-0.99", false],
      ["Net", "26.66", false],
      ["VAT", "5.60", false],
      ["Total credit", "32.26 EUR", true],
    ]);
  });

  it("says what becomes of the amount", () => {
    expect(modelOf(note, { creditedNumber: "INV-9" }).payment).toEqual({
      headline: "32.26 EUR in your favour",
      paragraphs: [expect.stringContaining("reduces what is unpaid of invoice INV-9")],
      link: null,
    });
    expect(modelOf(note, { payUrl: "https://shop.example" }).payment).toEqual({
      headline: "32.26 EUR in your favour",
      paragraphs: ["The amount goes to your credit balance, which pays your next invoices."],
      link: null,
    });
  });

  it("is no self-billing in German", () => {
    const model = modelOf({ ...note, locale: "de" }, { creditedNumber: "INV-9" });
    expect(model.title).toBe("Rechnungskorrektur");
    expect(JSON.stringify(model)).not.toContain("Gutschrift");
  });
});

describe("how it is paid", () => {
  const payUrl = "https://shop.example/account/invoices/inv_1";
  const link = { label: "Pay this invoice online", url: payUrl };
  const payment = (change: Partial<InvoiceDetail>, options: DocumentOptions = {}) =>
    modelOf(sampleDocument(change), { payUrl, ...options }).payment;
  const charge = { state: "succeeded", amount: 26_620, currency: "EUR", cardLabel: "Visa 4242" } as ChargeAttempt;

  it.each<[string, Partial<InvoiceDetail>, string, string, boolean]>([
    ["by card", {}, "266.20 EUR due on 14 Feb 2026", "saved card", true],
    ["the first invoice of an order", { kind: "activation", nextChargeAt: null }, "266.20 EUR due", "saved card", true],
    ["by hand", { nextChargeAt: null }, "266.20 EUR due on 14 Feb 2026", "Please pay the amount due", true],
    ["in part by credit", { creditApplied: 620 }, "260.00 EUR due", "saved card", true],
    ["by credit", { creditApplied: 26_620 }, "Nothing to pay", "266.20 EUR was taken from your credit balance", false],
    [
      "failed",
      { status: "payment_failed", paymentFailure: { at: "", declineClass: "soft", reason: "Your bank said no." } },
      "Payment of 266.20 EUR did not go through",
      "Your bank said no.",
      true,
    ],
    ["failed without a reason", { status: "payment_failed" }, "Payment of 266.20 EUR did not", "another card", true],
    ["void", { status: "void" }, "Void", "cancelled", false],
    ["a draft", { status: "draft", number: null }, "This is a draft", "no number", false],
  ])("%s", (_, change, headline, explanation, isPayable) => {
    const words = payment(change);
    expect(words.headline).toContain(headline);
    expect(words.paragraphs.join(" ")).toContain(explanation);
    expect(words.link).toEqual(isPayable ? link : null);
    expect(payment(change, { payUrl: null }).link).toBeNull();
  });

  it.each<[string, Partial<InvoiceDetail>, string]>([
    [
      "card",
      { attempts: [{ ...charge, state: "declined", cardLabel: "Visa 0002" }, charge], amountPaid: 26_620 },
      "266.20 EUR was charged to Visa 4242.",
    ],
    ["transfer", { amountPaid: 26_620 }, "We received 266.20 EUR."],
    ["credit", { creditApplied: 26_620 }, "266.20 EUR was taken from your credit balance."],
    ["nothing", {}, "Nothing was owed"],
  ])("paid by %s, on the day in the seller's zone", (_, change, explanation) => {
    const paid = { status: "paid", paidAt: new Date("2026-02-01T03:00:00Z"), ...change } as const;
    const words = payment(paid, { timeZone: "America/Los_Angeles" });
    expect([words.headline, words.link]).toEqual(["Paid on 31 Jan 2026", null]);
    expect(words.paragraphs.join(" ")).toContain(explanation);
    expect(payment(paid).headline).toBe("Paid on 1 Feb 2026");
  });

  it("tells the account for a transfer, with the invoice as its reference", () => {
    const bankAccount = "NL91 ABNA 0417 1643 00";
    expect(payment({ nextChargeAt: null }, { bankAccount }).paragraphs[1]).toBe(
      "By bank transfer to NL91 ABNA 0417 1643 00, reference INV-2026-000042.",
    );
    expect(payment({}, { bankAccount }).paragraphs).toHaveLength(1);
  });

  it("gives the bank's English words to readers of English only", () => {
    const failed = {
      status: "payment_failed",
      paymentFailure: { at: "", declineClass: "soft", reason: "No." },
    } as const;
    expect(payment({ ...failed, locale: "de" }).paragraphs).toEqual([
      "Bitte zahlen Sie mit einer anderen Karte oder fragen Sie Ihre Bank.",
    ]);
  });
});

describe("a document that is not to be paid on", () => {
  it.each<[Partial<InvoiceDetail>, string | null]>([
    [{ status: "draft", number: null }, "Draft"],
    [{ status: "draft", number: null, locale: "de" }, "Entwurf"],
    [{ status: "draft", number: null, locale: "nl" }, "Concept"],
    [{ status: "void" }, "Void"],
    [{ status: "paid" }, null],
  ])("%j has the watermark %s", (change, word) => {
    expect(modelOf(sampleDocument(change)).watermark).toBe(word);
  });

  it("a draft has no amount due yet", () => {
    const model = modelOf(sampleDocument({ status: "draft", number: null, creditApplied: 0 }));
    expect(model.number).toBeNull();
    expect(model.totals.at(-1)).toEqual({ label: "Total", value: "266.20 EUR", strong: true });
  });
});
