import { Badge } from "../../components/ui/layout";
import { Money } from "../../components/ui/values";
import type { Plan } from "../../server/api/offers.server";
import { chargeRhythm, commitmentText, planName } from "../plans/labels";

type PlanChoiceProps = { plans: readonly Plan[]; selectedId: string; cheapestId: string | null };

/** Term and rhythm of payment as one choice: each card is a plan with its own price. */
export function PlanChoice({ plans, selectedId, cheapestId }: PlanChoiceProps) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-3 text-lg font-semibold">Term and payment</legend>
      {plans.map((plan) => (
        <label key={plan.id} className="choice">
          <input type="radio" name="plan" value={plan.id} defaultChecked={plan.id === selectedId} />
          <span className="grid flex-1 gap-1 sm:grid-cols-[1fr_auto] sm:gap-x-4">
            <span className="flex flex-wrap items-center gap-2 font-semibold">
              {planName(plan)}
              {plan.id === cheapestId && plans.length > 1 && <Badge tone="good">Lowest price</Badge>}
            </span>
            <span className="sm:text-right">
              <span className="font-semibold">
                <Money value={plan.price_per_month} />
              </span>
              <span className="text-sm text-soft"> per seat and month</span>
            </span>
            <span className="text-sm text-soft">{commitmentText(plan)}</span>
            {plan.billing_plan !== "monthly" && (
              <span className="text-sm text-soft sm:text-right">
                <Money value={plan.price_per_charge} /> {chargeRhythm(plan)}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
