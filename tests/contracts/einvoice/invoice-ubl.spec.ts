import fc from "fast-check";
import type { InvoiceDetail, InvoiceLine } from "../../../src/modules/billing";
import { EInvoiceError, type EInvoiceObstacle, invoiceUbl } from "../../../src/processes/billing/einvoice";
import {
  DUTCH_LOW_VAT,
  DUTCH_VAT,
  discounted,
  partLine,
  REVERSE_CHARGE,
  sampleDocument,
  sampleLine,
} from "../../../src/processes/billing/words/testing/sample-document";
import { check } from "./checker";
import { anyDocument, CASES, EXEMPT, OUTSIDE } from "./documents";
import { all, readXml, textAt, type XmlNode } from "./xml-node";

const written = (...parameters: Parameters<typeof invoiceUbl>) => readXml(invoiceUbl(...parameters));
const texts = (root: XmlNode, path: string) => all(root, path).map((node) => node.text.trim());
const caseOf = (name: string) => {
  const found = CASES[name];
  if (found === undefined) {
    throw new Error(`There is no case "${name}".`);
  }
  return written(found.document, found.options);
};

describe("an e-invoice", () => {
  it.each(Object.entries(CASES))("keeps every rule: %s", (_, { document, options }) => {
    expect(check(invoiceUbl(document, options))).toEqual([]);
  });

  it("keeps every rule whatever is on it", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(check(invoiceUbl(document))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("says the sums that were stored, positive on a credit note", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const sign = document.kind === "credit_note" ? -1n : 1n;
        const root = written(document);
        const minor = (path: string) => BigInt(textAt(root, path).replace(".", ""));
        expect(root.name).toBe(document.kind === "credit_note" ? "CreditNote" : "Invoice");
        expect(minor("cac:LegalMonetaryTotal/cbc:LineExtensionAmount")).toBe(sign * BigInt(document.net));
        expect(minor("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount")).toBe(sign * BigInt(document.gross));
        expect(minor("cac:TaxTotal/cbc:TaxAmount")).toBe(sign * BigInt(document.tax));
      }),
      { numRuns: 100 },
    );
  });

  it("names both parties, their VAT ids without blanks and the whole address", () => {
    const root = caseOf("a reverse charge invoice paid by transfer");
    const seller = "cac:AccountingSupplierParty/cac:Party";
    const buyer = "cac:AccountingCustomerParty/cac:Party";
    expect(textAt(root, `${seller}/cac:PartyLegalEntity/cbc:RegistrationName`)).toBe("Grachtenwolk B.V.");
    expect(textAt(root, `${seller}/cac:PartyTaxScheme/cbc:CompanyID`)).toBe("NL820646660B01");
    expect(textAt(root, `${seller}/cac:Contact/cbc:ElectronicMail`)).toBe("support@grachtenwolk.example");
    expect(textAt(root, `${buyer}/cac:PartyTaxScheme/cbc:CompanyID`)).toBe("DE136695976");
    expect(textAt(root, `${buyer}/cac:PartyLegalEntity/cbc:CompanyID`)).toBe("HRB 12345");
    expect(all(root, `${buyer}/cac:PostalAddress`)[0]?.children.map((child) => child.name)).toEqual([
      "cbc:StreetName",
      "cbc:AdditionalStreetName",
      "cac:AddressLine",
      "cac:Country",
    ]);
    expect(textAt(root, `${buyer}/cac:PostalAddress/cac:AddressLine/cbc:Line`)).toBe("2. Stock, 70565 Stuttgart");
    expect(textAt(root, `${buyer}/cac:PostalAddress/cac:Country/cbc:IdentificationCode`)).toBe("DE");
    expect(textAt(root, "cbc:BuyerReference")).toBe("04011000-12345-34");
  });

  it("says why no tax is charged, by code and in the document's language", () => {
    const category = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory";
    const reason = (name: string) => {
      const root = caseOf(name);
      return [
        textAt(root, `${category}/cbc:ID`),
        textAt(root, `${category}/cbc:TaxExemptionReasonCode`),
        textAt(root, `${category}/cbc:TaxExemptionReason`),
      ];
    };
    expect(reason("a reverse charge invoice paid by transfer")).toEqual([
      "AE",
      "VATEX-EU-AE",
      expect.stringContaining("Reverse charge"),
    ]);
    expect(reason("an exempt invoice")).toEqual(["E", "", EXEMPT.note]);
    expect(reason("an invoice to a buyer outside the EU")).toEqual([
      "G",
      "VATEX-EU-G",
      expect.stringContaining("außerhalb der EU"),
    ]);
    expect(reason("an invoice outside VAT")).toEqual(["O", "VATEX-EU-O", "Not subject to VAT."]);
    expect(reason("a zero-rated invoice")).toEqual(["Z", "", ""]);
  });

  it("tells orders, the corrected invoice and why", () => {
    const ordered = caseOf("an invoice with a part of a period, a discount and two rates");
    expect(textAt(ordered, "cac:OrderReference/cbc:ID")).toBe("PO-7");
    expect(textAt(ordered, "cac:OrderReference/cbc:SalesOrderID")).toBe("1043");
    expect(textAt(ordered, "cbc:Note")).toBe("");
    const shopOrder = caseOf("an invoice with seats given back and their discount");
    expect(all(shopOrder, "cac:OrderReference")).toEqual([]);
    expect(textAt(shopOrder, "cbc:Note")).toBe("Order #1043");
    const credit = caseOf("a credit note against an invoice");
    expect(textAt(credit, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID")).toBe("INV-2026-000042");
    expect(textAt(credit, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate")).toBe("2026-01-31");
    expect(textAt(credit, "cbc:Note")).toBe("Two seats were billed twice");
    expect(textAt(credit, "cac:PaymentTerms/cbc:Note")).toContain("INV-2026-000042");
    expect(all(credit, "cac:PaymentMeans")).toEqual([]);
    expect(textAt(caseOf("a credit note of a billing run, with a charge in it"), "cac:PaymentTerms/cbc:Note")).toBe(
      "The amount goes to your credit balance, which pays your next invoices.",
    );
  });

  it("tells how it is paid", () => {
    const means = "cac:PaymentMeans/cbc:PaymentMeansCode";
    const transfer = caseOf("a reverse charge invoice paid by transfer");
    expect(textAt(transfer, means)).toBe("58");
    expect(textAt(transfer, "cac:PaymentMeans/cbc:PaymentID")).toBe("INV-2026-000042");
    expect(textAt(transfer, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID")).toBe("NL91ABNA0417164300");
    expect(textAt(caseOf("an invoice in a currency that SEPA does not carry"), means)).toBe("30");
    const card = caseOf("a paid invoice");
    expect(textAt(card, means)).toBe("48");
    expect(textAt(card, "cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID")).toBe("4242");
    expect(textAt(written(sampleDocument()), means)).toBe("48");
    expect(all(written(sampleDocument({ nextChargeAt: null })), means)).toEqual([]);
  });

  it.each([
    ["2026-01-31", "Due at once"],
    ["2026-02-01", "1 day net"],
    ["2026-02-14", "14 days net"],
  ])("due on %s: %s", (dueOn, terms) => {
    const root = written(sampleDocument({ dueOn }));
    expect(textAt(root, "cbc:DueDate")).toBe(dueOn);
    expect(textAt(root, "cac:PaymentTerms/cbc:Note")).toBe(terms);
  });

  it("counts credit used, credited and paid as paid, and leaves the rest due", () => {
    const paid = { creditApplied: 1_000, amountCredited: 300, amountPaid: 20 };
    const root = written(sampleDocument(paid));
    expect(textAt(root, "cac:LegalMonetaryTotal/cbc:PrepaidAmount")).toBe("13.20");
    expect(textAt(root, "cac:LegalMonetaryTotal/cbc:PayableAmount")).toBe("253.00");
    expect(texts(written(sampleDocument()), "cac:LegalMonetaryTotal/cbc:PrepaidAmount")).toEqual([]);
  });

  it("makes one row of rates that have one category and percentage", () => {
    const other = { ...DUTCH_VAT, code: "nl-21b", ratePercent: "21.0" };
    const lines = [sampleLine({ taxCodes: ["nl-21"] }), sampleLine({ taxCodes: ["nl-21b"], net: 100 })];
    const root = written(sampleDocument({}, lines, [DUTCH_VAT, other, DUTCH_LOW_VAT]));
    expect(texts(root, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount")).toEqual(["221.00"]);
    expect(texts(root, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount")).toEqual(["46.41"]);
  });

  it("writes names as XML can hold them", () => {
    const name = 'Tom & "Jerry" <b>\u0007 \ud83d\ude00 \ud800\n Żółw';
    const { buyer } = sampleDocument();
    const root = written(sampleDocument({ buyer: { ...buyer, name } }));
    expect(textAt(root, "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName")).toBe(
      'Tom & "Jerry" <b> \ud83d\ude00 Żółw',
    );
  });
});

describe("a line of an e-invoice", () => {
  it.each<[string, InvoiceLine, string, string, string]>([
    ["a whole period: seats at their price", sampleLine(), "10", "22.00", "220.00"],
    ["a part of a period: seats at the part of the price", partLine(), "5", "9.93", "49.65"],
    ["seats given back: never a negative price", partLine({ quantity: -2, net: -1_986 }), "-2", "9.93", "-19.86"],
    ["a difference: one piece", sampleLine({ kind: "correction", quantity: 0, net: 1_234 }), "1", "12.34", "12.34"],
    ["a difference to give back", sampleLine({ kind: "correction", quantity: 3, net: -50 }), "-1", "0.50", "-0.50"],
    ["goodwill: one piece whatever its seats", sampleLine({ kind: "goodwill" }), "1", "220.00", "220.00"],
    ["rounded as a whole", partLine({ policyVersion: "line-nearest-1", net: 4_968 }), "1", "49.68", "49.68"],
    ["nothing at all", sampleLine({ quantity: 0, net: 0 }), "1", "0.00", "0.00"],
  ])("%s", (_, line, quantity, price, net) => {
    const root = written(sampleDocument({}, [line]));
    expect(textAt(root, "cac:InvoiceLine/cbc:InvoicedQuantity")).toBe(quantity);
    expect(textAt(root, "cac:InvoiceLine/cac:Price/cbc:PriceAmount")).toBe(price);
    expect(textAt(root, "cac:InvoiceLine/cbc:LineExtensionAmount")).toBe(net);
  });

  it("keeps the real calculation, the days with the last one, and what it is for", () => {
    const root = written(sampleDocument({ locale: "de" }, [partLine()]));
    expect(textAt(root, "cac:InvoiceLine/cbc:Note")).toBe(
      "5 Lizenzen x 22,00 EUR x 14/31 Tage (9,93 EUR je Lizenz, abgerundet)",
    );
    expect(textAt(root, "cac:InvoiceLine/cac:InvoicePeriod/cbc:StartDate")).toBe("2026-01-14");
    expect(textAt(root, "cac:InvoiceLine/cac:InvoicePeriod/cbc:EndDate")).toBe("2026-01-27");
    expect(textAt(root, "cac:InvoiceLine/cac:Item/cbc:Name")).toBe("Microsoft 365 Business Premium");
    expect(textAt(root, "cac:InvoiceLine/cac:Item/cbc:Description")).toBe("Annual, paid monthly");
  });

  it("has no period where there are no days", () => {
    const line = sampleLine({ periodStart: "2026-01-31", periodEnd: "2026-01-31" });
    expect(all(written(sampleDocument({}, [line])), "cac:InvoiceLine/cac:InvoicePeriod")).toEqual([]);
  });

  it("names each discount; what a discount takes from a credit is a charge", () => {
    const twice = discounted(discounted(sampleLine(), 440), 100, "Launch", "1.00 EUR");
    const root = written(sampleDocument({}, [twice, discounted(partLine({ quantity: -2, net: -1_986 }), -99)]));
    const path = "cac:InvoiceLine/cac:AllowanceCharge";
    expect(texts(root, `${path}/cbc:ChargeIndicator`)).toEqual(["false", "false", "true"]);
    expect(texts(root, `${path}/cbc:AllowanceChargeReason`)).toEqual([
      "Discount: Partner programme",
      "Discount: Launch",
      "Discount: Partner programme",
    ]);
    expect(texts(root, `${path}/cbc:Amount`)).toEqual(["4.40", "1.00", "0.99"]);
    expect(texts(root, "cac:InvoiceLine/cbc:LineExtensionAmount")).toEqual(["214.60", "-18.87"]);
  });

  it("leaves out a discount that took nothing", () => {
    expect(
      all(written(sampleDocument({}, [discounted(sampleLine(), 0)])), "cac:InvoiceLine/cac:AllowanceCharge"),
    ).toEqual([]);
  });
});

describe("what the norm cannot say", () => {
  const { seller, buyer } = sampleDocument();
  const county = { ...DUTCH_VAT, code: "county", name: "County", ratePercent: "1.25" };
  const reverse = (change: Partial<InvoiceDetail>) => sampleDocument(change, [sampleLine()], [REVERSE_CHARGE]);

  it.each<[EInvoiceObstacle, string, InvoiceDetail]>([
    ["draft", "issue it first", sampleDocument({ status: "draft", number: null })],
    ["no_vat", "in US", sampleDocument({ seller: { ...seller, countryCode: "us", taxId: "93-1234567" } })],
    ["several_rates", "Line 1 bears Btw and County", sampleDocument({}, [sampleLine()], [DUTCH_VAT, county])],
    ["no_rate", "Line 1 bears no tax rate", sampleDocument({}, [sampleLine()], [])],
    ["no_rate", "Line 2", sampleDocument({}, [sampleLine(), sampleLine({ taxCodes: [] })])],
    ["currency", "KWD", sampleDocument({ currency: "KWD" })],
    ["seller_id", "seller's VAT id", sampleDocument({ seller: { ...seller, taxId: null } })],
    ["seller_id", "seller's VAT id", sampleDocument({ seller: { ...seller, taxId: "12/345/67890" } })],
    ["seller_id", "register", sampleDocument({}, [sampleLine()], [OUTSIDE])],
    ["buyer_id", "buyer's VAT id", reverse({ buyer: { ...buyer, taxId: null } })],
    ["buyer_id", "buyer's VAT id", reverse({ buyer: { ...buyer, taxId: "HRB 12345" } })],
  ])("%s: %s", (obstacle, words, document) => {
    const attempt = () => invoiceUbl(document);
    expect(attempt).toThrow(EInvoiceError);
    expect(attempt).toThrow(expect.objectContaining({ obstacle, message: expect.stringContaining(words) }));
  });

  it("a tax number and a register entry together are enough", () => {
    const document = sampleDocument({ seller: { ...seller, countryCode: "DE", taxId: "12/345/67890" } });
    const xml = invoiceUbl(document, { sellerRegistration: { id: "HRB 1" } });
    expect(check(xml)).toEqual([]);
    const scheme = "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme";
    expect(textAt(readXml(xml), `${scheme}/cbc:CompanyID`)).toBe("12/345/67890");
    expect(textAt(readXml(xml), `${scheme}/cac:TaxScheme/cbc:ID`)).toBe("TAX");
  });

  it.each([
    ["EL094259216", "EL094259216"],
    ["el 094.259.216", "EL094259216"],
    ["GR094259216", ""],
    ["US123", ""],
    ["CHE-123.456.789 MWST", "CHE123456789MWST"],
    ["GB", ""],
    [null, ""],
  ])("the buyer's tax id %j is the VAT id %j", (taxId, vatId) => {
    const root = written(sampleDocument({ buyer: { ...buyer, taxId } }));
    expect(textAt(root, "cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID")).toBe(vatId);
  });
});
