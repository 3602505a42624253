import { Badge, Text } from "@medusajs/ui";
import type { ProductPlan } from "../../../api/admin/csp/products/[id]/document";
import { counted, inWords } from "../format";
import { Instant } from "../instant";
import { PageLink } from "../page-link";
import { amount, SEGMENT_WORDS, saleState, termsInWords } from "../plans/words";

type Props = { productId: string; plans: readonly ProductPlan[] };

/** A product's plans with price in force, cost, margin and what runs of each. */
export function PlanList({ productId, plans }: Props) {
  return (
    <ul className="divide-y">
      {plans.map((plan) => (
        <li key={plan.id} className="flex items-start justify-between gap-4 px-6 py-3">
          <div className="flex min-w-0 flex-col items-start">
            <PageLink to={`/products/${productId}/variants/${plan.variant_id}`}>{plan.sku_title}</PageLink>
            <Text size="small" className="text-ui-fg-subtle">
              {termsInWords(plan)}
              {plan.segment === "commercial" ? "" : `, ${SEGMENT_WORDS[plan.segment] ?? plan.segment}`}
            </Text>
            <Text size="small" className="text-ui-fg-subtle">
              {plan.live_subscriptions === 0
                ? "None live"
                : `${counted(plan.live_seats, "seat")} in ${counted(plan.live_subscriptions, "subscription")}`}
            </Text>
          </div>
          <Money plan={plan} />
        </li>
      ))}
    </ul>
  );
}

function Money({ plan }: { plan: ProductPlan }) {
  const { cost_per_term: cost, margin_percent: margin, next_price_change: change } = plan;
  return (
    <div className="flex flex-col items-end text-right tabular-nums">
      {plan.price_per_charge !== null && isSold(plan) ? (
        <Text size="small" weight="plus" className="whitespace-nowrap">
          {amount(plan.price_per_charge)}
        </Text>
      ) : (
        <NotSold plan={plan} />
      )}
      {change === null ? null : (
        <Text size="small" className="text-ui-fg-subtle">
          {change.price_per_charge === null ? "No price" : inWords(change.price_per_charge)} from{" "}
          <Instant at={change.at} />
        </Text>
      )}
      {cost === null ? null : (
        <Text size="small" className="text-ui-fg-subtle whitespace-nowrap">
          Cost {amount(cost)}
        </Text>
      )}
      {margin === null ? null : (
        <Text size="small" className="text-ui-fg-subtle whitespace-nowrap">
          Margin {margin}%
        </Text>
      )}
    </div>
  );
}

function isSold(plan: ProductPlan): boolean {
  return plan.published && !plan.below_floor;
}

/** Why nobody can buy it. */
function NotSold({ plan }: { plan: ProductPlan }) {
  const { word, color } = saleState(plan);
  return (
    <Badge size="2xsmall" color={color} className="whitespace-nowrap">
      {plan.published ? word : "Withdrawn"}
    </Badge>
  );
}
