import { codeAndDetail } from "../../../integrations/vendor-port";
import type { ProvisioningTask, TaskKind } from "../../../modules/provisioning";
import type { Subscription } from "../../../modules/subscription";
import { isCanceled, refusalOf, resultOf } from "./group-results";
import { type OrderSnapshotLine, orderSnapshotSchema } from "./order-snapshot";

/**
 * `live`: a subscription came of it. `refused`: none ever will. `canceled`: the order was taken back before the vendor was
 * asked. `needs_attention`: it stands until a person looks.
 */
export type LineState = "under_way" | "needs_attention" | "live" | "refused" | "canceled";

/** How far one line of an order has come, for the seller's own people. */
export type LineProgress = {
  readonly line: OrderSnapshotLine;
  readonly state: LineState;
  /** The step it waits for; null when it is decided. */
  readonly step: TaskKind | null;
  /** What went wrong last, in words, with the vendor's code and text behind them; null when nothing did. */
  readonly problem: string | null;
  readonly subscriptionId: string | null;
};

const FINAL: ReadonlySet<ProvisioningTask["state"]> = new Set(["done", "refused", "skipped"]);

/**
 * The lines of an order in their order, each with what became of it.
 *
 * @param tasks of the order, by position
 * @param subscriptions that came of the order
 */
export function lineProgress(
  tasks: readonly ProvisioningTask[],
  subscriptions: readonly Pick<Subscription, "id" | "orderLineId">[],
): LineProgress[] {
  const [first] = tasks;
  const lines = first === undefined ? [] : orderSnapshotSchema.parse(first.payload).lines;
  const live = new Map(subscriptions.map((one) => [one.orderLineId, one.id]));
  const whole = wholeRefusal(tasks);
  const parts = (resultOf(tasks, "await_vendor") ?? resultOf(tasks, "place_order"))?.refused ?? [];
  const current = tasks.find((task) => !FINAL.has(task.state));
  return lines.map((line) => {
    const subscriptionId = live.get(line.orderLineId) ?? null;
    const part = parts.find(({ orderLineId }) => orderLineId === line.orderLineId);
    const refusal = part === undefined ? whole : `${part.reason} (${codeAndDetail(part.code, part.detail)})`;
    if (subscriptionId !== null) {
      return { line, state: "live", step: null, problem: null, subscriptionId };
    }
    if (refusal !== null) {
      const end = part === undefined && isCanceled(refusalOf(tasks)) ? "canceled" : "refused";
      return { line, state: end, step: null, problem: refusal, subscriptionId };
    }
    const state = current?.state === "needs_attention" ? "needs_attention" : "under_way";
    return { line, state, step: current?.kind ?? null, problem: current?.lastError ?? null, subscriptionId };
  });
}

/** What was said to the customer, and behind it what the vendor said; null when the order was not refused. */
function wholeRefusal(tasks: readonly ProvisioningTask[]): string | null {
  const refusal = refusalOf(tasks);
  const said = tasks.find((task) => task.state === "refused")?.lastError;
  return refusal && `${refusal.reason} (${said ?? refusal.code})`;
}
