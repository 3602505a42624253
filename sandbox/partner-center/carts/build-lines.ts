import { catalogItem, findTerm, offerKey, type Sku } from "../catalog/catalogue";
import { usablePromotion } from "../catalog/promotion";
import { refusal } from "../errors";
import type { CartLine, Customer } from "../state";
import { allowedTermEnds } from "../subscriptions/custom-term-ends";
import { liveSubscriptions, SANDBOX_LIMITS, seatsHeld } from "../subscriptions/limits";
import { addDays, dayOf, lastDayOfTerm, startOfDay } from "../subscriptions/term-dates";
import type { World } from "../world";
import { type CartInput, flatLines, type LineInput } from "./cart-input";
import { type LineError, lineError } from "./line-errors";
import { pricingOf } from "./price-line";

interface Context {
  world: World;
  customer: Customer;
  lines: LineInput[];
  now: Date;
}

/** Whether the customer owns, or buys in the same cart, one of the SKUs that an add-on stands on. */
function hasBase({ world, customer, lines }: Context, sku: Sku): boolean {
  const bases = world.prerequisites[`${sku.productId}:${sku.skuId}`];
  if (!bases) {
    return true;
  }
  const owned = Object.values(world.state.subscriptions)
    .filter((one) => one.customerId === customer.id && one.status === "active")
    .map((one) => `${one.productId}:${one.skuId}`);
  const bought = lines.map((line) => line.catalogItemId.split(":").slice(0, 2).join(":"));
  return bases.some((base) => owned.includes(base) || bought.includes(base));
}

/** The seats of a SKU that the customer has, and those of the same cart. */
function seatsWanted({ world, customer, lines }: Context, sku: Sku): number {
  const inCart = lines.filter(({ catalogItemId }) => catalogItemId.startsWith(`${offerKey(sku)}:`));
  return inCart.reduce((seats, { quantity }) => seats + quantity, seatsHeld(world, customer.id, sku));
}

/** Whether the customer has ordered a trial before; what came of it may be another SKU by now. */
const hasTried = ({ world, customer }: Context, sku: Sku): boolean =>
  Object.values(world.state.orders).some(
    ({ customerId, status, lines }) =>
      customerId === customer.id &&
      status !== "cancelled" &&
      lines.some(({ offerId }) => offerId.startsWith(`${offerKey(sku)}:`)),
  );

const isOverSandboxLimits = ({ world, customer, lines }: Context, { quantity }: LineInput): boolean =>
  quantity > SANDBOX_LIMITS.seats ||
  liveSubscriptions(world, customer.id).length + lines.length > SANDBOX_LIMITS.subscriptions;

function checkLine(context: Context, line: LineInput, sku: Sku): LineError | null {
  const { world, customer, now } = context;
  const duration = line.termDuration ?? "";
  if (sku.extends !== null) {
    return lineError("10006", `${sku.title} follows a term that has ended, and cannot be bought.`);
  }
  if (!findTerm(sku, duration, line.billingCycle)) {
    return lineError("10013", `${sku.title} is not sold for ${duration || "no term"} billed ${line.billingCycle}.`);
  }
  if (line.quantity > sku.maximumQuantity) {
    return lineError("10015", `at most ${sku.maximumQuantity} seats; ${line.quantity} were asked for.`);
  }
  if (sku.isTrial && hasTried(context, sku)) {
    return lineError("10002", `${sku.title} can be tried once.`);
  }
  const [limit, wanted] = [sku.tenantSeatLimit, seatsWanted(context, sku)];
  if (limit !== null && wanted > limit) {
    return lineError(
      "10015",
      `at most ${limit} seats in all of the customer's subscriptions; it would have ${wanted}.`,
    );
  }
  if (world.state.settings.sandboxLimits && isOverSandboxLimits(context, line)) {
    return lineError(
      "10009",
      `at most ${SANDBOX_LIMITS.subscriptions} subscriptions of ${SANDBOX_LIMITS.seats} seats.`,
    );
  }
  if (!hasBase(context, sku)) {
    return lineError("400041", `${sku.title} needs its base product.`);
  }
  const qualified = customer.qualifications.some(
    (one) => one.qualification === "Education" && one.vettingStatus === "Approved",
  );
  if (sku.segment === "education" && !qualified) {
    return lineError("10006", "the customer is not qualified for education offers.");
  }
  if (line.customTermEndDate) {
    const allowed = allowedTermEnds(world, customer.id, duration, now).map((end) => end.day);
    if (sku.isTrial) {
      return lineError("10016", "a trial cannot have a custom end date.");
    }
    if (!allowed.includes(line.customTermEndDate.slice(0, 10))) {
      return lineError("10017", `${line.customTermEndDate} is not one of the allowed end dates.`);
    }
  }
  return null;
}

