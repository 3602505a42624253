import type { MedusaContainer } from "@medusajs/framework/types";
import { daysBetween } from "../../domain/calendar";
import { isConfirmed, type PlannedEnd, plannedEnd } from "../../domain/subscription";
import { BILLING_MODULE } from "../../modules/billing";
import { type EndOfTermTalk, SUBSCRIPTION_MODULE, type Subscription } from "../../modules/subscription";
import { type RenewalCost, renewalCost } from "./renewal-cost";

/** The end of a running term: what happens then, what it costs, and whether the company has said yes to it. */
export type Renewal = {
  readonly subscription: Subscription;
  readonly planned: PlannedEnd;
  readonly cost: RenewalCost;
  /** From the vendor's day (UTC) of now to the first day after the term; not positive while it waits for its renewal. */
  readonly daysLeft: number;
  /** When the company confirmed what is planned now, and who; null: it has not. */
  readonly confirmed: { readonly at: Date; readonly by: string } | null;
  /** A change of the subscription is under way. */
  readonly isChanging: boolean;
  /** Something else can be chosen, or what is planned be confirmed. */
  readonly isOpen: boolean;
};

/** The end of the running terms of these subscriptions, in their order. */
export async function renewalsOf(
  container: MedusaContainer,
  subscriptions: readonly Subscription[],
  now: Date,
): Promise<Renewal[]> {
  const module = container.resolve(SUBSCRIPTION_MODULE);
  const ids = subscriptions.map(({ id }) => id);
  const companyIds = [...new Set(subscriptions.map(({ companyId }) => companyId))];
  const billing = container.resolve(BILLING_MODULE);
  const [talk, billable, accounts] = await Promise.all([
    module.renewals.talkOf(ids),
    module.listForBilling({ ids }),
    Promise.all(companyIds.map(async (id) => [id, await billing.findAccount(id)] as const)),
  ]);
  const events = new Map(billable.map((one) => [one.id, one.events]));
  const accountOf = new Map(accounts);
  const renewals: Renewal[] = [];
  for (const subscription of subscriptions) {
    const { id, companyId } = subscription;
    const said = talk.get(id) ?? null;
    const planned = plannedEndOf(subscription, said);
    const cost = await renewalCost(container, {
      subscription,
      events: events.get(id) ?? [],
      account: accountOf.get(companyId) ?? null,
      planned,
      now,
    });
    renewals.push({
      subscription,
      planned,
      cost,
      daysLeft: daysBetween(now.toISOString().slice(0, 10), subscription.termEndsOn),
      confirmed: confirmedOf(planned, said),
      isChanging: said?.isChanging ?? false,
      isOpen: subscription.status === "active" && !said?.isChanging && now < planned.changeableUntil,
    });
  }
  return renewals;
}

/** What is planned for the end of a subscription's term, with who has chosen it. */
export function plannedEndOf(subscription: Subscription, said: EndOfTermTalk | null): PlannedEnd {
  const chosenAs = said?.chosenAs ?? null;
  return plannedEnd(subscription, chosenAs === "customer" ? "company" : chosenAs);
}

/** When and by whom what is planned now was confirmed; null: it was not. */
export function confirmedOf(planned: PlannedEnd, said: EndOfTermTalk | null): Renewal["confirmed"] {
  const confirmation = said?.confirmation ?? null;
  return confirmation !== null && isConfirmed(planned, confirmation)
    ? { at: confirmation.at, by: confirmation.by }
    : null;
}
