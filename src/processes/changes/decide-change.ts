import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { ATTENTION_MODULE } from "../../modules/attention";
import {
  SUBSCRIPTION_MODULE,
  type SubscriptionChange,
  type SubscriptionModuleService,
} from "../../modules/subscription";
import { wakeTicker } from "../ticker";

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
