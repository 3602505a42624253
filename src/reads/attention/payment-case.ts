import type { PaymentCaseKind } from "../../modules/billing";
import { type AttentionKind, accountLink, invoiceLink, minuteOf, rowsOf, unsettled } from "./kind";

type Row = {
  id: string;
  kind: PaymentCaseKind;
  subject: string;
  billing_account_id: string | null;
  invoice_id: string | null;
  number: string | null;
  company_id: string | null;
  amount: string | null;
  currency: string | null;
  words: string;
  due_by: Date | null;
  since: Date;
};

const NAME = "payment_case";

const OPEN = `select c.id, c.kind, c.subject, c.billing_account_id, c.invoice_id, i.number, a.company_id, c.amount, c.currency,
    c.words, c.due_by, c.opened_at as since
  from csp_payment_case c
  left join csp_invoice i on i.id = c.invoice_id
  left join csp_billing_account a on a.id = c.billing_account_id
  where c.resolved_at is null and ${unsettled(NAME, "c.id", "c.words")}
  order by since, c.id limit :most`;

/** Which sum a case names, by its kind. */
const SUMS: Readonly<Record<PaymentCaseKind, string>> = {
  request_refused: "What the invoice still asks for.",
  too_large: "What the card would have been asked for.",
  too_small: "What the invoice still asks for.",
  payments_closed: "What the invoice still asks for.",
  key_clash: "What the invoice still asks for.",
  order_canceled: "What the invoice still asks for.",
  amount_mismatch: "What the payment brought beyond what was asked for.",
  unclaimed_money: "What the payment brought beyond what was asked for.",
  refunded: "What was refunded.",
  refund_failed: "What came back.",
  disputed: "What the bank has taken back.",
  dispute_won: "What the bank has given back.",
  dispute_inquiry: "What the bank asks about.",
  fraud_warning: "What was paid.",
  customer_gone: "What the company owes.",
  processor_differs: "By how much the card processor and the books differ.",
  tax_not_corrected: "VAT that is still charged.",
};

/** Something about a payment that no rule decides: money that went back, came twice, or is not taken by any card. */
export const paymentCaseKind: AttentionKind = {
  name: NAME,
  title: "Payment to decide",
  isSettledByWord: true,
  isToldAtOnce: true,
  async read(container, now) {
    return (await rowsOf<Row>(container, OPEN, now)).map((row) => ({
      ref: row.id,
      since: row.since,
      state: row.words,
      words: row.due_by === null ? row.words : `${row.words} An answer is due by ${minuteOf(row.due_by)} UTC.`,
      detail: `${row.kind}: ${row.subject}`,
      customerReads: null,
      companyId: row.company_id,
      links: [
        ...(row.invoice_id === null ? [] : [invoiceLink(row.invoice_id, row.number)]),
        ...(row.billing_account_id === null ? [] : [accountLink(row.billing_account_id)]),
      ],
      money:
        row.amount === null || row.currency === null
          ? null
          : {
              amount: Number(row.amount),
              currency: row.currency,
              rule: SUMS[row.kind],
              inputs: [{ words: row.subject, amount: Number(row.amount) }],
            },
      acts: [],
    }));
  },
};
