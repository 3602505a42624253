import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { vendorAdapter } from "../../connections/vendors";
import { addDays } from "../../domain/calendar";
import { type CommercialTerms, HistoryError, isBillingPlan, isTerm, readHistory } from "../../domain/subscription";
import { UnavailableError } from "../../errors/unavailable-error";
import { codeAndDetail } from "../../integrations/vendor-port";
import { CATALOG_MODULE } from "../../modules/catalog";
import {
  type By,
  GONE_AT_START,
  NOT_AS_ORDERED,
  NOT_CANCELLED,
  PROVISIONING_MODULE,
  type ProvisioningTask,
  standsFor,
} from "../../modules/provisioning";
import { SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { termEndsOn } from "../subscription/vendor-state";
import { wakeTicker } from "../ticker";
import { resultOf } from "./order/group-results";
import { type LineDecision, type OrderSnapshot, orderSnapshotSchema } from "./order/order-snapshot";
import { type LineReading, readLines, statedFacts } from "./order/read-lines";

type LiveReading = Extract<LineReading, { state: "live" }>;

/**
 * Takes lines that the vendor has begun otherwise than ordered as they are: its facts become the terms, and billing begins
 * with them. The decision and both sets of values are journalled together; the worker carries it out.
 *
 * @throws MedusaError not_found; not_allowed with the reason why they cannot be taken (now); UnavailableError when the
 * vendor cannot be asked
 */
export async function acceptLines(
  container: MedusaContainer,
  { taskId, by }: { readonly taskId: string; readonly by: By },
): Promise<ProvisioningTask> {
  const task = await standingTask(container, taskId);
  if (task.kind !== "await_vendor" || !standsFor(task, NOT_AS_ORDERED)) {
    throw notAllowed("Only an order that the vendor has begun otherwise than it was ordered can be accepted as it is.");
  }
  const order = orderSnapshotSchema.parse(task.payload);
  const different = (await unsettledLines(container, order, by.now)).filter(isDifferent);
  const words = different.map(({ difference }) => difference).join("; ");
  if (codeAndDetail(NOT_AS_ORDERED, words) !== task.lastError) {
    const now = words === "" ? "that it is as ordered" : words;
    throw notAllowed(`The vendor says something else by now: ${now}. Retry the step, and look at it again.`);
  }
  const decisions: LineDecision[] = [];
  for (const reading of different) {
    decisions.push(await acceptance(container, order, reading, by.now));
  }
  return decide(container, task, { action: "accept", decisions, lines: different }, by);
}

/**
 * Has lines ended that the vendor began otherwise than ordered, or that it says are gone: the worker cancels them there
 * and releases the money once the vendor says that they are over.
 *
 * @param reason for the customer, in whole sentences
 * @throws MedusaError not_allowed with the reason why they cannot be ended here, and what is to be done by hand;
 * UnavailableError when the vendor cannot be asked
 */
export async function refuseLines(
  container: MedusaContainer,
  task: ProvisioningTask,
  { reason, by }: { readonly reason: string; readonly by: By },
): Promise<ProvisioningTask> {
  if (!standsFor(task, NOT_AS_ORDERED, GONE_AT_START, NOT_CANCELLED)) {
    throw notAllowed("The vendor has accepted this order: cancel it there within its window, then retry this step.");
  }
  const order = orderSnapshotSchema.parse(task.payload);
  const readings = await unsettledLines(container, order, by.now);
  const lines = readings.filter((reading) => isDifferent(reading) || reading.state === "gone");
  if (lines.length === 0) {
    throw notAllowed("The vendor says by now that everything is as it was ordered: retry this step, and it goes on.");
  }
  for (const reading of lines.filter(isDifferent)) {
    assertWindowOpen(reading, by.now);
  }
  const decisions = lines.map(({ line }) => ({ kind: "refuse", orderLineId: line.orderLineId, reason }) as const);
  return decide(container, task, { action: "refuse", decisions, lines, reason }, by);
}

/** @throws MedusaError not_found; not_allowed when it does not stand */
export async function standingTask(container: MedusaContainer, taskId: string): Promise<ProvisioningTask> {
  const task = await container.resolve(PROVISIONING_MODULE).findTask(taskId);
  if (task === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Provisioning task ${taskId} was not found.`);
  }
  if (task.state !== "needs_attention") {
    throw notAllowed(`A task that is ${task.state} cannot be decided about; only one that stands can.`);
  }
  return task;
}

async function decide(
  container: MedusaContainer,
  task: ProvisioningTask,
  decided: {
    readonly action: "accept" | "refuse";
    readonly decisions: readonly LineDecision[];
    readonly lines: readonly LineReading[];
    readonly reason?: string;
  },
  by: By,
): Promise<ProvisioningTask> {
  const { action, decisions, lines, reason } = decided;
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const detail = { lines: lines.map(bothValues), ...(reason === undefined ? {} : { reason }) };
  if (!(await provisioning.decide(task, { action, decisions, detail }, by))) {
    throw notAllowed("The task has moved meanwhile: somebody has decided or retried it. Look at it again.");
  }
  wakeTicker(container);
  return (await provisioning.findTask(task.id)) ?? task;
}

/** What was ordered and what the vendor says, for the journal. */
function bothValues(reading: LineReading): Readonly<Record<string, unknown>> {
  const { orderLineId, skuTitle, quantity, terms } = reading.line;
  const { term, billingPlan } = terms;
  const ordered = { quantity, term, billingPlan };
  const vendor =
    reading.state === "live" ? statedFacts(reading.subscription) : reading.state === "gone" ? reading.gone.said : null;
  return { order_line_id: orderLineId, sku_title: skuTitle, ordered, vendor };
}

/** What the vendor says now of the lines that have not become subscriptions. */
async function unsettledLines(container: MedusaContainer, order: OrderSnapshot, now: Date): Promise<LineReading[]> {
  const tasks = await container.resolve(PROVISIONING_MODULE).listOrderTasks(order.orderId);
  const placed = resultOf(tasks, "place_order");
  const tenant = resultOf(tasks, "ensure_tenant");
  if (placed === null || tenant === null) {
    throw notAllowed("The order was never placed at the vendor.");
  }
  const { vendorTenantId } = tenant;
  const outcome = await readLines(vendorAdapter(container, order.vendor), {
    order,
    placed: placed.orders,
    vendorTenantId,
    now,
  });
  if (outcome.kind !== "done") {
    throw new UnavailableError(
      `The vendor could not be asked about the order, so nothing was decided: ${outcome.detail}`,
    );
  }
  const known = await container.resolve(SUBSCRIPTION_MODULE).list({ orderId: order.orderId });
  return outcome.value.filter(({ line }) => !known.some((one) => one.orderLineId === line.orderLineId));
}

const isDifferent = (reading: LineReading): reading is LiveReading & { readonly difference: string } =>
  reading.state === "live" && reading.difference !== null;

/** @throws MedusaError not_allowed when billing could not begin with the vendor's facts */
async function acceptance(
  container: MedusaContainer,
  order: OrderSnapshot,
  { line, subscription }: LiveReading,
  now: Date,
): Promise<LineDecision> {
  if (subscription.quantity > line.quantity) {
    throw notAllowed(
      `${line.quantity} seats of ${line.skuTitle} were ordered and the vendor has ${subscription.quantity}: nobody agreed to pay for more. Take seats back there and retry the step, or refuse it.`,
    );
  }
  const today = now.toISOString().slice(0, 10);
  if (subscription.startedOn > today) {
    throw notAllowed(`${line.skuTitle} begins on ${subscription.startedOn}: it can be accepted from that day on.`);
  }
  const { planId, terms } = await agreedTerms(container, order, { line, subscription, now });
  const { startedOn: on, quantity } = subscription;
  try {
    const ends = termEndsOn(subscription, terms.term);
    readHistory([{ type: "started", id: "accepted", sequence: 1, on, quantity, terms, termEndsOn: ends }]);
  } catch (error) {
    throw error instanceof HistoryError ? notAllowed(`It cannot be billed as it is: ${error.message}`) : error;
  }
  return { kind: "accept", orderLineId: line.orderLineId, stated: statedFacts(subscription), planId, terms };
}

/** The ordered price; for another term or billing plan, that of the plan on sale on the vendor's first day. */
async function agreedTerms(
  container: MedusaContainer,
  { market, currency }: OrderSnapshot,
  { line, subscription }: Pick<LiveReading, "line" | "subscription"> & { readonly now: Date },
): Promise<{ readonly planId: string; readonly terms: CommercialTerms }> {
  const { terms, planId, vendorProductId, vendorSkuId } = line;
  const term = subscription.term === "" ? terms.term : subscription.term;
  const billingPlan = subscription.billingPlan === "" ? terms.billingPlan : subscription.billingPlan;
  if (term === terms.term && billingPlan === terms.billingPlan) {
    return { planId, terms };
  }
  const catalog = container.resolve(CATALOG_MODULE);
  const planIds = await catalog.findPlanIds({ vendorProductId, vendorSkuId });
  const onSale = await catalog.listPlansForSale({ planIds, now: new Date(`${subscription.startedOn}T00:00:00.000Z`) });
  const plan = onSale.find(
    (one) =>
      one.term === term &&
      one.billingPlan === billingPlan &&
      one.market === market &&
      one.currency === currency &&
      one.segment === line.segment,
  );
  if (plan === undefined || !isTerm(term) || !isBillingPlan(billingPlan)) {
    throw notAllowed(
      `The vendor has ${line.skuTitle} as ${term} ${billingPlan}, for which the shop has no price on ${subscription.startedOn}: put that plan on sale and accept it then, or refuse it.`,
    );
  }
  const { unitTermPrice, priceVersion } = plan;
  const { billingDay } = terms;
  const agreed = { term, billingPlan, currency, unitTermPrice, priceVersion };
  return { planId: plan.planId, terms: billingDay === undefined ? agreed : { ...agreed, billingDay } };
}

/** @throws MedusaError not_allowed with what is to be done at the vendor by hand */
function assertWindowOpen({ line, subscription }: LiveReading, now: Date): void {
  const { cancellationAllowedUntil: until, vendorSubscriptionId: id, termEndsOn: ends } = subscription;
  if (until !== null && Date.parse(until) > now.getTime()) {
    return;
  }
  const closed = until === null ? "names no window in which it can be cancelled" : `took it back until ${until} only`;
  const term = ends === null ? "" : ` and bills you for it until ${addDays(ends, -1)}`;
  throw notAllowed(
    `Microsoft ${closed}: subscription ${id} (${line.skuTitle}) cannot be cancelled from here${term}. By hand: in Partner Center open a support request (billing, cancel a subscription) that names ${id}; when Partner Center shows it as deleted, refuse it here again. Nothing is released before. Or accept it as it is.`,
  );
}

const notAllowed = (words: string) => new MedusaError(MedusaError.Types.NOT_ALLOWED, words);
