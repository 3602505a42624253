import { vendorAdapter } from "../../../connections/vendors";
import { done, needsAttention, pending, type VendorFailure } from "../../../integrations/vendor-port";
import { BILLING_MODULE, type Invoice } from "../../../modules/billing";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../../modules/subscription";
import { billChange } from "../../billing/bill-change";
import { collectHold, releaseHold } from "../../billing/collect/collect-hold";
import { mailInvoice } from "../../billing/invoice-mail";
import { OutOfBoundsError } from "../../billing/plan/bounds";
import { vendorState } from "../../subscription/vendor-state";
import { mailConfirmed } from "../telling/mails";
import { changeInWords } from "../telling/words";
import type { StepContext, StepOutcome } from "./step";

/** How soon it is looked again whether a billing run has done with the account. */
const BUSY_MS = 2_000;

/** After the vendor's confirmation: the money, then the end of the term, then the customer is told. */
export async function settleStep(context: StepContext): Promise<StepOutcome> {
  const { change, container, subscription, now } = context;
  if (change.eventId !== null) {
    const waits = await settleMoney(context, change.eventId);
    if (waits !== null) {
      return waits;
    }
  }
  const lost = await keepWish(context);
  if (lost !== null) {
    return lost;
  }
  await mailConfirmed(container, change, subscription);
  return done({
    to: "done",
    facts: {},
    // A reading that had begun before knows nothing of the change.
    write: async (trx) => {
      await container.resolve(SUBSCRIPTION_MODULE).readings.request(subscription.id, now, trx);
      return {};
    },
  });
}

/** Null when the change is billed, or will be by the account's next run, and nothing is held for it any more. */
async function settleMoney(context: StepContext, eventId: string): Promise<VendorFailure | null> {
  const { change, container, now, note } = context;
  const { id: changeId, companyId, subscriptionId, countsFrom, holdPaymentIntentId, holdEndedAt } = change;
  if (countsFrom === null) {
    throw new Error(`Change ${changeId} has an event and no day from which it counts.`);
  }
  const isHeld = holdPaymentIntentId !== null && holdEndedAt === null;
  let invoice: Invoice | null = null;
  try {
    const bill = await billChange(container, { changeId, companyId, subscriptionId, eventId, countsFrom, isHeld, now });
    if (bill.outcome === "busy") {
      return pending("A billing run has the account", BUSY_MS);
    }
    invoice = bill.outcome === "billed" ? bill.invoice : null;
  } catch (error) {
    if (error instanceof OutOfBoundsError) {
      return needsAttention("out_of_bounds", error.message);
    }
    throw error;
  }
  if (isHeld) {
    await endHold(context, holdPaymentIntentId, invoice);
  }
  await note({ invoiceId: invoice?.id ?? null, ...(isHeld ? { holdEndedAt: now } : {}) });
  if (invoice !== null) {
    await mailInvoice(container, invoice.id, now);
  }
  return null;
}

async function endHold(context: StepContext, paymentIntentId: string, invoice: Invoice | null): Promise<void> {
  const { change, container, subscription, now, gateway } = context;
  const about = changeInWords(change, subscription);
  const hold = { paymentIntentId, heldAt: change.heldAt ?? now, reference: change.id, about };
  if (invoice !== null && invoice.kind !== "credit_note") {
    await collectHold(container, { invoice, hold, now, gateway });
    return;
  }
  const account = await container.resolve(BILLING_MODULE).findAccount(change.companyId);
  await releaseHold(container, { hold, billingAccountId: account?.id ?? "", now, gateway });
}

/** Nothing is wanted of a term that has ended: written now, it would count for the one that follows. */
const isOver = ({ status, termEndsOn }: Subscription, now: Date): boolean =>
  status === "cancelled" || status === "ended" || now.toISOString().slice(0, 10) >= termEndsOn;

/** Writes what the customer wants at the end of the term once more, as the vendor has just forgotten it. */
async function keepWish(context: StepContext): Promise<VendorFailure | null> {
  const { change, container, subscription, now } = context;
  const { id, endWish: wish, endWishKeptAt, vendorTenantId, vendorSubscriptionId } = subscription;
  if (change.wanted.kind !== "seats" || wish === null || endWishKeptAt !== null || isOver(subscription, now)) {
    return null;
  }
  const adapter = vendorAdapter(container, subscription.vendor);
  const asked = { vendorTenantId, vendorSubscriptionId, wish, requestId: change.requestId };
  const outcome = await adapter.setEndOfTerm(asked);
  if (outcome.kind === "refused") {
    const { code, detail } = outcome;
    return needsAttention(
      code,
      `What the customer wants at the end of the term ("${wish.outcome}") was wiped by the change and is refused now: ${detail}`,
    );
  }
  if (outcome.kind !== "done") {
    return outcome;
  }
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  await subscriptions.inTransaction(async (trx) => {
    await subscriptions.readings.mirror(id, vendorState(outcome.value), trx);
    await subscriptions.setEndWish(id, wish, now, trx);
  });
  await context.note({ wishKeptAt: now });
  return null;
}
