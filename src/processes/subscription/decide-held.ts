import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { endOfSighting, HistoryError, isStable } from "../../domain/subscription";
import { ATTENTION_MODULE } from "../../modules/attention";
import { BILLING_MODULE } from "../../modules/billing";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../modules/subscription";
import { wakeTicker } from "../ticker";

type Decision = { readonly id: string; readonly actor: string; readonly now: Date };

/**
 * A person lets billing of a suspended subscription go on: the vendor bills the partner for it all the same. It holds for
 * as long as the vendor says "suspended".
 *
 * @throws MedusaError not_found; not_allowed when billing does not hold for a suspension (any more)
 */
export async function billSuspended(container: MedusaContainer, decision: Decision): Promise<Subscription> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const { id, now } = decision;
  const known = await subscriptions.retrieve(id);
  await subscriptions.inTransaction(async (trx) => {
    if (!(await subscriptions.readings.billOnWith(id, "suspended", trx))) {
      throw notHeld("suspended");
    }
    const settlement = { by: decision.actor, reason: "Billing goes on.", eventId: null, now };
    await subscriptions.findings.settleKind(trx, id, "state", { state: "ignored", ...settlement });
    await journal(container, trx, decision, { action: "bill_on", vendor: known.sighting, ours: known.status });
    await container.resolve(BILLING_MODULE).accounts.markDue([known.companyId], now, trx);
  });
  wakeTicker(container);
  return subscriptions.retrieve(id);
}

/**
 * A person ends a subscription whose licences the vendor says are gone: from the day on which they were first seen to be.
 * What was charged for later days is given back by the next run.
 *
 * @throws MedusaError not_found; not_allowed when the vendor does not say so, has not said so for an hour, or it is over
 */
export async function endGone(container: MedusaContainer, decision: Decision): Promise<Subscription> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const { id, actor, now } = decision;
  const known = await subscriptions.retrieve(id);
  const { sighting } = known;
  if (!known.isHeld || sighting?.state !== "gone") {
    throw notHeld("gone");
  }
  if (!isStable(sighting)) {
    throw notAllowed("The vendor has said so for less than an hour; it may take it back. Look again later.");
  }
  const end = endOfSighting(sighting, known);
  try {
    await subscriptions.inTransaction(async (trx) => {
      const { event } = await subscriptions.appendEvent(id, end, `person:${actor}:${end.type}`, trx);
      const settlement = { by: actor, reason: null, eventId: event.id, now };
      await subscriptions.findings.settleKind(trx, id, "state", { state: "billed", ...settlement });
      await journal(container, trx, decision, { action: "end", vendor: sighting, ours: known.status, ...end });
      await container.resolve(BILLING_MODULE).accounts.markDue([known.companyId], now, trx);
      await subscriptions.readings.request(id, now, trx);
    });
  } catch (error) {
    throw error instanceof HistoryError ? notHeld("gone") : error;
  }
  wakeTicker(container);
  return subscriptions.retrieve(id);
}

async function journal(
  container: MedusaContainer,
  trx: Knex,
  { id, actor, now }: Decision,
  { action, ...detail }: { readonly action: string } & Readonly<Record<string, unknown>>,
): Promise<void> {
  const act = { at: now, actor, action, objectKind: "subscription", objectId: id, detail };
  await container.resolve(ATTENTION_MODULE).recordAct(trx, act);
}

const notAllowed = (words: string) => new MedusaError(MedusaError.Types.NOT_ALLOWED, words);
const notHeld = (state: "gone" | "suspended") =>
  notAllowed(
    `Billing of this subscription does not hold for licences that are ${state}: the vendor says something else by now, or somebody has decided. Look at it again.`,
  );
