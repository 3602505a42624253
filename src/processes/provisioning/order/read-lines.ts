import { differenceFromOrder } from "../../../domain/subscription";
import {
  done,
  type GoneLine,
  type VendorAdapter,
  type VendorOrderLine,
  type VendorOutcome,
  type VendorSubscription,
} from "../../../integrations/vendor-port";
import type { OrderSnapshot, OrderSnapshotLine, StatedFacts } from "./order-snapshot";

/** An order at the vendor with the lines of ours that it carries. */
type Placed = { readonly vendorOrderId: string; readonly orderLineIds: readonly string[] };

/** What the vendor says of one line now. `difference`: how it began otherwise than ordered, in words. */
export type LineReading = { readonly line: OrderSnapshotLine; readonly vendorOrderId: string } & (
  | { readonly state: "live"; readonly subscription: VendorSubscription; readonly difference: string | null }
  | { readonly state: "gone"; readonly gone: GoneLine }
  | { readonly state: "pending" }
);

/** Reads all lines of an order that were placed. */
export async function readLines(
  adapter: VendorAdapter,
  input: {
    readonly order: OrderSnapshot;
    readonly placed: readonly Placed[];
    readonly vendorTenantId: string;
    readonly now: Date;
  },
): Promise<VendorOutcome<readonly LineReading[]>> {
  const { order, placed, vendorTenantId, now } = input;
  const readings: LineReading[] = [];
  for (const { vendorOrderId, orderLineIds } of placed) {
    const lines = order.lines.filter((line) => orderLineIds.includes(line.orderLineId));
    const outcome = await adapter.readOrder({ vendorTenantId, vendorOrderId, lines: lines.map(vendorLine) });
    if (outcome.kind !== "done") {
      return outcome;
    }
    const live = new Map(outcome.value.live.map((one) => [one.orderLineId, one.subscription]));
    const gone = new Map(outcome.value.gone.map((one) => [one.orderLineId, one]));
    for (const line of lines) {
      const subscription = live.get(line.orderLineId);
      const lost = gone.get(line.orderLineId);
      if (subscription !== undefined) {
        const difference = differenceOf(order, line, subscription, now);
        readings.push({ line, vendorOrderId, state: "live", subscription, difference });
      } else if (lost === undefined) {
        readings.push({ line, vendorOrderId, state: "pending" });
      } else {
        readings.push({ line, vendorOrderId, state: "gone", gone: lost });
      }
    }
  }
  return done(readings);
}

function differenceOf(
  { placedAt }: OrderSnapshot,
  line: OrderSnapshotLine,
  subscription: VendorSubscription,
  now: Date,
): string | null {
  const { term, billingPlan } = line.terms;
  const ordered = { quantity: line.quantity, term, billingPlan, orderedOn: placedAt.slice(0, 10) };
  const difference = differenceFromOrder(ordered, subscription, now.toISOString().slice(0, 10));
  return difference === null
    ? null
    : `Subscription ${subscription.vendorSubscriptionId} (${line.skuTitle}) is not what was ordered: ${difference}`;
}

/** What of a vendor's statement is accepted or not. */
export function statedFacts(subscription: VendorSubscription): StatedFacts {
  const { vendorSubscriptionId, quantity, term, billingPlan, startedOn, termEndsOn } = subscription;
  return { vendorSubscriptionId, quantity, term, billingPlan, startedOn, termEndsOn };
}

export function vendorLine(line: OrderSnapshotLine): VendorOrderLine {
  return {
    orderLineId: line.orderLineId,
    vendorProductId: line.vendorProductId,
    vendorSkuId: line.vendorSkuId,
    term: line.terms.term,
    billingPlan: line.terms.billingPlan,
    segment: line.segment,
    quantity: line.quantity,
    title: line.skuTitle,
  };
}
