import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { vendorAdapter } from "../../../connections/vendors";
import { changedOn, type EventDraft, instructionOnRecord } from "../../../domain/subscription";
import { done, type VendorOutcome, type VendorSubscription } from "../../../integrations/vendor-port";
import { BILLING_MODULE } from "../../../modules/billing";
import { type ChangeFacts, SUBSCRIPTION_MODULE } from "../../../modules/subscription";
import { vendorState } from "../../subscription/vendor-state";
import type { StepContext, StepOutcome } from "./step";
import { whyTooLate } from "./too-late";

/** Behind the settlement's own attempt: when a run looks at an account whose change is still to be billed. */
const BILLED_WITHIN_MS = 15 * 60_000;

/** Asks the vendor for the change. What it confirms is in the history in the same transaction that says that it did. */
export async function vendorStep(context: StepContext): Promise<StepOutcome> {
  const late = await whyTooLate(context);
  if (late !== null) {
    return late;
  }
  const outcome = await askVendor(context);
  if (outcome.kind !== "done") {
    return outcome;
  }
  const read = outcome.value;
  const facts = { confirmedAt: context.now, countsFrom: countsFrom(context, read) };
  return done({ to: "settling", facts, write: (trx) => write(context, read, facts.countsFrom, trx) });
}

async function askVendor(context: StepContext): Promise<VendorOutcome<VendorSubscription>> {
  const { container, change, subscription } = context;
  const { vendorTenantId, vendorSubscriptionId } = subscription;
  const adapter = vendorAdapter(container, subscription.vendor);
  const asked = { vendorTenantId, vendorSubscriptionId, requestId: change.requestId };
  const { wanted } = change;
  switch (wanted.kind) {
    case "seats":
      return adapter.changeQuantity({
        ...asked,
        from: change.fromQuantity,
        quantity: wanted.quantity,
        asking: (present) => asking(context, present),
      });
    case "cancel": {
      const read = await adapter.readSubscription(asked);
      if (read.kind !== "done" || read.value.status === "deleted") {
        return read;
      }
      await asking(context, read.value);
      return adapter.cancelSubscription(asked);
    }
    case "renewal":
      return adapter.setEndOfTerm({ ...asked, wish: { outcome: wanted.outcome, quantity: wanted.quantity } });
  }
}

/** What is on record for the end of the term is known before the change wipes it, whoever put it there since the last reading. */
async function asking({ container, change, note, now }: StepContext, present: VendorSubscription): Promise<void> {
  if (change.vendorAskedAt !== null) {
    return;
  }
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  await subscriptions.inTransaction((trx) =>
    subscriptions.readings.mirror(change.subscriptionId, vendorState(present), trx),
  );
  await note({ vendorAskedAt: now });
}

function countsFrom({ change, subscription, now }: StepContext, read: VendorSubscription): string {
  return changedOn({
    added: read.quantity - change.fromQuantity,
    askedAt: change.vendorAskedAt ?? now,
    seenAt: now,
    windowsBefore: subscription.returnWindows,
    windows: vendorState(read).returnWindows,
  });
}

async function write(
  { container, change, subscription, now }: StepContext,
  read: VendorSubscription,
  on: string,
  trx: Knex,
): Promise<ChangeFacts> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const { id, companyId } = subscription;
  const { wanted } = change;
  // As the vendor had it when it was asked.
  const asked = await subscriptions.retrieve(id);
  await subscriptions.readings.mirror(id, vendorState(read), trx);
  if (wanted.kind === "renewal") {
    await subscriptions.setEndWish(id, { outcome: wanted.outcome, quantity: wanted.quantity }, now, trx);
    return { wishKeptAt: now };
  }
  const wish = subscription.endWish ?? instructionOnRecord(asked);
  if (wish !== null && wanted.kind === "seats") {
    // A change in the middle of a term wipes what was on record for its end; it is written again before this one is over.
    await subscriptions.setEndWish(id, wish, null, trx);
  }
  if (wanted.kind === "cancel" && (asked.status === "cancelled" || asked.status === "ended")) {
    // A reading has found it gone meanwhile, and our books have its end.
    return {};
  }
  const event: EventDraft =
    wanted.kind === "seats"
      ? { type: "quantity_changed", on, quantity: wanted.quantity }
      : { type: "cancelled", on: on < subscription.termStartedOn ? subscription.termStartedOn : on };
  const appended = await subscriptions.appendEvent(id, event, `change:${change.id}`, trx);
  const billing = container.resolve(BILLING_MODULE);
  await billing.accounts.markDue([companyId], new Date(now.getTime() + BILLED_WITHIN_MS), trx);
  return { eventId: appended.event.id };
}
