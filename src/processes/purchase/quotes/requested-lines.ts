import { InputError } from "../../../errors/input-error";
import type { FieldProblem } from "../../../input";
import { licenceWords, type SellablePlan } from "../../../modules/catalog";
import type { RequestedLine } from "./types";

/**
 * Joins requested lines with their plans and checks every rule that can refuse them, so that all problems are told at
 * once, each by its field.
 *
 * @param plans the plans for sale among the requested ones
 * @throws InputError
 */
export function matchPlans(
  requested: readonly RequestedLine[],
  plans: readonly SellablePlan[],
): { plan: SellablePlan; quantity: number }[] {
  const byId = new Map(plans.map((plan) => [plan.planId, plan]));
  const problems: FieldProblem[] = [];
  const matched: { plan: SellablePlan; quantity: number }[] = [];
  const seen = new Set<string>();
  for (const [index, line] of requested.entries()) {
    const plan = byId.get(line.planId);
    const problem = !plan
      ? planProblem(index, "is not on sale; choose a plan from the catalogue")
      : seen.has(line.planId)
        ? planProblem(index, "appears twice; put all its seats in one line")
        : (currencyProblem(index, plan, matched[0]?.plan) ?? quantityProblem(index, plan, line.quantity));
    seen.add(line.planId);
    if (problem) {
      problems.push(problem);
    } else if (plan) {
      matched.push({ plan, quantity: line.quantity });
    }
  }
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  return matched;
}

function planProblem(index: number, message: string): FieldProblem {
  return { field: `lines.${index}.plan_id`, message };
}

function currencyProblem(index: number, plan: SellablePlan, first: SellablePlan | undefined): FieldProblem | null {
  if (!first || first.currency === plan.currency) {
    return null;
  }
  return planProblem(index, `is sold in ${plan.currency}, the first line in ${first.currency}; order them separately`);
}

function quantityProblem(index: number, plan: SellablePlan, quantity: number): FieldProblem | null {
  const field = `lines.${index}.quantity`;
  const title = licenceWords(plan);
  if (!Number.isSafeInteger(quantity) || quantity < 1) {
    return { field, message: "must be a whole number of seats, 1 or more" };
  }
  if (quantity < plan.minQuantity) {
    return { field, message: `must be at least ${plan.minQuantity}: ${title} is not sold in smaller numbers` };
  }
  if (quantity > plan.maxQuantity) {
    return { field, message: `must be at most ${plan.maxQuantity}, the seat limit of ${title}; lower the number` };
  }
  return null;
}
