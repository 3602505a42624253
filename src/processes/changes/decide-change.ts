import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { vendorAdapter } from "../../connections/vendors";
import { ATTENTION_MODULE } from "../../modules/attention";
import {
  SUBSCRIPTION_MODULE,
  type SubscriptionChange,
  type SubscriptionModuleService,
} from "../../modules/subscription";
import { wakeTicker } from "../ticker";
import { isDoneAtVendor } from "./steps/done-at-vendor";

/** Who decides; `actor` is a user of the seller's, or null for the customer themselves. */
type Decision = {
  readonly changeId: string;
  readonly actor: string | null;
  readonly reason: string | null;
  readonly now: Date;
};

/**
 * Takes back a change of which nothing has reached the vendor. What is held for it is released.
 *
 * @throws MedusaError not_found; conflict in words when it has gone too far, or is being worked on
 */
export async function withdrawChange(container: MedusaContainer, decision: Decision): Promise<SubscriptionChange> {
  const { changeId: id, now } = decision;
  return decide(container, decision, "withdraw_change", async (trx, changes) => {
    if (!(await changes.withdraw(id, now, trx))) {
      throw new MedusaError(
        MedusaError.Types.CONFLICT,
        "This change is being carried out and cannot be withdrawn any more. Look at it again in a minute.",
      );
    }
  });
}

/**
 * Lets a change that stands go on where it stood.
 *
 * @throws MedusaError not_found; not_allowed when it does not stand
 */
export async function retryChange(container: MedusaContainer, decision: Decision): Promise<SubscriptionChange> {
  const { changeId: id, now } = decision;
  return decide(container, decision, "retry_change", async (trx, changes) => {
    if (!(await changes.retry(id, now, trx))) {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "This change does not wait for a person.");
    }
  });
}

/**
 * Ends a change that stands, for a reason that the company reads: what is held for it is released. The vendor is read
 * first, because what it has done cannot be refused.
 *
 * @throws MedusaError not_found; not_allowed when it does not stand or the vendor has confirmed it; conflict in words when the
 * vendor has done it, or cannot be read now
 */
export async function refuseChange(
  container: MedusaContainer,
  decision: Decision & { readonly reason: string },
): Promise<SubscriptionChange> {
  const { changeId: id, reason, now } = decision;
  const change = await container.resolve(SUBSCRIPTION_MODULE).changes.find(id);
  if (change?.standsIn === "at_vendor") {
    await assertNotDone(container, change);
  }
  const refusal = { code: "refused_by_seller", reason, detail: reason, by: "seller" } as const;
  return decide(container, decision, "refuse_change", async (trx, changes) => {
    if (!(await changes.refuse(id, refusal, now, trx))) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "This change does not wait for a person, or the vendor has confirmed it already.",
      );
    }
  });
}

async function assertNotDone(
  container: MedusaContainer,
  { subscriptionId, wanted }: SubscriptionChange,
): Promise<void> {
  const known = await container.resolve(SUBSCRIPTION_MODULE).retrieve(subscriptionId);
  const outcome = await vendorAdapter(container, known.vendor).readSubscription(known);
  if (outcome.kind !== "done") {
    throw new MedusaError(
      MedusaError.Types.CONFLICT,
      "The vendor cannot be read now, so it is not known whether it was done. Try again later.",
    );
  }
  if (isDoneAtVendor(wanted, outcome.value)) {
    throw new MedusaError(MedusaError.Types.CONFLICT, "The vendor has done it. Retry: it is found there and settled.");
  }
}

/** @throws MedusaError not_found for a change of another subscription */
export async function changeOf(
  container: MedusaContainer,
  { subscriptionId, changeId }: { readonly subscriptionId: string; readonly changeId: string },
): Promise<SubscriptionChange> {
  const change = await container.resolve(SUBSCRIPTION_MODULE).changes.find(changeId);
  if (change === null || change.subscriptionId !== subscriptionId) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Change ${changeId} was not found.`);
  }
  return change;
}

async function decide(
  container: MedusaContainer,
  { changeId, actor, reason, now }: Decision,
  action: string,
  act: (trx: Knex, changes: SubscriptionModuleService["changes"]) => Promise<void>,
): Promise<SubscriptionChange> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const { changes } = subscriptions;
  const before = await changes.find(changeId);
  if (before === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Change ${changeId} was not found.`);
  }
  await subscriptions.inTransaction(async (trx) => {
    await act(trx, changes);
    if (actor !== null) {
      await container.resolve(ATTENTION_MODULE).recordAct(trx, {
        ...{ at: now, actor, action },
        objectKind: "subscription",
        objectId: before.subscriptionId,
        detail: { change: changeId, state: before.state, reason },
      });
    }
  });
  wakeTicker(container);
  return (await changes.find(changeId)) ?? before;
}
