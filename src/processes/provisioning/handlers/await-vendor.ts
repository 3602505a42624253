import { countsAgainAt, isStable, type Sighting, seenAgain } from "../../../domain/subscription";
import {
  allRefused,
  codeAndDetail,
  done,
  needsAttention,
  pending,
  type RefusedLine,
  type VendorFailure,
  type VendorOutcome,
  type VendorSubscription,
} from "../../../integrations/vendor-port";
import { COMPANY_MODULE } from "../../../modules/company";
import { GONE_AT_START, NOT_AS_ORDERED, NOT_CANCELLED, REFUSED_BY_SELLER } from "../../../modules/provisioning";
import { SUBSCRIPTION_MODULE } from "../../../modules/subscription";
import { nextSyncAt } from "../../subscription/next-sync";
import { termEndsOn, vendorState } from "../../subscription/vendor-state";
import { resultOf } from "../order/group-results";
import {
  type AwaitedResult,
  type LineDecision,
  lineDecisionsSchema,
  lineSightingsSchema,
  type OrderSnapshotLine,
} from "../order/order-snapshot";
import { type LineReading, readLines, statedFacts } from "../order/read-lines";
import { type TaskContext, tenantOf } from "./context";

/** What became of a line at this reading. */
type LineEnd =
  | { readonly kind: "live"; readonly subscriptionId: string }
  | { readonly kind: "refused"; readonly refused: RefusedLine }
  /** `again`: when one more reading counts; null for as soon as the vendor may have got on. */
  | { readonly kind: "waits"; readonly detail: string; readonly again: Date | null }
  | { readonly kind: "stands"; readonly code: string; readonly detail: string };

/**
 * Watches the vendor's orders until every line is live or refused. A line that goes live becomes a subscription at once,
 * with the vendor's dates; doing so again changes nothing. What the vendor says against the order (that a line is gone, or
 * began otherwise) counts only when it has said so again and again for an hour; until then the money stays where it is.
 */
export async function awaitVendorTask(context: TaskContext): Promise<VendorOutcome<AwaitedResult>> {
  const { adapter, now, order, provisioning, task } = context;
  const placed = resultOf(await provisioning.listOrderTasks(order.orderId), "place_order");
  if (placed === null) {
    throw new Error(`Order ${order.orderId} was never placed at the vendor.`);
  }
  const vendorTenantId = await tenantOf(context);
  const outcome = await readLines(adapter, { order, placed: placed.orders, vendorTenantId, now });
  if (outcome.kind !== "done") {
    return outcome;
  }
  const known = await knownLines(context);
  const seen = sightingsOf(context, outcome.value, known);
  if (Object.keys(seen).length > 0 || task.sightings !== null) {
    await provisioning.noteSightings(task, seen);
  }
  const ends: LineEnd[] = [];
  for (const reading of outcome.value) {
    const sighting = seen[reading.line.orderLineId] ?? null;
    ends.push(await endOfLine(context, { reading, sighting, vendorTenantId, known }));
  }
  return summed(context, ends, placed.refused);
}

/** What became a subscription before is not asked again: it may have changed since, which its own readings tell. */
async function knownLines({ container, order }: TaskContext): Promise<ReadonlyMap<string, string>> {
  const subscriptions = await container.resolve(SUBSCRIPTION_MODULE).list({ orderId: order.orderId });
  return new Map(subscriptions.map((one) => [one.orderLineId, one.id]));
}

function sightingsOf(
  { now, task }: TaskContext,
  readings: readonly LineReading[],
  known: ReadonlyMap<string, string>,
): Record<string, Sighting> {
  const before = lineSightingsSchema.parse(task.sightings);
  const seen: Record<string, Sighting> = {};
  for (const reading of readings) {
    const { orderLineId } = reading.line;
    const against =
      reading.state === "gone"
        ? ({ state: "gone", said: reading.gone.said } as const)
        : reading.state === "live" && reading.difference !== null
          ? ({ state: "other", said: reading.difference } as const)
          : null;
    if (against !== null && !known.has(orderLineId)) {
      seen[orderLineId] = seenAgain(before[orderLineId] ?? null, against, now);
    }
  }
  return seen;
}

async function endOfLine(
  context: TaskContext,
  {
    reading,
    sighting,
    vendorTenantId,
    known,
  }: {
    readonly reading: LineReading;
    readonly sighting: Sighting | null;
    readonly vendorTenantId: string;
    readonly known: ReadonlyMap<string, string>;
  },
): Promise<LineEnd> {
  const { line, vendorOrderId } = reading;
  const subscriptionId = known.get(line.orderLineId);
  if (subscriptionId !== undefined) {
    return { kind: "live", subscriptionId };
  }
  const decision = lineDecisionsSchema
    .parse(context.task.decisions)
    .findLast(({ orderLineId }) => orderLineId === line.orderLineId);
  if (reading.state === "pending") {
    return { kind: "waits", detail: "is still being worked on", again: null };
  }
  if (reading.state === "gone") {
    return endOfGone(reading.gone, sighting, decision);
  }
  const { subscription, difference } = reading;
  const live = { line, subscription, vendorTenantId, vendorOrderId };
  if (decision?.kind === "refuse") {
    return cancel(context, live, decision.reason);
  }
  if (difference === null) {
    return { kind: "live", subscriptionId: await activate(context, live) };
  }
  if (decision?.kind === "accept" && sameFacts(decision, subscription)) {
    const { planId, terms } = decision;
    return { kind: "live", subscriptionId: await activate(context, { ...live, line: { ...line, planId, terms } }) };
  }
  return sighting === null || isStable(sighting)
    ? { kind: "stands", code: NOT_AS_ORDERED, detail: difference }
    : { kind: "waits", detail: "began otherwise than ordered; it is read again", again: countsAgainAt(sighting) };
}

