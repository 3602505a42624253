import type { MedusaContainer } from "@medusajs/framework/types";
import type { ChangeState } from "../../domain/states";
import type { CardGateway } from "../../integrations/stripe";
import {
  type ChangeRefusal,
  type LeasedChange,
  SUBSCRIPTION_MODULE,
  type SubscriptionChange,
} from "../../modules/subscription";
import { logOf } from "../../telemetry/log";
import { carryOut } from "../vendor-work/carry-out";
import { awaitCustomerStep } from "./steps/await-customer";
import { holdStep } from "./steps/hold";
import { releaseStep } from "./steps/release";
import { settleStep } from "./steps/settle";
import type { Step, StepContext, StepOutcome } from "./steps/step";
import { vendorStep } from "./steps/vendor";
import { mailAwaited } from "./telling/mails";

const CHANGES_A_TURN = 20;

const STEPS: Readonly<Partial<Record<ChangeState, (context: StepContext) => Promise<StepOutcome>>>> = {
  requested: holdStep,
  awaiting_customer: awaitCustomerStep,
  at_vendor: vendorStep,
  settling: settleStep,
  releasing: releaseStep,
};

export type ChangeTurn = { readonly onLeased?: (() => void) | undefined; readonly gateway?: CardGateway };

/**
 * Carries on changes that are due at `now`, one after another. Each is leased and taken from step to step until it waits
 * or is over; nothing of a step is lost that the next one needs.
 *
 * @returns how many were carried on
 */
export async function runDueChanges(container: MedusaContainer, now: Date, turn: ChangeTurn = {}): Promise<number> {
  const { changes } = container.resolve(SUBSCRIPTION_MODULE);
  for (let ran = 0; ran < CHANGES_A_TURN; ran += 1) {
    const change = await changes.lease(now);
    if (change === null) {
      return ran;
    }
    turn.onLeased?.();
    await carryOn(container, change, now, turn.gateway);
  }
  return CHANGES_A_TURN;
}

async function carryOn(
  container: MedusaContainer,
  leased: LeasedChange,
  now: Date,
  gateway: CardGateway | undefined,
): Promise<void> {
  let change: LeasedChange | null = leased;
  while (change !== null) {
    change = await pass(container, change, now, gateway);
  }
}

/** One step. @returns the change under the same lease while there is another step to take at once */
async function pass(
  container: MedusaContainer,
  change: LeasedChange,
  now: Date,
  gateway: CardGateway | undefined,
): Promise<LeasedChange | null> {
  const { changes } = container.resolve(SUBSCRIPTION_MODULE);
  const about = { task_id: change.id, task_kind: change.kind, subscription_id: change.subscriptionId };
  const log = logOf(container);
  const end = await carryOut(container, {
    work: { ...change, kind: change.state },
    now,
    failed: "A change of a subscription failed",
    about,
    outcome: () => stepOf(container, change, now, gateway),
  });
  switch (end.kind) {
    case "done":
      return moveOn(container, change, end.result as Step, now);
    case "refused": {
      log.info("A change of a subscription was refused", { ...about, error: end.error });
      return moveOn(container, change, { to: "releasing", facts: { refusal: refusalOf(end.result, change) } }, now);
    }
    case "needs_attention":
      log.error("A change of a subscription needs attention", { ...about, error: end.error });
      await changes.wait(change, end, now);
      return null;
    case "waiting":
      await changes.wait(change, end, now);
      return null;
  }
}

async function stepOf(
  container: MedusaContainer,
  change: LeasedChange,
  now: Date,
  gateway: CardGateway | undefined,
): Promise<StepOutcome> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const step = STEPS[change.state];
  if (step === undefined) {
    throw new Error(`A change that is ${change.state} has no next step.`);
  }
  const subscription = await subscriptions.retrieve(change.subscriptionId);
  return step({
    container,
    change,
    subscription,
    now,
    gateway,
    note: async (facts) => {
      if (!(await subscriptions.changes.note(change, facts))) {
        throw takenOver(change);
      }
    },
  });
}

async function moveOn(
  container: MedusaContainer,
  change: LeasedChange,
  { to, facts, write }: Step,
  now: Date,
): Promise<LeasedChange | null> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  try {
    await subscriptions.inTransaction(async (trx) => {
      const written = (await write?.(trx)) ?? {};
      if (!(await subscriptions.changes.move(change, to, { ...facts, ...written }, now, trx))) {
        throw takenOver(change);
      }
    });
  } catch (error) {
    return afterFailedMove(container, change, error, now);
  }
  const moved = await subscriptions.changes.find(change.id);
  if (moved === null || moved.finishedAt !== null) {
    return null;
  }
  if (to === "awaiting_customer") {
    await mailAwaited(container, moved, await subscriptions.retrieve(moved.subscriptionId));
  }
  return { ...moved, leaseToken: change.leaseToken };
}

/** What could not be written: a history that contradicts the vendor, or a database that went away. The lease is given back. */
async function afterFailedMove(
  container: MedusaContainer,
  change: LeasedChange,
  error: unknown,
  now: Date,
): Promise<null> {
  const end = await carryOut(container, {
    work: { ...change, kind: change.state, setUpFault: null },
    now,
    failed: "A change of a subscription could not be written",
    about: { task_id: change.id, task_kind: change.kind, subscription_id: change.subscriptionId },
    outcome: () => Promise.reject(error),
  });
  if (end.kind === "waiting" || end.kind === "needs_attention") {
    await container.resolve(SUBSCRIPTION_MODULE).changes.wait(change, end, now);
  }
  return null;
}

/** A refusal by the bank comes of the step that asks it; every other one says itself whose doing it is. */
function refusalOf(result: unknown, { state }: SubscriptionChange): ChangeRefusal {
  const refusal = result as ChangeRefusal;
  const isBank = refusal.by === "vendor" && state === "requested";
  return isBank ? { ...refusal, by: "bank" } : refusal;
}

const takenOver = ({ id }: SubscriptionChange): Error => new Error(`Change ${id} was taken over by another worker.`);
