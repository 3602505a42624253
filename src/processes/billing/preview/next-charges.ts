import type { MedusaContainer } from "@medusajs/framework/types";
import { type LocalDate, localDateIn } from "../../../domain/calendar";
import { type Money, sum } from "../../../domain/money";
import type { BillingAccount } from "../../../modules/billing";
import { runTools } from "../plan/account-plan";
import { discountLines } from "../plan/discount-lines";
import type { AccountFacts } from "../plan/plan-account";
import { closedBefore, planSubscription } from "../plan/plan-subscription";
import { readFacts } from "../plan/read-facts";

/** The next day something falls due for a subscription, and its net after discounts as they are known today. */
export type NextCharge = { readonly on: LocalDate; readonly net: Money };

/** The next charge of each of an account's subscriptions; one with nothing more to charge is missing. */
export async function nextCharges(
  container: MedusaContainer,
  account: BillingAccount,
  now: Date,
): Promise<Map<string, NextCharge>> {
  const [read] = await readFacts(container, { accounts: [account], tools: await runTools(container) });
  const charges = new Map<string, NextCharge>();
  if (read === undefined || "failure" in read) {
    return charges;
  }
  const today = localDateIn(now, account.timeZone);
  for (const subscription of read.facts.subscriptions) {
    const next = nextCharge(read.facts, subscription, today);
    if (next !== null) {
      charges.set(subscription.id, next);
    }
  }
  return charges;
}

function nextCharge(
  facts: AccountFacts,
  subscription: AccountFacts["subscriptions"][number],
  today: LocalDate,
): NextCharge | null {
  const { account, company, discounts, subscriptions } = facts;
  const billed = facts.billed.get(subscription.id) ?? [];
  const closed = closedBefore(subscription.events, account.positions[subscription.id]);
  const now = planSubscription(subscription, billed, today, closed);
  if (now.nextChargeOn === null) {
    return null;
  }
  const dueToday = new Set(now.lines.map((line) => line.key));
  const then = planSubscription(subscription, billed, now.nextChargeOn, closed).lines;
  const lines = discountLines({
    currency: account.currency,
    companyId: company.id,
    lines: then.filter((line) => !dueToday.has(line.key)),
    billed,
    discounts,
    subscriptions,
  });
  const nets = lines.map((line) => line.net);
  return nets.length === 0 ? null : { on: now.nextChargeOn, net: sum(nets, account.currency) };
}
