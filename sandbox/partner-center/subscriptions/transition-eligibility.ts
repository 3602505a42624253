import { offerKey, type Sku } from "../catalog/catalogue";
import type { Subscription } from "../state";
import type { World } from "../world";
import { termMonths } from "./term-dates";

export interface EligibilityError {
  code: number;
  description: string;
}

/** The SKUs a subscription can be upgraded to; out of an extended service term also the licence that it followed. There is no way down. */
export function upgradeTargets(world: World, subscription: Subscription, now: Date): Sku[] {
  const { extendedFrom } = subscription;
  const upgrades = world.upgrades[extendedFrom ?? offerKey(subscription)] ?? [];
  return [...(extendedFrom ? [extendedFrom] : []), ...upgrades].flatMap((target) => {
    const [productId = "", skuId = ""] = target.split(":");
    return world.catalogue.sku(productId, skuId, now) ?? [];
  });
}

/** Why seats cannot leave a subscription at all. */
export function sourceErrors(subscription: Subscription): EligibilityError[] {
  if (subscription.status !== "active" || subscription.isTrial) {
    return [{ code: 1, description: "The subscription is not active, or it is a trial." }];
  }
  return [];
}

/** Why seats cannot move into an existing subscription. */
export function targetErrors(source: Subscription, target: Subscription, now: Date): EligibilityError[] {
  const errors: EligibilityError[] = [];
  if (target.status !== "active") {
    errors.push({ code: 1, description: "The subscription is not active." });
  }
  if (Date.parse(target.cancellationAllowedUntil) > now.getTime()) {
    errors.push({ code: 2, description: "The subscription is in its cancellation window." });
  }
  if (termMonths(target.termDuration) < termMonths(source.termDuration)) {
    errors.push({ code: 3, description: "The term of the subscription is shorter than that of the source." });
  }
  if (target.commitmentEndsOn < source.commitmentEndsOn) {
    errors.push({ code: 4, description: "The subscription ends before the source does." });
  }
  return errors;
}

/** The customer's other subscriptions of a SKU. */
export const siblingsOf = (world: World, source: Subscription, sku: Sku): Subscription[] =>
  Object.values(world.state.subscriptions).filter(
    (one) =>
      one.customerId === source.customerId &&
      one.id !== source.id &&
      one.productId === sku.productId &&
      one.skuId === sku.skuId &&
      one.status !== "deleted",
  );
