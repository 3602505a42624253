import type { MedusaContainer } from "@medusajs/framework/types";
import { addDays, dayInWords } from "../../domain/calendar";
import type { CommercialTerms } from "../../domain/subscription";
import type { VendorSubscription } from "../../integrations/vendor-port";
import { BILLING_MODULE } from "../../modules/billing";
import { CATALOG_MODULE } from "../../modules/catalog";
import { COMPANY_MODULE } from "../../modules/company";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../modules/subscription";
import { notify } from "../notify";
import type { RenewedTerm } from "./read-renewals";

/**
 * Writes the vendor's new terms into the history, each with the price that was valid on its first day: a renewal ends
 * the price lock. Each term is recorded once, however often this runs.
 *
 * @returns what a person should know, or null.
 */
export async function applyRenewals(
  container: MedusaContainer,
  known: Subscription,
  read: VendorSubscription,
  terms: readonly RenewedTerm[],
): Promise<string | null> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const account = await container.resolve(BILLING_MODULE).findAccount(known.companyId);
  // A new term is charged on the days that the account has chosen since the last one began.
  const billingDay = account?.billingDay == null ? {} : { billingDay: account.billingDay };
  let problem: string | null = null;
  for (const { on, termEndsOn } of terms) {
    const price = await priceOn(container, known, on);
    problem = price.problem ?? problem;
    const event = {
      type: "renewed",
      on,
      quantity: read.quantity,
      terms: { ...price.terms, ...billingDay },
      termEndsOn,
    } as const;
    await subscriptions.appendEvent(known.id, event, `vendor:${known.vendorSubscriptionId}:renewed:${on}`);
  }
  return problem;
}

/**
 * Tells the company that the term that runs now has begun, once: the mail's key stops a second one. Asked at each reading
 * of the term's first weeks and not where the term is recorded, because a process may die between the two.
 *
 * @param current as it stands after the reading
 */
export async function mailRenewal(container: MedusaContainer, current: Subscription): Promise<void> {
  const company = await container.resolve(COMPANY_MODULE).retrieve(current.companyId);
  await notify(container, {
    to: company.email,
    template: "renewal_done",
    key: `renewal_done:${current.id}:${current.termStartedOn}`,
    data: {
      companyName: company.legalName,
      title: current.skuTitle,
      quantity: current.quantity,
      termEndsOn: dayInWords(addDays(current.termEndsOn, -1)),
    },
  });
}

/** The vendor bills the partner from 00:00 UTC of the renewal day, so that instant decides the price. */
async function priceOn(
  container: MedusaContainer,
  known: Subscription,
  on: string,
): Promise<{ readonly terms: CommercialTerms; readonly problem: string | null }> {
  const [plan] = await container
    .resolve(CATALOG_MODULE)
    .listPlansForSale({ planIds: [known.planId], now: new Date(`${on}T00:00:00.000Z`) });
  if (plan === undefined || plan.currency !== known.terms.currency) {
    return { terms: known.terms, problem: `renewed on ${on} at the earlier price: its plan has no price on that day` };
  }
  const { term, billingPlan, currency, unitTermPrice, priceVersion } = plan;
  return { terms: { term, billingPlan, currency, unitTermPrice, priceVersion }, problem: null };
}
