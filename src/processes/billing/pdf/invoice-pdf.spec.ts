import PDFDocument from "pdfkit";
import type { InvoiceDetail } from "../../../modules/billing";
import { discounted, partLine, REVERSE_CHARGE, sampleDocument, sampleLine } from "../words/testing/sample-document";
import { invoicePdf, pdfFileName } from "./invoice-pdf";
import { type DocumentOptions, printedDocument } from "./printed-document";
import { Paper } from "./text";

const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length;
const options = { payUrl: "https://shop.example/account/invoices/inv_1", bankAccount: "NL91ABNA0417164300" };
const full = (change: Partial<InvoiceDetail> = {}) =>
  sampleDocument(
    { purchaseOrderNumber: "PO-7", orderDisplayId: "1043", creditApplied: 100, nextChargeAt: null, ...change },
    [discounted(sampleLine(), 440), partLine()],
    [REVERSE_CHARGE],
  );

/** Every text that is put on paper, in order. */
async function drawnTexts(document: InvoiceDetail, given: DocumentOptions): Promise<string[]> {
  const spies = [jest.spyOn(Paper.prototype, "write"), jest.spyOn(Paper.prototype, "figure")];
  await invoicePdf(document, given);
  const drawn = spies.flatMap((spy) => spy.mock.calls.map(([content]) => content.replace("\u200e", "")));
  spies.map((spy) => spy.mockRestore());
  return drawn;
}

/** Every word of a model but the names of its language and of web addresses. */
function wordsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return value === "" ? [] : [value];
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => (name === "locale" || name === "url" ? [] : wordsIn(inner)))
    : [];
}

describe("a document as a PDF", () => {
  it("is one page with an embedded font that knows more than Latin", async () => {
    const buyer = { ...sampleDocument().buyer, name: "Żółw Ελλάς Приклад" };
    const pdf = await invoicePdf(sampleDocument({ buyer }));
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pagesOf(pdf)).toBe(1);
    expect(pdf.toString("latin1")).toContain("Inter-Regular");
  });

  it.each<[string, InvoiceDetail]>([
    ["an invoice", full()],
    ["a German invoice", full({ locale: "de" })],
    ["a Dutch draft", full({ locale: "nl", status: "draft", number: null })],
    ["a credit note", full({ kind: "credit_note", creditReason: "Billed twice" })],
    ["a void invoice", full({ status: "void" })],
  ])("draws everything that is to be said: %s", async (_, document) => {
    const given = { ...options, creditedNumber: "INV-1" };
    const drawn = await drawnTexts(document, given);
    expect(wordsIn(printedDocument(document, given)).filter((word) => !drawn.includes(word))).toEqual([]);
  });

  it("says on each page which one it is, in its language", async () => {
    const lines = Array.from({ length: 20 }, () => sampleLine());
    const drawn = await drawnTexts(sampleDocument({ locale: "nl" }, lines), {});
    const count = drawn.filter((text) => text.includes("Pagina")).length;
    expect(count).toBeGreaterThan(1);
    expect(drawn).toContain(`INV-2026-000042 · Pagina 1 van ${count}`);
    expect(drawn).toContain(`INV-2026-000042 · Pagina ${count} van ${count}`);
    expect(drawn.filter((text) => text === "Omschrijving")).toHaveLength(count);
  });

  it("goes on over as many pages as it needs, each line whole", async () => {
    const lines = Array.from({ length: 60 }, (_, index) => (index % 2 ? sampleLine() : discounted(partLine(), 9)));
    const pages = pagesOf(await invoicePdf(sampleDocument({}, lines))) ?? 0;
    expect(pages).toBeGreaterThan(4);
    expect(pages).toBeLessThan(10);
  });

  it("has the watermark on every page", async () => {
    const lines = Array.from({ length: 20 }, () => sampleLine());
    const draft = sampleDocument({ status: "draft", number: null }, lines);
    const drawn = await drawnTexts(draft, {});
    expect(drawn.filter((text) => text === "Draft")).toHaveLength(pagesOf(await invoicePdf(draft)) ?? 0);
  });

  it("can be clicked to pay", async () => {
    const pdf = (await invoicePdf(full(), options)).toString("latin1");
    expect(pdf).toContain(`/URI (${options.payUrl})`);
    expect((await invoicePdf(full())).toString("latin1")).not.toContain("/URI");
  });

  it("names its language and itself to readers and archives", async () => {
    const pdf = (await invoicePdf(sampleDocument({ locale: "de" }))).toString("latin1");
    expect(pdf).toContain("/Lang (de)");
    expect(pdf).toContain("(Rechnung INV-2026-000042)");
  });

  it("is named after its number, or as a draft", () => {
    expect(pdfFileName({ id: "inv_1", number: "CN-2026-000007" })).toBe("CN-2026-000007.pdf");
    expect(pdfFileName({ id: "inv_1", number: null })).toBe("draft-inv_1.pdf");
  });

  it("writes a figure that is too wide smaller, and never breaks it", async () => {
    const size = jest.spyOn(PDFDocument.prototype, "fontSize");
    await invoicePdf(
      sampleDocument({}, [sampleLine({ quantity: 400_000, unitPrice: 999_999_999, net: 399_999_999_600_000 })]),
    );
    expect(Math.min(...size.mock.calls.map(([points]) => Number(points)))).toBeLessThan(8);
    size.mockRestore();
  });
});
