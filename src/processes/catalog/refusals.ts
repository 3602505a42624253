import { MedusaError } from "@medusajs/framework/utils";
import type { PlanCandidate, RefusedPlan } from "../../modules/catalog";

/** A plan that does not go on sale, with what is in the way. */
export function refuse(plan: PlanCandidate, reason: string): RefusedPlan {
  return { planId: plan.planId, title: `${plan.skuTitle} (${plan.term}, ${plan.billingPlan})`, reason };
}

/**
 * Runs something in batches and, where Medusa refuses a batch, item by item: one that cannot be stops no other.
 *
 * @param run does it for some; all or nothing
 * @param onRefused hears of each item that Medusa refused alone
 * @throws whatever is no refusal, such as a lost database
 */
export async function inBatches<T>(
  items: readonly T[],
  size: number,
  run: (some: readonly T[]) => Promise<void>,
  onRefused: (item: T, reason: string) => void,
): Promise<void> {
  for (let start = 0; start < items.length; start += size) {
    const some = items.slice(start, start + size);
    try {
      await run(some);
    } catch (error) {
      const [item] = some;
      if (!MedusaError.isMedusaError(error) || item === undefined) {
        throw error;
      }
      if (some.length > 1) {
        await inBatches(some, 1, run, onRefused);
      } else {
        onRefused(item, `Medusa does not take it: ${error.message}`);
      }
    }
  }
}
