import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type BillingAccount, type NewInvoice } from "../../../modules/billing";
import { type AccountPlanner, accountPlanner } from "./account-facts";
import { type PlannedInvoice, settleCredit } from "./settle-credit";

/**
 * A run may have nothing to bill (it only looks whether a term was renewed), so the run after that one is planned, too;
 * a few times is more than any history needs.
 */
const LOOK_AHEAD = 4;

export type NextRun = {
  readonly account: BillingAccount;
  readonly at: Date;
  /** At least one, in the order the run would write them. */
  readonly planned: readonly PlannedInvoice[];
};

export type NextInvoice = {
  readonly next: NextRun | null;
  /** True when a run would set the account aside for a person to look at. */
  readonly heldUp: boolean;
};

/**
 * What the next billing run that bills something would write for a company, as things stand: made by the run's own
 * code at the run's own instant, so that the two cannot differ. Writes nothing.
 *
 * @returns `next` null when nothing is planned
 */
export async function nextInvoice(
  container: MedusaContainer,
  { companyId, now }: { readonly companyId: string; readonly now: Date },
): Promise<NextInvoice> {
  const account = await container.resolve(BILLING_MODULE).findAccount(companyId);
  if (account === null || account.nextRunAt === null) {
    return { next: null, heldUp: false };
  }
  const planner = await accountPlanner(container, account);
  const run = planner && nextRun(planner, account.nextRunAt, now);
  if (run === null || run.invoices.length === 0) {
    return { next: null, heldUp: run === null };
  }
  return { next: { account, at: run.at, planned: settleCredit(run.invoices, account) }, heldUp: false };
}

type PlannedRun = { readonly at: Date; readonly invoices: readonly NewInvoice[] };

/** The first run from the account's next one on that has something to bill; null when one cannot be planned. */
function nextRun(planner: AccountPlanner, nextRunAt: Date, now: Date): PlannedRun | null {
  let at: Date | null = nextRunAt;
  for (let look = 0; look < LOOK_AHEAD && at !== null; look += 1) {
    // What is overdue is planned as the run will plan it: now.
    const runAt: Date = at > now ? at : now;
    const plan = planner.plan(runAt);
    if (plan === null) {
      return null;
    }
    if (plan.documents.length > 0) {
      return { at: runAt, invoices: plan.documents.map(({ invoice }) => invoice) };
    }
    at = plan.nextRunAt;
  }
  return { at: now, invoices: [] };
}
