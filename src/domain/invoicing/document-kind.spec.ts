import { type DocumentKind, documentKind, type InvoiceDraft } from "./index";

it.each<[InvoiceDraft["balance"], "send" | "keep", DocumentKind]>([
  ["charge", "send", { kind: "invoice", silent: false }],
  ["charge", "keep", { kind: "invoice", silent: false }],
  ["credit", "send", { kind: "credit_note", silent: false }],
  ["credit", "keep", { kind: "credit_note", silent: false }],
  ["zero", "send", { kind: "invoice", silent: false }],
  ["zero", "keep", { kind: "invoice", silent: true }],
])("a %s, with zero invoices to %s, becomes %j", (balance, zeroInvoices, expected) => {
  expect(documentKind({ balance }, { zeroInvoices })).toEqual(expected);
});
