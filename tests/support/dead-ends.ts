import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { CASES_OF_UNPAID } from "../../src/modules/billing";
import { readAttention } from "../../src/reads/attention";
import { QUEUES } from "../../src/reads/backlog";

/** What becomes of a row in a state. Conditions are SQL over the row, called `r`. */
export type Way =
  /** Nothing more is to happen. */
  | { readonly final: true; readonly when?: string }
  /** The duty of that name has it in its queue; `bound`: and that ends by itself. */
  | { readonly duty: string; readonly when?: string; readonly bound?: string }
  /** It stands on Attention, as a thing of that kind; `ref` says which. */
  | { readonly attention: string; readonly ref?: string }
  /** It will stand there by itself when it has taken too long; until then something outside is expected. */
  | { readonly becomes: string; readonly until: string };

export type Ways = {
  readonly table: string;
  /** The column that the state stands in; null where `state` says it, as SQL over the row. */
  readonly column: string | null;
  readonly state?: string;
  readonly states: Readonly<Record<string, readonly Way[]>>;
};

const invoiceCharges = "exists (select from csp_invoice i where i.id = r.invoice_id and i.next_charge_at is not null)";
const undecided = (days: number): readonly Way[] => [
  { duty: "charge", when: invoiceCharges },
  { becomes: "charge_undecided", until: `r.planned_at + interval '${days} days'` },
  { attention: "charge_undecided", ref: "r.invoice_id" },
];
const CASE_OF_INVOICE = `(select c.id from csp_payment_case c where c.invoice_id = r.id and c.resolved_at is null
  and c.kind in (${CASES_OF_UNPAID.map((kind) => `'${kind}'`).join(", ")}) limit 1)`;
const FINAL: readonly Way[] = [{ final: true }];
const WORKED: readonly Way[] = [{ duty: "provisioning" }];
/** A person has said that nothing is left to do; `state` is SQL. */
const settled = (kind: string, state: string): Way => ({
  final: true,
  when: `exists (select from csp_attention_mark m where m.kind = '${kind}' and m.ref = r.id and m.resolved_state = ${state})`,
});
const RUN_STATE = "r.status || ' ' || coalesce(r.failure, '')";
/** A run whose process died is found by the next one, which comes with the next account that is due. */
const NEXT_RUN: readonly Way[] = [
  { duty: "billing-run", when: "exists (select from csp_billing_account a where a.next_run_at is not null)" },
];
const DUE_SOON = "r.next_at < :now::timestamptz + interval '1 day'";

/** Every reason to wait has its end: the customer has a day, failures are counted, a vendor has two days; set-up and absence a day. */
const CHANGING: readonly Way[] = [
  { duty: "changes", bound: `${DUE_SOON} and r.set_up_fault is null and r.absent is null` },
  {
    duty: "changes",
    bound: `${DUE_SOON} and least(r.set_up_since, r.absent_since) > :now::timestamptz - interval '1 day'`,
  },
  { attention: "subscription_change" },
];

/**
 * For every state of everything that moves: what moves it on, or on whose list it stands. Not in it: the one row without
 * state, an order of Medusa's, which `order_not_taken_up` watches.
 */
