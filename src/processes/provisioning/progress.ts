import type { MedusaContainer } from "@medusajs/framework/types";
import type { RefusedBy } from "../../domain/states";
import {
  isAddressRefused,
  isTenantWanted,
  PROVISIONING_MODULE,
  type ProvisioningTask,
  standingWords,
  waitWords,
} from "../../modules/provisioning";
import { SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { isCanceled, refusalOf, resultOf } from "./order/group-results";
import { type OrderSnapshot, orderSnapshotSchema } from "./order/order-snapshot";

export type StepState = "done" | "doing" | "todo" | "failed";
export type ProgressStep = { readonly state: StepState; readonly at: Date | null };

export type OrderProgress = {
  /** False until the order's tasks are written. */
  readonly enqueued: boolean;
  readonly tenant: ProgressStep;
  readonly agreement: ProgressStep;
  readonly ordered: ProgressStep;
  readonly live: ProgressStep;
  readonly invoiced: ProgressStep;
  /** How the order was settled; null until it is, and then nothing more happens by itself. */
  readonly settlement: "invoiced" | "nothing_live" | null;
  /**
   * The vendor's refusal of the whole order or of some lines, in words for the customer; or the end of an order that was
   * cancelled before the vendor was asked.
   */
  readonly refusal: {
    readonly reason: string;
    readonly whole: boolean;
    readonly canceled: boolean;
    /** Null where nobody noted it. */
    readonly by: RefusedBy | null;
  } | null;
  readonly subscriptionIds: readonly string[];
  /** The step that stands for a person, or waits for our own set-up to be mended or a system to be back; null while none does. */
  readonly standing: StandingStep | null;
};

export type StandingStep = {
  readonly taskId: string;
  readonly since: Date;
  /** What the customer reads of it. */
  readonly words: string;
  /** True: it is the customer who can set it going again. */
  readonly wantsAddress: boolean;
  /** The tenant that lets the order go on once it is the company's; null while that is not what it needs. */
  readonly wantsTenant: OrderSnapshot["tenant"];
};

/** How far an order has come, for the customer's page: reads only what is stored, never the vendor. */
export async function readOrderProgress(container: MedusaContainer, orderId: string): Promise<OrderProgress> {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const tasks = await provisioning.listOrderTasks(orderId);
  const live = await subscriptions.list({ orderId });
  const step = (kind: ProvisioningTask["kind"]) => stepOf(tasks.find((task) => task.kind === kind));
  return {
    enqueued: tasks.length > 0,
    tenant: step("ensure_tenant"),
    agreement: step("attest_agreement"),
    ordered: step("place_order"),
    live: step("await_vendor"),
    invoiced: step("settle_order"),
    settlement: resultOf(tasks, "settle_order")?.outcome ?? null,
    refusal: refusalIn(tasks),
    subscriptionIds: live.map((subscription) => subscription.id),
    standing: standingIn(tasks),
  };
}

function refusalIn(tasks: readonly ProvisioningTask[]): OrderProgress["refusal"] {
  const whole = refusalOf(tasks);
  if (whole !== null) {
    return { reason: whole.reason, whole: true, canceled: isCanceled(whole), by: whole.by };
  }
  const lines = (resultOf(tasks, "await_vendor") ?? resultOf(tasks, "place_order"))?.refused ?? [];
  const reason = [...new Set(lines.map((line) => line.reason))].join(" ");
  return reason === "" ? null : { reason, whole: false, canceled: false, by: "vendor" };
}

function standingIn(tasks: readonly ProvisioningTask[]): StandingStep | null {
  const task = tasks.find((one) => one.state === "needs_attention");
  const words = task === undefined ? null : standingWords(task, { refused: refusalOf(tasks) !== null });
  if (task === undefined || words === null) {
    return waitingIn(tasks);
  }
  const wantsTenant = isTenantWanted(task) ? orderSnapshotSchema.parse(task.payload).tenant : null;
  const since = task.standingSince ?? task.nextAt;
  return { taskId: task.id, since, words, wantsAddress: isAddressRefused(task), wantsTenant };
}

function waitingIn(tasks: readonly ProvisioningTask[]): StandingStep | null {
  for (const task of tasks) {
    const words = waitWords(task);
    if (words !== null) {
      const since = task.setUpSince ?? task.absentSince ?? task.nextAt;
      return { taskId: task.id, since, words, wantsAddress: false, wantsTenant: null };
    }
  }
  return null;
}

function stepOf(task: ProvisioningTask | undefined): ProgressStep {
  switch (task?.state) {
    case undefined:
      return { state: "todo", at: null };
    case "done":
      return { state: "done", at: task.finishedAt };
    case "refused":
    case "skipped":
      return { state: "failed", at: task.finishedAt };
    case "ready":
      return { state: task.attempts > 0 ? "doing" : "todo", at: null };
    case "leased":
    case "waiting":
    case "needs_attention":
      return { state: "doing", at: null };
  }
}
