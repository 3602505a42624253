import type { InvoiceDetail, InvoiceLine } from "../../../modules/billing";
import { invoicePdf, pdfFileName } from "./index";
import { paymentInWords } from "./totals";

const line: InvoiceLine = {
  id: "l",
  position: 1,
  chargeKey: "k",
  subscriptionId: "s",
  kind: "cycle",
  title: "Microsoft 365 Business Premium",
  detail: "1-year term, billed monthly",
  formula: "10 seats x 22.00 USD, 31 Jan 2026 to 27 Feb 2026",
  periodStart: "2026-01-31",
  periodEnd: "2026-02-28",
  referenceStart: "2026-01-31",
  referenceEnd: "2026-02-28",
  quantity: 10,
  unitPrice: 2_200,
  factorNumerator: 28,
  factorDenominator: 28,
  net: 22_000,
  tax: 1_430,
  gross: 23_430,
  policyVersion: "seat-down-1",
  sourceEventId: "e",
};

const invoice: InvoiceDetail = {
  id: "i",
  billingAccountId: "a",
  companyId: "c",
  kind: "recurring",
  periodKey: "2026-01-31",
  number: "INV-2026-000042",
  issuedAt: new Date("2026-01-31T00:00:00Z"),
  issuedOn: "2026-01-31",
  dueOn: "2026-01-31",
  periodStart: "2026-01-31",
  periodEnd: "2026-02-28",
  currency: "USD",
  net: 22_000,
  tax: 1_430,
  gross: 23_430,
  taxPolicy: "tax-document-1",
  taxRates: [],
  taxSummary: [],
  seller: {
    name: "Harbour Pine Cloud, Inc.",
    addressLines: ["410 Alder Street"],
    countryCode: "US",
    taxId: null,
    email: "support@harbourpine.example",
    phone: null,
  },
  buyer: { name: "Żółw Ελλάς Приклад", addressLines: [], countryCode: "PL", taxId: null, email: null, phone: null },
  purchaseOrderNumber: null,
  orderId: null,
  orderDisplayId: null,
  billingRunId: null,
  nextChargeAt: null,
  status: "open",
  paidAt: null,
  amountPaid: 0,
  paymentIntentId: null,
  paymentFailure: null,
  mailedAt: null,
  failureMailedAt: null,
  lines: [line],
  attempts: [],
};

const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length;

describe("the invoice as a PDF", () => {
  it("is one page named after the number, with an embedded font that knows more than Latin", async () => {
    const pdf = await invoicePdf(invoice);
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pagesOf(pdf)).toBe(1);
    expect(pdf.toString("latin1")).toContain("Inter-Regular");
    expect(pdfFileName(invoice)).toBe("INV-2026-000042.pdf");
  });

  it("goes on over as many pages as it needs", async () => {
    const lines = Array.from({ length: 60 }, (_, index) => ({ ...line, id: String(index), position: index + 1 }));
    expect(pagesOf(await invoicePdf({ ...invoice, lines }))).toBeGreaterThan(4);
  });

  it.each<[Partial<InvoiceDetail>, string, string]>([
    [{}, "234.30 USD due on 31 Jan 2026", "saved card"],
    [{ status: "paid", paidAt: new Date("2026-02-01T03:00:00Z") }, "Paid on 31 Jan 2026", "Nothing was owed"],
    [
      { status: "payment_failed", paymentFailure: { at: "", declineClass: "soft", reason: "Your bank said no." } },
      "Payment of 234.30 USD did not go through",
      "Your bank said no.",
    ],
    [{ status: "void" }, "Void", "cancelled"],
  ])("says how it is paid: %j", (change, headline, explanation) => {
    const words = paymentInWords({ ...invoice, ...change }, "America/Los_Angeles");
    expect(words.headline).toBe(headline);
    expect(words.explanation).toContain(explanation);
  });
});
