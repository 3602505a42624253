import { Badge, Text } from "@medusajs/ui";
import type { Order, OrderLine } from "../../../api/admin/csp/orders/[id]/document";
import { counted } from "../format";
import { termsInWords } from "../plans/words";
import { KIND_WORDS } from "../provisioning/words";
import { SubscriptionBadge, SubscriptionDetails } from "../subscriptions/subscription-details";
import { LINE_LOOKS } from "./words";

/** Each line of the order with the subscription that came of it, or what it waits for. */
export function LineList({ order }: { order: Order }) {
  return (
    <ul className="divide-y">
      {order.lines.map((line) => (
        <li key={line.id} className="px-6 py-3">
          <Line line={line} subscription={order.subscriptions.find((one) => one.id === line.subscription_id)} />
        </li>
      ))}
    </ul>
  );
}

function Line({ line, subscription }: { line: OrderLine; subscription: Order["subscriptions"][number] | undefined }) {
  const { word, color } = LINE_LOOKS[line.state];
  return (
    <>
      <div className="flex items-start justify-between gap-4">
        <Text size="small" weight="plus">
          {line.sku_title}
        </Text>
        {subscription === undefined ? (
          <Badge size="2xsmall" color={color} className="whitespace-nowrap">
            {word}
          </Badge>
        ) : (
          <SubscriptionBadge status={subscription.status} />
        )}
      </div>
      <Text size="small" className="text-ui-fg-subtle">
        {seats(line, subscription?.quantity)}, {termsInWords(line)}
      </Text>
      {subscription === undefined ? <Undelivered line={line} /> : <SubscriptionDetails subscription={subscription} />}
    </>
  );
}

/** What it waits for, or why it was refused. What is wrong with the step itself stands with the steps. */
function Undelivered({ line }: { line: OrderLine }) {
  if (line.step !== null) {
    return (
      <Text size="small" className="text-ui-fg-subtle">
        Waits for: {KIND_WORDS[line.step]}
      </Text>
    );
  }
  return line.problem === null ? null : (
    <Text size="small" className="text-ui-fg-error" style={{ overflowWrap: "anywhere" }}>
      {line.problem}
    </Text>
  );
}

/** `12 seats (10 ordered)` after seats were added. */
function seats(line: OrderLine, now: number | undefined): string {
  return now === undefined || now === line.quantity
    ? counted(line.quantity, "seat")
    : `${counted(now, "seat")} (${line.quantity} ordered)`;
}