/** The part of a full term that a custom end date leaves, by days. */
function firstTermShare(line: LineInput, now: Date): number {
  if (!line.customTermEndDate) {
    return 1;
  }
  const start = dayOf(now);
  const after = (day: string) => startOfDay(addDays(day, 1)).getTime();
  const from = startOfDay(start).getTime();
  const full = after(lastDayOfTerm(start, line.termDuration ?? "P1M")) - from;
  return (after(line.customTermEndDate.slice(0, 10)) - from) / full;
}

function buildLine(context: Context, line: LineInput, id: number, group: (cycle: string) => string): CartLine {
  const { world, now } = context;
  const parts = catalogItem(line.catalogItemId);
  const sku = parts && world.catalogue.sku(parts.productId, parts.skuId, now);
  const built: CartLine = {
    id,
    catalogItemId: line.catalogItemId,
    ...(line.friendlyName ? { friendlyName: line.friendlyName } : {}),
    quantity: line.quantity,
    currencyCode: sku?.currency ?? "USD",
    billingCycle: line.billingCycle,
    ...(line.termDuration ? { termDuration: line.termDuration } : {}),
    ...(line.customTermEndDate ? { customTermEndDate: line.customTermEndDate } : {}),
    ...(line.renewsTo ? { renewsTo: line.renewsTo } : {}),
    ...(line.attestationAccepted === undefined ? {} : { attestationAccepted: line.attestationAccepted }),
    ...(line.participants ? { participants: line.participants } : {}),
    provisioningContext: line.provisioningContext ?? {},
    orderGroup: group(line.billingCycle),
  };
  if (!parts || !sku || parts.availabilityId !== world.catalogue.availabilityId(sku, now)) {
    return { ...built, error: lineError("10001", `${line.catalogItemId} is not in the catalogue.`) };
  }
  if (line.quantity < sku.minimumQuantity) {
    throw refusal("900275", `The quantity of cart line ${id} must be at least ${sku.minimumQuantity}.`);
  }
  const error = checkLine(context, line, sku);
  if (error) {
    return { ...built, error };
  }
  const term = findTerm(sku, line.termDuration ?? "", line.billingCycle);
  const promotion = usablePromotion(
    world.promotions,
    { ...parts, duration: line.termDuration ?? "", billingCycle: line.billingCycle, promotionId: line.promotionId },
    now,
  );
  const promotionId = line.promotionId ?? promotion?.id;
  return {
    ...built,
    ...(promotionId ? { promotionId } : {}),
    ...(term ? { pricing: pricingOf(term, line.quantity, promotion, firstTermShare(line, now)) } : {}),
  };
}

/**
 * The lines of a cart with their prices or errors. Lines of one billing cycle form one order group, so a cart can
 * become several orders.
 */
export function buildLines(world: World, customer: Customer, input: CartInput, now: Date): CartLine[] {
  const lines = flatLines(input);
  const context = { world, customer, lines, now };
  const cycles: string[] = [];
  const group = (cycle: string) => {
    if (!cycles.includes(cycle)) {
      cycles.push(cycle);
    }
    return String(cycles.indexOf(cycle));
  };
  return lines.map((line, index) => buildLine(context, line, index, group));
}
