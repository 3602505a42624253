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
 * @param renewals `agreed`: the terms that are renewed, which hold where the plan has no price on the day
 * @returns what a person should know, or null.
 */
export async function applyRenewals(
  container: MedusaContainer,
  known: Subscription,
  read: VendorSubscription,
  { terms, agreed }: { readonly terms: readonly RenewedTerm[]; readonly agreed: CommercialTerms },
): Promise<string | null> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const billingDay = await billingDayNow(container, known);
  let problem: string | null = null;
  for (const { on, termEndsOn } of terms) {
    const price = await priceOn(container, known, on, agreed);
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
 * Writes months of the extended service term into the history, each at the price of its own that was valid on its first
 * day. Each is recorded once, however often this runs; the first without a price, and those after it, are not.
 *
 * @param vendorSkuId the vendor's SKU of the extended service term
 * @returns how many of the months are in the history now
 */
export async function applyExtension(
  container: MedusaContainer,
  known: Subscription,
  { quantity, vendorSkuId }: Pick<VendorSubscription, "quantity" | "vendorSkuId">,
  months: readonly RenewedTerm[],
): Promise<number> {
  const [subscriptions, catalog] = [container.resolve(SUBSCRIPTION_MODULE), container.resolve(CATALOG_MODULE)];
  const billingDay = await billingDayNow(container, known);
  for (const [index, { on, termEndsOn }] of months.entries()) {
    const at = new Date(`${on}T00:00:00.000Z`);
    const found = await catalog.findExtendedTerm({ planId: known.planId, vendorSkuId, at });
    if (!found?.price || found.currency !== known.terms.currency) {
      return index;
    }
    const terms = { term: "P1M", billingPlan: "monthly", currency: found.currency, ...found.price } as const;
    const event = { type: "extended", on, quantity, terms: { ...terms, ...billingDay }, termEndsOn } as const;
    await subscriptions.appendEvent(known.id, event, `vendor:${known.vendorSubscriptionId}:extended:${on}`);
  }
  return months.length;
}

/** A new term is charged on the days that the account has chosen since the last one began. */
async function billingDayNow(
  container: MedusaContainer,
  { companyId }: Subscription,
): Promise<{ billingDay?: number }> {
  const account = await container.resolve(BILLING_MODULE).findAccount(companyId);
  return account?.billingDay == null ? {} : { billingDay: account.billingDay };
}

/**
 * Tells the company that the term that runs now has begun, once: the mail's key stops a second one. Asked at each reading
 * of the term's first weeks and not where the term is recorded, because a process may die between the two.
 *
 * @param current as it stands after the reading
 * @param isExtended whether it is a month of the extended service term
 */
export async function mailRenewal(
  container: MedusaContainer,
  current: Subscription,
  isExtended: boolean,
): Promise<void> {
  const company = await container.resolve(COMPANY_MODULE).retrieve(current.companyId);
  const template = isExtended ? "service_extended" : "renewal_done";
  await notify(container, {
    to: company.email,
    template,
    key: `${template}:${current.id}:${current.termStartedOn}`,
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
  agreed: CommercialTerms,
): Promise<{ readonly terms: CommercialTerms; readonly problem: string | null }> {
  const [plan] = await container
    .resolve(CATALOG_MODULE)
    .listPlansForSale({ planIds: [known.planId], now: new Date(`${on}T00:00:00.000Z`) });
  if (plan === undefined || plan.currency !== agreed.currency) {
    return { terms: agreed, problem: `renewed on ${on} at the earlier price: its plan has no price on that day` };
  }
  const { term, billingPlan, currency, unitTermPrice, priceVersion } = plan;
  return { terms: { term, billingPlan, currency, unitTermPrice, priceVersion }, problem: null };
}