function endOfGone(
  { isEnd, said: _said, ...refused }: Extract<LineReading, { state: "gone" }>["gone"],
  sighting: Sighting | null,
  decision: LineDecision | undefined,
): LineEnd {
  if (sighting === null || !isStable(sighting)) {
    const again = sighting === null ? null : countsAgainAt(sighting);
    return { kind: "waits", detail: `may be gone; it is read again (${refused.detail})`, again };
  }
  if (decision?.kind === "refuse") {
    return { kind: "refused", refused: { ...refused, code: REFUSED_BY_SELLER, reason: decision.reason } };
  }
  return isEnd
    ? { kind: "refused", refused }
    : { kind: "stands", code: GONE_AT_START, detail: `${refused.detail} since ${sighting.since}, which is no end` };
}

/** Ends at the vendor what a person has refused. Only the vendor's own word that it is over gives the money back. */
async function cancel(context: TaskContext, live: LiveLine, reason: string): Promise<LineEnd> {
  const { adapter, task } = context;
  const { vendorSubscriptionId } = live.subscription;
  const asked = { vendorTenantId: live.vendorTenantId, vendorSubscriptionId, requestId: task.requestId };
  const outcome = await adapter.cancelSubscription(asked);
  switch (outcome.kind) {
    case "done": {
      const detail = `Subscription ${vendorSubscriptionId} was refused by a person and cancelled at the vendor`;
      const { orderLineId } = live.line;
      return { kind: "refused", refused: { orderLineId, code: REFUSED_BY_SELLER, reason, detail } };
    }
    case "refused":
    case "needs_attention":
      return { kind: "stands", code: NOT_CANCELLED, detail: notCancelledWords(live, outcome) };
    default:
      return { kind: "waits", detail: `is being cancelled (${outcome.detail})`, again: null };
  }
}

function notCancelledWords(
  { line, subscription }: LiveLine,
  { code, detail }: Extract<VendorFailure, { code: string }>,
): string {
  const id = subscription.vendorSubscriptionId;
  return `The vendor did not cancel subscription ${id} (${line.skuTitle}): ${codeAndDetail(code, detail)}. Have it cancelled by the vendor's support, then retry: nothing is released before the vendor says that it is deleted`;
}

function sameFacts({ stated }: Extract<LineDecision, { kind: "accept" }>, subscription: VendorSubscription): boolean {
  return JSON.stringify(stated) === JSON.stringify(statedFacts(subscription));
}

/** A line that stands holds the order back, one that waits is waited for; else every line has its end. */
function summed(
  { now, order }: TaskContext,
  ends: readonly LineEnd[],
  refusedBefore: readonly RefusedLine[],
): VendorOutcome<AwaitedResult> {
  const stands = ends.filter((end) => end.kind === "stands");
  const [first] = stands;
  if (first !== undefined) {
    const same = stands.filter(({ code }) => code === first.code);
    return needsAttention(first.code, same.map(({ detail }) => detail).join("; "));
  }
  const waits = ends.filter((end) => end.kind === "waits");
  const [wait] = waits;
  if (wait !== undefined) {
    const detail = `${waits.length} of ${order.lines.length} lines are waited for: one ${wait.detail}`;
    const soonest = waits.every(({ again }) => again !== null)
      ? Math.min(...waits.map(({ again }) => (again ?? now).getTime()))
      : null;
    return soonest === null ? pending(detail) : pending(detail, Math.max(soonest - now.getTime(), 1_000));
  }
  const refused = [...refusedBefore, ...ends.flatMap((end) => (end.kind === "refused" ? [end.refused] : []))];
  const subscriptionIds = ends.flatMap((end) => (end.kind === "live" ? [end.subscriptionId] : []));
  return subscriptionIds.length === 0 && refused.length > 0 ? allRefused(refused) : done({ subscriptionIds, refused });
}

type LiveLine = {
  readonly line: OrderSnapshotLine;
  readonly subscription: VendorSubscription;
  readonly vendorTenantId: string;
  readonly vendorOrderId: string;
};

async function activate({ adapter, container, now, order }: TaskContext, live: LiveLine): Promise<string> {
  const { line, subscription } = live;
  const company = await container.resolve(COMPANY_MODULE).retrieve(order.companyId);
  const ends = termEndsOn(subscription, line.terms.term);
  const activated = await container.resolve(SUBSCRIPTION_MODULE).activate({
    companyId: order.companyId,
    orderId: order.orderId,
    orderLineId: line.orderLineId,
    planId: line.planId,
    title: line.title,
    skuTitle: line.skuTitle,
    productId: line.productId,
    variantId: line.variantId,
    vendor: adapter.vendor,
    vendorTenantId: live.vendorTenantId,
    vendorProductId: line.vendorProductId,
    vendorSkuId: line.vendorSkuId,
    vendorOrderId: live.vendorOrderId,
    vendorSubscriptionId: subscription.vendorSubscriptionId,
    segment: line.segment,
    domain: order.tenant?.domain ?? company.tenant?.domain ?? "",
    quantity: subscription.quantity,
    terms: line.terms,
    startedOn: subscription.startedOn,
    termEndsOn: ends,
    vendorState: vendorState(subscription),
    activatedAt: now,
    nextSyncAt: nextSyncAt(ends, now),
  });
  return activated.id;
}
