import { CASES_OF_UNPAID } from "../../modules/billing";
import { type AtStake, type AttentionItem, type AttentionKind, invoiceLink, rowsOf, unsettled } from "./kind";

type Undecided = "planned" | "sent" | "unknown" | "processing";

/** How far an attempt has come of which it is not known how it ended. */
const ATTEMPTS: Readonly<Record<Undecided, string>> = {
  planned: "The attempt is written down and not sent yet.",
  sent: "The attempt was sent, and its answer was not noted.",
  unknown: "The attempt has got no answer that says how it ended.",
  processing: "The attempt was taken on, and the bank is at it.",
};

type Row = {
  id: string;
  number: string | null;
  company_id: string;
  currency: string;
  gross: string;
  credit_applied: string;
  amount_credited: string;
  amount_paid: string;
  due_on: string;
  failure: { at: string; declineClass: string; reason: string } | null;
  charge_hold: "no_card" | "too_small" | "person" | null;
  since: Date;
  attempt_state: Undecided | null;
};

const COLUMNS = `i.id, i.number, i.company_id, i.currency, i.gross, i.credit_applied, i.amount_credited, i.amount_paid,
  i.due_on::text as due_on, i.charge_hold, i.payment_failure as failure`;

/** What is not paid because of an open case stands on the list as that. */
const WITHOUT_CASE = `not exists (select from csp_payment_case c where c.invoice_id = i.id and c.resolved_at is null
  and c.kind in (${CASES_OF_UNPAID.map((kind) => `'${kind}'`).join(", ")})
  and ${unsettled("payment_case", "c.id", "c.words")})`;

const FAILED = `select ${COLUMNS}, coalesce((i.payment_failure ->> 'at')::timestamptz, i.issued_at) as since,
    null as attempt_state
  from csp_invoice i where i.status = 'payment_failed' and i.next_charge_at is null and ${WITHOUT_CASE}
  order by since, i.id limit :most`;

/** An attempt that the charge duty or the processor's notice decides is no person's business until it takes too long. */
const UNDECIDED = `select ${COLUMNS}, t.planned_at as since, t.state as attempt_state
  from csp_charge_attempt t join csp_invoice i on i.id = t.invoice_id
  where (t.state in ('planned', 'sent', 'unknown') and t.planned_at < :now::timestamptz - interval '1 day')
    or (t.state = 'processing' and t.planned_at < :now::timestamptz - interval '10 days')
  order by since, i.id limit :most`;

/** Days are those of the account's own zone, in which the invoice was dated; the database session's never decides. */
const OVERDUE = `select ${COLUMNS}, i.due_on::timestamp at time zone z.zone as since, null as attempt_state
  from csp_invoice i
  cross join lateral (
    select coalesce((select a.time_zone from csp_billing_account a where a.id = i.billing_account_id), 'UTC') as zone) z
  where i.status = 'open' and i.next_charge_at is null and i.due_on < (:now::timestamptz at time zone z.zone)::date
    and ${WITHOUT_CASE}
    and not exists (
      select from csp_charge_attempt t
      where t.invoice_id = i.id and t.state in ('planned', 'sent', 'unknown', 'processing'))
  order by since, i.id limit :most`;

const DRAFTS = `select ${COLUMNS}, i.created_at as since, null as attempt_state
  from csp_invoice i where i.status = 'draft' order by since, i.id limit :most`;

/** A payment failed, and no further attempt is planned. */
export const paymentFailedKind = invoiceKind({
  name: "payment_failed",
  title: "Payment failed",
  sql: FAILED,
  words: (row) => `The card was not charged for invoice ${row.number}, and no other attempt is planned.`,
  detail: (row) => (row.failure === null ? null : `${row.failure.declineClass}: ${row.failure.reason}`),
  customerReads: (row) => row.failure?.reason ?? null,
  canCharge: true,
});

/** It is not known what became of an attempt to charge a card, for longer than that ever takes. */
export const chargeUndecidedKind = invoiceKind({
  name: "charge_undecided",
  title: "Payment undecided",
  sql: UNDECIDED,
  words: (row) => `It is not known whether invoice ${row.number} was paid: no answer about its attempt has come.`,
  detail: ({ attempt_state: state }) => (state === null ? null : ATTEMPTS[state]),
  customerReads: () => null,
  canCharge: true,
});

/** An invoice is late, and nothing of ours will collect it. */
export const invoiceOverdueKind = invoiceKind({
  name: "invoice_overdue",
  title: "Invoice overdue",
  sql: OVERDUE,
  words: (row) => `Invoice ${row.number} was due on ${row.due_on} and is not paid; ${notCharged(row)}.`,
  detail: () => null,
  customerReads: (row) => `Invoice ${row.number} is open.`,
  canCharge: true,
});

/** A document that waits for a person to issue it, because the account wants that. */
export const invoiceDraftKind = invoiceKind({
  name: "invoice_draft",
  title: "Draft to review",
  sql: DRAFTS,
  words: () => "A draft waits to be issued or discarded, as the account wants it.",
  detail: () => null,
  customerReads: () => null,
  canCharge: false,
});

function notCharged({ charge_hold: hold }: Row): string {
  switch (hold) {
    case "no_card":
      return "the company has no card, and its mail asked for one. A card that is saved is charged at once";
    case "too_small":
      return "it is too little for a card, and no later invoice has collected it";
    case "person":
      return "charging it was stopped for a person, whose case was closed";
    default:
      return "no card will be charged by itself";
  }
}

type Spec = {
  readonly name: string;
  readonly title: string;
  readonly sql: string;
  readonly words: (row: Row) => string;
  readonly detail: (row: Row) => string | null;
  readonly customerReads: (row: Row) => string | null;
  readonly canCharge: boolean;
};

function invoiceKind(spec: Spec): AttentionKind {
  const { name, title } = spec;
  return {
    name,
    title,
    isSettledByWord: false,
    // A draft is how the account wants it, and no trouble.
    isToldAtOnce: spec.canCharge,
    async read(container, now) {
      return (await rowsOf<Row>(container, spec.sql, now)).map((row) => itemOf(row, spec));
    },
  };
}

function itemOf(row: Row, spec: Spec): AttentionItem {
  const charge = { words: "Charge again", path: `/invoices/${row.id}/charge`, asksReason: false, warning: null };
  const canCharge = spec.canCharge && row.charge_hold !== "no_card" && row.charge_hold !== "too_small";
  const issue = {
    words: "Issue",
    path: `/invoices/${row.id}/issue`,
    asksReason: false,
    warning: "The draft gets its number and today's date, is mailed and charged. It cannot be changed afterwards.",
  };
  return {
    ref: row.id,
    since: row.since,
    state: spec.name,
    words: spec.words(row),
    detail: spec.detail(row),
    customerReads: spec.customerReads(row),
    companyId: row.company_id,
    links: [invoiceLink(row.id, row.number)],
    money: dueOf(row),
    acts: spec.canCharge ? (canCharge ? [charge] : []) : [issue],
  };
}

function dueOf({ number, currency, gross, credit_applied, amount_credited, amount_paid }: Row): AtStake {
  const inputs = [
    { words: number === null ? "Total of the draft" : `Total of invoice ${number}`, amount: Number(gross) },
    { words: "Paid from credit", amount: -Number(credit_applied) },
    { words: "Given back by credit notes", amount: -Number(amount_credited) },
    { words: "Paid", amount: -Number(amount_paid) },
  ].filter(({ amount }, index) => index === 0 || amount !== 0);
  const amount = inputs.reduce((sum, input) => sum + input.amount, 0);
  return { amount, currency, rule: "What is still to be paid of it.", inputs };
}
