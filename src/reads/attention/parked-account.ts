import { type AttentionKind, accountLink, rowsOf } from "./kind";

type Row = {
  id: string;
  company_id: string;
  currency: string;
  parked_reason: string;
  park_count: number;
  since: Date;
  last_number: string | null;
  last_gross: string | null;
};

/** The failures since the last success are as many as the account counts. */
const PARKED = `select a.id, a.company_id, a.currency, a.parked_reason, a.park_count, l.number as last_number,
    l.gross as last_gross, coalesce((
      select f.failed_at from csp_billing_run_failure f where f.billing_account_id = a.id
      order by f.failed_at desc limit 1 offset greatest(a.park_count - 1, 0)), a.updated_at) as since
  from csp_billing_account a
  left join lateral (
    select i.number, i.gross from csp_invoice i
    where i.billing_account_id = a.id and i.kind <> 'credit_note' and i.number is not null
    order by i.issued_at desc, i.id limit 1) l on true
  where a.parked_reason is not null order by since, a.id limit :most`;

/** An account that could not be billed: what it owes is not asked for until the cause is mended. */
export const parkedAccountKind: AttentionKind = {
  name: "parked_account",
  title: "Account not billed",
  isSettledByWord: false,
  isToldAtOnce: true,
  async read(container, now) {
    return (await rowsOf<Row>(container, PARKED, now)).map((row) => ({
      ref: row.id,
      since: row.since,
      state: row.parked_reason,
      words: `The account could not be billed, ${row.park_count} ${row.park_count === 1 ? "time" : "times"} so far. It is tried again by itself, ever more rarely.`,
      detail: row.parked_reason,
      customerReads: null,
      companyId: row.company_id,
      links: [accountLink(row.id)],
      money: row.last_gross === null ? null : lastInvoice(row, Number(row.last_gross)),
      acts: [{ words: "Retry", path: `/billing-accounts/${row.id}/retry`, asksReason: false, warning: null }],
    }));
  },
};

function lastInvoice({ currency, last_number: number }: Row, amount: number) {
  const rule = "An estimate: as much as on the account's last invoice.";
  return { amount, currency, rule, inputs: [{ words: `Invoice ${number}`, amount }] };
}
