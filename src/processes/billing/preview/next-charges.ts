import type { MedusaContainer } from "@medusajs/framework/types";
import { type LocalDate, localDateIn } from "../../../domain/calendar";
import { type Money, sum } from "../../../domain/money";
import type { BillingAccount } from "../../../modules/billing";
import { runTools } from "../plan/account-plan";
import type { AccountFacts } from "../plan/plan-account";
import { closedBefore, planSubscription } from "../plan/plan-subscription";
import { readFacts } from "../plan/read-facts";
import { forecast } from "./forecast";

/** The next day something falls due for a subscription, and its net after its share of the discounts known today. */
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
  const { facts } = read;
  const today = localDateIn(now, account.timeZone);
  const toCome = forecast(facts);
  for (const subscription of facts.subscriptions) {
    const next = nextCharge(facts, subscription, today, toCome.get(subscription.id) ?? []);
    if (next !== null) {
      charges.set(subscription.id, next);
    }
  }
  return charges;
}

function nextCharge(
  { account, billed: all }: AccountFacts,
  subscription: AccountFacts["subscriptions"][number],
  today: LocalDate,
  toCome: readonly { readonly key: string; readonly net: Money }[],
): NextCharge | null {
  const billed = all.get(subscription.id) ?? [];
  const closed = closedBefore(subscription.events, account.positions[subscription.id]);
  const now = planSubscription(subscription, billed, today, closed);
  if (now.nextChargeOn === null) {
    return null;
  }
  const dueToday = new Set(now.lines.map((line) => line.key));
  const dueThen = new Set(planSubscription(subscription, billed, now.nextChargeOn, closed).lines.map(({ key }) => key));
  const nets = toCome.filter(({ key }) => dueThen.has(key) && !dueToday.has(key)).map(({ net }) => net);
  return nets.length === 0 ? null : { on: now.nextChargeOn, net: sum(nets, account.currency) };
}