export const WAYS: readonly Ways[] = [
  {
    table: "csp_provisioning_task",
    column: "state",
    states: {
      ready: WORKED,
      leased: WORKED,
      // Every reason to wait has its end: failures are counted, polls run for days, and a fault of the set-up, or the
      // absence of a system, for one day.
      waiting: [
        {
          duty: "provisioning",
          bound: `${DUE_SOON} and r.set_up_fault is null and r.absent is null and r.failures > 0`,
        },
        {
          duty: "provisioning",
          bound: `${DUE_SOON} and r.set_up_fault is null and r.absent is null and r.started_at > :now::timestamptz - interval '6 days'`,
        },
        { duty: "provisioning", bound: `${DUE_SOON} and r.set_up_since > :now::timestamptz - interval '1 day'` },
        { duty: "provisioning", bound: `${DUE_SOON} and r.absent_since > :now::timestamptz - interval '1 day'` },
        { attention: "provisioning_task" },
      ],
      done: FINAL,
      refused: FINAL,
      skipped: FINAL,
      needs_attention: [{ attention: "provisioning_task" }],
    },
  },
  {
    table: "csp_mail",
    column: "state",
    states: {
      waiting: [
        { duty: "mail" },
        // What is not kept is asked for again by whoever asked.
        { becomes: "mail_not_sent", until: "r.asked_at + interval '15 minutes'" },
        { attention: "mail_not_sent" },
        { attention: "set_up_fault", ref: "'mail'" },
      ],
      sent: FINAL,
      given_up: [{ attention: "mail_not_sent" }, { final: true, when: "r.asked_at < now() - interval '30 days'" }],
    },
  },
  {
    table: "csp_checkout",
    column: "state",
    states: {
      open: [{ duty: "checkout-sweep" }],
      authorised: [{ duty: "checkout-sweep" }],
      ordered: [{ duty: "checkout-completed" }, { final: true, when: "r.next_check_at is null" }],
      expired: FINAL,
      failed: FINAL,
    },
  },
  {
    table: "csp_invoice",
    column: "status",
    states: {
      draft: [{ attention: "invoice_draft" }],
      open: [
        { duty: "charge" },
        { attention: "charge_undecided" },
        {
          becomes: "charge_undecided",
          until: `(select max(t.planned_at) + interval '10 days' from csp_charge_attempt t
            where t.invoice_id = r.id and t.state in ('planned', 'sent', 'unknown', 'processing'))`,
        },
        { becomes: "invoice_overdue", until: "r.due_on + interval '1 day'" },
        { attention: "invoice_overdue" },
        { attention: "payment_case", ref: CASE_OF_INVOICE },
      ],
      payment_failed: [
        { duty: "charge" },
        { attention: "payment_failed" },
        { attention: "payment_case", ref: CASE_OF_INVOICE },
      ],
      paid: FINAL,
      void: FINAL,
      issued: FINAL,
    },
  },
  {
    table: "csp_charge_attempt",
    column: "state",
    states: {
      planned: undecided(1),
      sent: undecided(1),
      unknown: undecided(1),
      processing: undecided(10),
      // What follows is the invoice's business.
      succeeded: FINAL,
      declined: FINAL,
      needs_action: FINAL,
    },
  },
  {
    table: "csp_inbox_event",
    column: "state",
    states: {
      waiting: [{ duty: "inbox" }],
      handled: FINAL,
      ignored: FINAL,
      failed: [{ attention: "inbox_event" }],
    },
  },
  {
    table: "csp_billing_run",
    column: "status",
    states: {
      running: NEXT_RUN,
      stopping: NEXT_RUN,
      stopped: [{ attention: "billing_run" }, { final: true, when: "r.dry_run" }],
      interrupted: [
        { attention: "billing_run" },
        {
          final: true,
          when: `r.dry_run or exists (select from csp_billing_run n
            where not n.dry_run and n.status = 'done' and n.started_at > r.started_at)`,
        },
        settled("billing_run", RUN_STATE),
      ],
      done: FINAL,
    },
  },
  {
    table: "csp_payment_case",
    column: null,
    state: "case when r.resolved_at is null then 'open' else 'resolved' end",
    states: { open: [{ attention: "payment_case" }, settled("payment_case", "r.words")], resolved: FINAL },
  },
  {
    table: "csp_tenant_claim",
    column: "state",
    states: { open: [{ attention: "tenant_claim" }], proven: FINAL, approved: FINAL, rejected: FINAL },
  },
  {
    table: "csp_subscription_change",
    column: "state",
    states: {
      requested: CHANGING,
      awaiting_customer: CHANGING,
      at_vendor: CHANGING,
      settling: CHANGING,
      releasing: CHANGING,
      needs_attention: [{ attention: "subscription_change" }],
      done: FINAL,
      refused: FINAL,
      withdrawn: FINAL,
    },
  },
  {
    table: "csp_subscription",
    column: "status",
    states: {
      active: [{ duty: "subscription-sync" }],
      suspended: [{ duty: "subscription-sync" }],
      cancelled: [{ duty: "subscription-sync" }, { final: true, when: "r.next_sync_at is null" }],
      ended: [{ duty: "subscription-sync" }, { final: true, when: "r.next_sync_at is null" }],
    },
  },
];

/** States that the database itself allows in a column, from its check constraints; null when none lists them. */
export async function statesAllowed(db: Knex, table: string, column: string): Promise<string[] | null> {
  const { rows } = await db.raw<{ rows: { definition: string }[] }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'c' and conrelid = to_regclass(?)`,
    [table],
  );
  const list = new RegExp(String.raw`^CHECK \(\(${column} = ANY \(ARRAY\[(.*)\]\)\)\)$`);
  const found = rows.flatMap(({ definition }) => list.exec(definition)?.[1] ?? [])[0];
  return found === undefined ? null : [...found.matchAll(/'([^']+)'/g)].map(([, state = ""]) => state);
}

/** Rows that nobody will ever look at, as `table state id`: the world is in order when there are none. */
export async function forgottenRows(container: MedusaContainer, db: Knex, now: Date): Promise<string[]> {
  const { entries, unreadable } = await readAttention(container, now);
  if (unreadable[0] !== undefined) {
    throw unreadable[0].error;
  }
  const listed = (kind: string) => entries.filter((entry) => entry.kind.name === kind).map(({ item }) => item.ref);
  const forgotten: string[] = [];
  for (const { table, column, state: inWords, states } of WAYS) {
    for (const [state, ways] of Object.entries(states)) {
      const conditions = ways.map((way) => conditionOf(table, way));
      const bindings = { state, now: now.toISOString() };
      const refs = Object.fromEntries(
        ways.flatMap((way) => ("attention" in way ? [[way.attention, listed(way.attention)] as const] : [])),
      );
      const { rows } = await db.raw<{ rows: { id: string }[] }>(
        `select r.id from ${table} r where ${inWords ?? `r.${column}`} = :state and not coalesce(${conditions.join(" or ")}, false)`,
        { ...bindings, ...refs },
      );
      forgotten.push(...rows.map(({ id }) => `${table} ${state} ${id}`));
    }
  }
  return forgotten;
}

function conditionOf(table: string, way: Way): string {
  if ("final" in way) {
    return `coalesce(${way.when ?? "true"}, false)`;
  }
  if ("duty" in way) {
    return `coalesce((${way.when ?? queueOf(table, way.duty)}) and (${way.bound ?? "true"}), false)`;
  }
  if ("attention" in way) {
    return `coalesce(${way.ref ?? "r.id"} = any(:${way.attention}), false)`;
  }
  return `coalesce(${way.until} > :now::timestamptz, false)`;
}

/** A row that has a date in the duty's queue is taken when the date has come. */
function queueOf(table: string, duty: string): string {
  const queue = QUEUES.find(([name, of]) => name === duty && of === table);
  if (queue === undefined) {
    throw new Error(`The duty ${duty} has no queue in ${table}.`);
  }
  const [, , column, condition] = queue;
  return `(r.${column} is not null and ${condition})`;
}
