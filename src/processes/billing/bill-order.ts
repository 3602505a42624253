import type { MedusaContainer } from "@medusajs/framework/types";
import { startOfLocalDay } from "../../domain/calendar";
import { type ChargingPolicy, chargingPolicy, DEFAULT_CHARGING_POLICY } from "../../domain/charging";
import type { AppliedDiscount } from "../../domain/discounts";
import { ChargeLedger } from "../../domain/invoicing";
import { taxPolicy } from "../../domain/tax";
import type { CardGateway } from "../../integrations/stripe";
import { BILLING_MODULE, type Invoice, type QuoteFacts } from "../../modules/billing";
import { CHECKOUT_MODULE } from "../../modules/checkout";
import { COMPANY_MODULE } from "../../modules/company";
import { type BillableSubscription, SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { wakeTicker } from "../ticker";
import { collectActivation } from "./collect/collect-activation";
import { freePayments, readOrderPayments } from "./collect/order-payment";
import { mailInvoice } from "./invoice-mail";
import { stayInBounds } from "./plan/bounds";
import { buildInvoice } from "./plan/build-invoice";
import { taxParty } from "./plan/buyer";
import { DiscountBook, discountLines } from "./plan/discount-lines";
import { SubscriptionHeldError } from "./plan/held";
import { type DueLine, planSubscription, startOf } from "./plan/plan-subscription";
import { sellerEntity } from "./plan/seller";
import { taxRatesFor } from "./plan/tax-rates";

/** Behind the settlement's own attempt: when the charge duty looks at an activation invoice that is still open. */
const COLLECT_AGAIN_AFTER_MS = 15 * 60 * 1000;

export type OrderBill =
  | { readonly outcome: "invoiced"; readonly invoiceId: string }
  | { readonly outcome: "nothing_live" };

/**
 * Settles an order whose every line is live or refused: one invoice over the first charge of each live subscription,
 * paid by taking exactly its gross from the order's authorisation; the rest of the authorisation is released. Without
 * a live subscription, and for an order that was cancelled in Medusa, the whole authorisation is released, what somebody
 * took of it is given back, and nothing is invoiced: a run bills no subscription whose order was never invoiced.
 *
 * The invoice is what the customer was shown: buyer, place, tax rates, discounts, prices, billing day and rounding are
 * those of the quote, whatever they are by now.
 *
 * May be called again after a crash at any line: the invoice is keyed by the order, the card is asked under the
 * invoice's key, and Medusa's books are compared before they are written.
 *
 * @throws OutOfBoundsError when the first charges go beyond a contract; SubscriptionHeldError while the vendor says that
 * licences of it are gone or suspended; Error when the card processor gives no usable
 * answer: call again later.
 */
export async function billOrder(
  container: MedusaContainer,
  { orderId, now, gateway }: { readonly orderId: string; readonly now: Date; readonly gateway?: CardGateway },
): Promise<OrderBill> {
  const billing = container.resolve(BILLING_MODULE);
  const order = await readOrderPayments(container, orderId);
  let invoice = await billing.invoices.findByOrder(orderId);
  if (!invoice) {
    const subscriptions = await container.resolve(SUBSCRIPTION_MODULE).listForBilling({ orderId });
    const live = subscriptions.filter((subscription) => startOf(subscription.events) !== null);
    const held = live.find((subscription) => subscription.isHeld);
    if (held !== undefined) {
      throw new SubscriptionHeldError(held);
    }
    if (live.length === 0 || order.canceled) {
      await freePayments(container, { orderId, order, now, gateway });
      return { outcome: "nothing_live" };
    }
    invoice = await issueActivation(container, { orderId, displayId: order.displayId, live, now });
  }
  await collectActivation(container, { invoice, order, now, gateway });
  await mailInvoice(container, invoice.id, now);
  wakeTicker(container);
  return { outcome: "invoiced", invoiceId: invoice.id };
}

async function issueActivation(
  container: MedusaContainer,
  order: {
    readonly orderId: string;
    readonly displayId: string;
    readonly live: readonly BillableSubscription[];
    readonly now: Date;
  },
): Promise<Invoice> {
  const { orderId, live, now } = order;
  const billing = container.resolve(BILLING_MODULE);
  const seller = await sellerEntity(container);
  const companyId = companyOf(orderId, live);
  const company = await container.resolve(COMPANY_MODULE).retrieve(companyId);
  const checkout = await container.resolve(CHECKOUT_MODULE).findByOrder(orderId);
  const promise = checkout === null ? null : (await billing.retrieveQuote(checkout.quoteId)).facts;
  const tax = promise?.tax ?? null;
  const lines = firstCharges(live, tax === null ? DEFAULT_CHARGING_POLICY : chargingPolicy(tax.chargingPolicy));
  const account = await billing.ensureAccount({
    companyId,
    currency: lines[0]?.amount.currency ?? seller.currency,
    timeZone: seller.timeZone,
  });
  const rates = tax?.rates ?? (await taxRatesFor(container, taxParty(company)));
  const draft = buildInvoice({
    account,
    company,
    seller,
    kind: "activation",
    periodKey: orderId,
    lines: await discounted(container, {
      companyId,
      currency: account.currency,
      lines,
      promised: promised(live, promise),
    }),
    rates,
    ledger: new ChargeLedger(),
    orderNumbers: new Map(checkout?.poNumber ? [[orderId, checkout.poNumber]] : []),
    ...(tax === null ? {} : { buyer: tax.buyer, taxPolicy: taxPolicy(tax.taxPolicy) }),
    now,
    quoteId: checkout?.quoteId ?? null,
    orderId,
    orderDisplayId: order.displayId,
    nextChargeAt: new Date(now.getTime() + COLLECT_AGAIN_AFTER_MS),
  });
  stayInBounds(
    live.map((subscription) => ({
      subscription,
      until: startOf(subscription.events) ?? draft.issuedOn,
      closed: null,
      billed: [],
    })),
    draft.lines,
    account.currency,
  );
  await billing.issue({
    legalEntity: seller,
    // An order that was paid is invoiced at once, whatever the account says about reviewing what runs make.
    documents: [{ invoice: draft, draft: false }],
    progress: [],
    actor: `order:${orderId}`,
    dueAt: [{ accountId: account.id, at: firstRunAt(lines, account.timeZone) }],
    leaseToken: null,
  });
  const invoice = await billing.invoices.findByOrder(orderId);
  if (!invoice) {
    throw new Error(`The activation invoice of order ${orderId} was not written.`);
  }
  return invoice;
}

/** By subscription, what its first charge was promised off; undefined when the quote does not tell. */
function promised(
  live: readonly BillableSubscription[],
  promise: QuoteFacts | null,
): ReadonlyMap<string, readonly AppliedDiscount[]> | undefined {
  const byPlan = new Map(promise?.lines.flatMap(({ planId, discounts }) => (discounts ? [[planId, discounts]] : [])));
  return byPlan.size === 0 ? undefined : new Map(live.map(({ id, planId }) => [id, byPlan.get(planId) ?? []]));
}

/** The discounts the customer was quoted; for a quote that does not tell, those of today over all the company has. */
async function discounted(
  container: MedusaContainer,
  input: {
    readonly companyId: string;
    readonly currency: string;
    readonly lines: readonly DueLine[];
    readonly promised: ReadonlyMap<string, readonly AppliedDiscount[]> | undefined;
  },
) {
  const [discounts, all] = await Promise.all([
    container.resolve(BILLING_MODULE).discounts.list(),
    container.resolve(SUBSCRIPTION_MODULE).listForBilling({ companyIds: [input.companyId] }),
  ]);
  return discountLines({ ...input, billed: [], discounts: new DiscountBook(discounts), subscriptions: all });
}

/** What each subscription owes for the period it starts with, whenever this runs; later periods are the run's work. */
function firstCharges(live: readonly BillableSubscription[], policy: ChargingPolicy): DueLine[] {
  return live.flatMap((subscription) => {
    const start = startOf(subscription.events);
    return start === null ? [] : planSubscription(subscription, [], start, null, policy).lines;
  });
}

/** The earliest end of what was just billed: there the next charge, or the end of a term, follows. */
function firstRunAt(lines: readonly DueLine[], timeZone: string): Date {
  const ends = lines.map((line) => line.period.end).sort();
  const first = ends[0];
  if (first === undefined) {
    throw new Error("An order with live subscriptions must have something to bill.");
  }
  return startOfLocalDay(first, timeZone);
}

function companyOf(orderId: string, live: readonly BillableSubscription[]): string {
  const ids = new Set(live.map((subscription) => subscription.companyId));
  const [companyId] = ids;
  if (ids.size !== 1 || companyId === undefined) {
    throw new Error(`Order ${orderId} has subscriptions of ${ids.size} companies; it cannot be invoiced.`);
  }
  return companyId;
}
