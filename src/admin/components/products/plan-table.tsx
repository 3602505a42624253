import { Badge, Table, Text } from "@medusajs/ui";
import { Link } from "react-router-dom";
import type { ProductPlan } from "../../../api/admin/csp/products/[id]/document";
import { counted, inWords } from "../format";
import { Instant } from "../instant";
import { amount, SEGMENT_WORDS, saleState, termsInWords } from "../plans/words";

type Props = { productId: string; plans: readonly ProductPlan[] };

/** A product's plans with cost, price in force and what runs of each. */
export function PlanTable({ productId, plans }: Props) {
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>Plan</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Cost, term</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Price, charge</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Live</Table.HeaderCell>
          <Table.HeaderCell>State</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {plans.map((plan) => (
          <Table.Row key={plan.id}>
            <Table.Cell style={{ minWidth: 180 }}>
              <Name productId={productId} plan={plan} />
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap text-right tabular-nums">{amount(plan.cost_per_term)}</Table.Cell>
            <Table.Cell className="whitespace-nowrap text-right tabular-nums">
              <Price plan={plan} />
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap text-right tabular-nums">
              {counted(plan.live_seats, "seat")}
              <Text size="xsmall" className="text-ui-fg-subtle">
                {counted(plan.live_subscriptions, "subscription")}
              </Text>
            </Table.Cell>
            <Table.Cell>
              <SaleBadge plan={plan} />
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

function Name({ productId, plan }: { productId: string; plan: ProductPlan }) {
  return (
    <div className="whitespace-normal py-2">
      <Link to={`/products/${productId}/variants/${plan.variant_id}`} className="txt-small text-ui-fg-interactive">
        {plan.sku_title}
      </Link>
      <Text size="xsmall" className="text-ui-fg-subtle">
        {termsInWords(plan)}
        {plan.segment === "commercial" ? "" : `, ${SEGMENT_WORDS[plan.segment] ?? plan.segment}`}
      </Text>
    </div>
  );
}

function Price({ plan }: { plan: ProductPlan }) {
  const { margin_percent: margin, next_price_change: change } = plan;
  return (
    <>
      {amount(plan.price_per_charge)}
      {margin === null ? null : (
        <Text size="xsmall" className="text-ui-fg-subtle">
          Margin {margin} %
        </Text>
      )}
      {change === null ? null : (
        <Text size="xsmall" className="text-ui-fg-subtle">
          {change.price_per_charge === null ? "None" : inWords(change.price_per_charge)} from <Instant at={change.at} />
        </Text>
      )}
    </>
  );
}

function SaleBadge({ plan }: { plan: ProductPlan }) {
  const { word, color } = saleState(plan);
  return (
    <Badge size="2xsmall" color={color} className="whitespace-nowrap">
      {plan.published ? word : "Withdrawn"}
    </Badge>
  );
}
