import type { MedusaContainer } from "@medusajs/framework/types";
import { PROVISIONING_MODULE, type ProvisioningTask } from "../../modules/provisioning";
import { SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { refusalOf, resultOf } from "./order/group-results";

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
  /** True when nothing more happens by itself: settled, with or without licences. */
  readonly settled: boolean;
  /** The vendor's refusal of the whole order or of some lines, in words for the customer. */
  readonly refusal: { readonly reason: string; readonly whole: boolean } | null;
  readonly subscriptionIds: readonly string[];
};

/** How far an order has come, for the customer's page: reads only what is stored, never the vendor. */
export async function readOrderProgress(container: MedusaContainer, orderId: string): Promise<OrderProgress> {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const tasks = await provisioning.listOrderTasks(orderId);
  const live = await subscriptions.list({ orderId });
  const step = (kind: ProvisioningTask["kind"]) => stepOf(tasks.find((task) => task.kind === kind));
  const settlement = resultOf(tasks, "settle_order");
  return {
    enqueued: tasks.length > 0,
    tenant: step("ensure_tenant"),
    agreement: step("attest_agreement"),
    ordered: step("place_order"),
    live: step("await_vendor"),
    invoiced: settlement?.outcome === "nothing_live" ? { state: "failed", at: null } : step("settle_order"),
    settled: settlement !== null,
    refusal: refusalIn(tasks),
    subscriptionIds: live.map((subscription) => subscription.id),
  };
}

function refusalIn(tasks: readonly ProvisioningTask[]): OrderProgress["refusal"] {
  const whole = refusalOf(tasks);
  if (whole !== null) {
    return { reason: whole.reason, whole: true };
  }
  const lines = (resultOf(tasks, "await_vendor") ?? resultOf(tasks, "place_order"))?.refused ?? [];
  const reason = [...new Set(lines.map((line) => line.reason))].join(" ");
  return reason === "" ? null : { reason, whole: false };
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
