import type { Client } from "pg";
import { PLACES } from "./seed";

/** Lines of documents that a billing run wrote. */
const RUN_LINES = `select l.*, i.billing_account_id from csp_invoice_line l join csp_invoice i on i.id = l.invoice_id
  where i.billing_run_id is not null`;
const RATES = PLACES.map(({ ratePercent }, id) => `(${id}, ${ratePercent})`).join(", ");

/** Statements that find what is wrong; each returns no row when all is well. */
const CHECKS: Readonly<Record<string, string>> = {
  "a line that is missing, not called for, or has other figures than it should": `
    select coalesce(e.subscription_id, l.subscription_id) as subscription, coalesce(e.kind, l.kind) as kind,
      coalesce(e.period_start, l.period_start)::text as start, e.quantity as expected_quantity, l.quantity,
      e.amount as expected_amount, l.net + l.discount as amount, e.discount as expected_discount, l.discount
    from bench.expected e
    full join (${RUN_LINES}) l
      on l.subscription_id = e.subscription_id and l.kind = e.kind and l.period_start = e.period_start
    where e.subscription_id is null or l.id is null or l.quantity <> e.quantity or l.unit_price <> e.unit_price
      or l.period_end <> e.period_end or l.net + l.discount <> e.amount or abs(l.discount - e.discount) > 1`,
  "a line billed twice": `
    select subscription_id, kind, period_start::text from (${RUN_LINES}) l group by 1, 2, 3 having count(*) > 1`,
  "a document that is not the sum of its lines": `
    select i.number, i.net, i.tax, i.gross from csp_invoice i
    join (select invoice_id, sum(net) as net, sum(tax) as tax, sum(gross) as gross, sum(discount) as discount
      from csp_invoice_line group by 1) l on l.invoice_id = i.id
    where i.billing_run_id is not null
      and (i.net, i.tax, i.gross, i.discount) is distinct from (l.net::bigint, l.tax::bigint, l.gross::bigint, l.discount::bigint)`,
  "a document with the wrong tax": `
    select i.number, i.net, i.tax, r.percent from csp_invoice i
    join bench.company c on c.id = i.company_id join (values ${RATES}) as r (place, percent) on r.place = c.place
    where i.billing_run_id is not null and i.tax <> round(i.net * r.percent / 100)`,
  "a document without lines or without a number": `
    select i.id, i.number from csp_invoice i
    where i.billing_run_id is not null
      and (i.number is null or not exists (select from csp_invoice_line l where l.invoice_id = i.id))`,
  "a series with a gap or a double": `
    select i.series, count(*), min(i.sequence), max(i.sequence), n.next_number from csp_invoice i
    left join csp_number_series n on n.legal_entity_id = i.legal_entity_id and n.series = i.series
    group by i.series, n.next_number
    having min(i.sequence) <> 1 or max(i.sequence) <> count(*) or count(distinct i.number) <> count(*)
      or n.next_number is distinct from max(i.sequence) + 1`,
  "an account that is still due, held or parked": `
    select a.id, a.next_run_at, a.lease_token, a.parked_reason from csp_billing_account a
    where a.next_run_at <= $1 or a.lease_token is not null or a.parked_reason is not null`,
  "an account whose credit is not what its documents gave and took": `
    select a.id, a.credit_balance, d.credit from csp_billing_account a
    left join (select billing_account_id, sum(case when kind = 'credit_note' then -gross else -credit_applied end) as credit
      from csp_invoice group by 1) d on d.billing_account_id = a.id
    where a.credit_balance <> coalesce(d.credit, 0)
      or a.credit_balance <> (select coalesce(sum(amount), 0) from csp_credit_entry e where e.billing_account_id = a.id)`,
};
const SHOWN = 3;

/** A benchmark measured something that did not do its work. */
export class WrongResultError extends Error {
  constructor(what: string, found: number, examples: readonly unknown[]) {
    super(`The run left ${what} (${found} of them), such as ${JSON.stringify(examples)}.`);
    this.name = "WrongResultError";
  }
}

/**
 * Compares what the run wrote with what the seeded world called for.
 *
 * @param now the instant of the run
 * @throws WrongResultError
 */
export async function verifyBilled(client: Client, now: Date): Promise<void> {
  for (const [what, sql] of Object.entries(CHECKS)) {
    const { rows } = await client.query(sql, sql.includes("$1") ? [now] : []);
    if (rows.length > 0) {
      throw new WrongResultError(what, rows.length, rows.slice(0, SHOWN));
    }
  }
}

/** What the runs billed, as one text: equal for two runs when all their lines are. */
export async function digestOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(
    `select md5(string_agg(charge_key || '|' || net || '|' || tax, ',' order by charge_key)) as digest from (${RUN_LINES}) l`,
  );
  return rows[0]?.digest ?? "";
}

/** Documents and lines that runs wrote so far. */
export async function countBilled(client: Client): Promise<{ documents: number; lines: number }> {
  const { rows } = await client.query<{ documents: number; lines: number }>(
    `select (select count(*)::int from csp_invoice where billing_run_id is not null) as documents,
       (select count(*)::int from (${RUN_LINES}) l) as lines`,
  );
  return rows[0] ?? { documents: 0, lines: 0 };
}
