import { bought } from "./purchase";
import type { Flow, Scenario } from "./scenario";
import type { FaultWorld } from "./world";

/** Longer than any month, and an hour for what comes due by the way. */
const MONTH_MS = (31 * 24 + 1) * 3_600_000;

/** Longer than the pause after a charge without an answer, and shorter than that after a declined card. */
const SOON_MS = 15 * 60_000;

const UNDONE = `
  select 'account ' || id as what from csp_billing_account where next_run_at <= $1 or lease_until > now()
  union all select 'subscription ' || id from csp_subscription where next_sync_at <= $1 or lease_until > now()
  union all select 'invoice ' || coalesce(number, id) || ' is ' || status from csp_invoice
    where status not in ('paid', 'void', 'issued') and not (status = 'payment_failed' and billing_account_id = $3)
      or lease_until > now() or (next_charge_at is not null and next_charge_at <= $1)
  union all select 'notice ' || type from csp_inbox_event where state in ('waiting', 'failed')
  union all select 'run ' || id || ' is ' || status from csp_billing_run where status not in ('done', 'interrupted')
  union all select 'a document is missing for ' || id from csp_billing_account where ($2::jsonb ->> id)::int >
    (select count(*) from csp_invoice i where i.billing_account_id = csp_billing_account.id and i.kind = 'recurring')
  limit 3`;

/** How many invoices of a run each account must have, and the one account whose card is declined. */
type Owed = { readonly invoices: Record<string, number>; readonly declined: string };

const owed = new WeakMap<FaultWorld, Owed>();

/**
 * A month passes for companies with yearly and monthly terms, one of them with a card that is declined: renewals are
 * read, invoices issued, cards charged, mails sent. The one month is everybody's, so one run is on its way at a time.
 */
export const month: Scenario = {
  name: "month",
  flows: 1,
  points: 3,
  async prepare(world) {
    const due = owed.get(world) ?? (await companies(world));
    owed.set(world, due);
    return monthly(world, due);
  },
};

/** A charge that nobody answered is made again some minutes later: these pass. */
async function untilChargedAgain(world: FaultWorld): Promise<void> {
  const now = world.clock.now();
  const [next] = await world.rows<{ at: Date }>(
    "select min(next_charge_at) as at from csp_invoice where status = 'open' and next_charge_at between $1 and $2",
    [now, new Date(now.getTime() + SOON_MS)],
  );
  if (next?.at instanceof Date) {
    world.clock.moveTo(next.at);
  }
}

async function companies(world: FaultWorld): Promise<Owed> {
  for (const term of ["P1Y", "P1M", "P1Y"]) {
    await bought(world, { term });
  }
  const [card] = await world.rows<{ id: string; account: string }>(
    "select payment_method_id as id, billing_account_id as account from csp_payment_method order by id",
  );
  world.stripe.setCard(card?.id ?? "", {});
  const accounts = await world.rows<{ id: string }>("select id from csp_billing_account");
  return { invoices: Object.fromEntries(accounts.map(({ id }) => [id, 0])), declined: card?.account ?? "" };
}

function monthly(world: FaultWorld, { invoices, declined }: Owed): Flow {
  return {
    async run() {
      for (const id of Object.keys(invoices)) {
        invoices[id] = (invoices[id] ?? 0) + 1;
      }
      world.clock.moveTo(new Date(world.clock.now().getTime() + MONTH_MS));
    },
    async missing() {
      await untilChargedAgain(world);
      const [first] = await world.rows<{ what: string }>(UNDONE, [
        world.clock.now(),
        JSON.stringify(invoices),
        declined,
      ]);
      return first?.what ?? null;
    },
  };
}
