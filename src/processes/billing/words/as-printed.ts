import type { InvoiceDetail, InvoiceLine } from "../../../modules/billing";

/**
 * The document with the signs it is read with. Credit notes are stored negative; on paper and in an e-invoice (type
 * 381) the kind of the document already says that money goes back, so what is given back is a positive figure there,
 * and the rare charge inside a credit note a negative one. Invoices stay as they are.
 */
export function asPrinted(document: InvoiceDetail): InvoiceDetail {
  if (document.kind !== "credit_note") {
    return document;
  }
  return {
    ...document,
    discount: mirrored(document.discount),
    net: mirrored(document.net),
    tax: mirrored(document.tax),
    gross: mirrored(document.gross),
    taxSummary: document.taxSummary.map((row) => ({ ...row, base: mirrored(row.base), tax: mirrored(row.tax) })),
    lines: document.lines.map(mirroredLine),
  };
}

function mirroredLine(line: InvoiceLine): InvoiceLine {
  return {
    ...line,
    quantity: mirrored(line.quantity),
    discount: mirrored(line.discount),
    discounts: line.discounts.map((one) => ({
      ...one,
      amount: { ...one.amount, amount: mirrored(one.amount.amount) },
    })),
    net: mirrored(line.net),
    tax: mirrored(line.tax),
    gross: mirrored(line.gross),
  };
}

/** Subtracted from zero, because the negative of 0 is a different number. */
function mirrored(value: number): number {
  return 0 - value;
}
