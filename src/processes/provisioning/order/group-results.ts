import type { z } from "zod";
import { ORDER_CANCELED, type ProvisioningTask, type TaskKind } from "../../../modules/provisioning";
import { type Refusal, taskResults } from "./order-snapshot";

type ResultOf<K extends TaskKind> = z.output<(typeof taskResults)[K]>;

const schemas: { readonly [K in TaskKind]: z.ZodType<ResultOf<K>> } = taskResults;

/** The result that a finished task of the same order left behind; null when it has not ended well. */
export function resultOf<K extends TaskKind>(tasks: readonly ProvisioningTask[], kind: K): ResultOf<K> | null {
  const task = tasks.find((one) => one.kind === kind && one.state === "done");
  return task === undefined ? null : schemas[kind].parse(task.result);
}

/** Whether the order's end is a cancellation, which nobody refused: the vendor was not asked. */
export const isCanceled = (refusal: Refusal | null): boolean => refusal?.code === ORDER_CANCELED;

/** Why the order was refused as a whole; null when it was not. */
export function refusalOf(tasks: readonly ProvisioningTask[]): Refusal | null {
  const task = tasks.find((one) => one.state === "refused");
  return task === undefined ? null : taskResults.refusal.parse(task.result);
}
