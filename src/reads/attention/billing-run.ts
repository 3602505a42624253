import { type AttentionKind, rowsOf, unsettled } from "./kind";

type Row = {
  id: string;
  status: string;
  failure: string | null;
  due: number;
  done: number;
  since: Date;
  state: string;
};

const NAME = "billing_run";

/** A run that broke off is made up by the next one that came to its end; one that was stopped holds all others. */
const BROKEN = `select * from (
    select r.id, r.status, r.failure, r.due, r.done,
      coalesce(r.finished_at, r.started_at) as since, r.status || ' ' || coalesce(r.failure, '') as state
    from csp_billing_run r
    where not r.dry_run and (r.status = 'stopped' or (r.status = 'interrupted' and not exists (
      select from csp_billing_run n
      where not n.dry_run and n.status = 'done' and n.started_at > r.started_at)))) broken
  where broken.status = 'stopped' or ${unsettled(NAME, "broken.id", "broken.state")}
  order by since, id limit :most`;

/** A billing run that broke off, or that a person stopped and nobody has continued. */
export const billingRunKind: AttentionKind = {
  name: NAME,
  title: "Billing run",
  isSettledByWord: true,
  isToldAtOnce: true,
  async read(container, now) {
    return (await rowsOf<Row>(container, BROKEN, now)).map((row) => ({
      ref: row.id,
      since: row.since,
      state: row.state,
      words:
        row.status === "stopped"
          ? `A billing run was stopped after ${row.done} of ${row.due} accounts. Nothing is billed by itself until somebody continues it.`
          : `A billing run broke off after ${row.done} of ${row.due} accounts. The next run goes on where it was.`,
      detail: row.failure,
      customerReads: null,
      companyId: null,
      links: [{ words: "Run", path: `/csp/billing-runs/${row.id}` }],
      money: null,
      acts:
        row.status === "stopped"
          ? [{ words: "Continue", path: `/billing-runs/${row.id}/resume`, asksReason: false, warning: null }]
          : [],
    }));
  },
};
