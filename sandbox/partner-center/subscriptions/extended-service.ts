import type { Sku } from "../catalog/catalogue";
import type { Subscription } from "../state";
import type { World } from "../world";
import { dayOf } from "./term-dates";

/** The rule applies to terms that were bought or renewed from this day on. */
const BOUGHT_FROM = "2025-04-01";

/** From when on the instruction can be given, each announced by the vendor. */
const SETTABLE_FROM = { sandbox: "2025-11-03", production: "2026-02-16" } as const;

/** The extended service term that a subscription can go into, or stay in; null where there is none for it. */
export function extendedTermFor(world: World, subscription: Subscription, now: Date): Sku | null {
  const { productId, skuId, extendedServiceTerm, effectiveStartDate, isTrial } = subscription;
  if (extendedServiceTerm) {
    return world.catalogue.sku(productId, skuId, now);
  }
  const covered =
    world.state.settings.extendedServiceTermFrom !== null && dayOf(new Date(effectiveStartDate)) >= BOUGHT_FROM;
  return covered && !isTrial ? world.catalogue.extendedTermOf(subscription, now) : null;
}

/** Whether "extend at the end of the term" can be asked for yet. */
export const isSettable = ({ state: { settings } }: World, now: Date): boolean =>
  dayOf(now) >= SETTABLE_FROM[settings.environment];

/** Whether a term that ends with auto-renew off, and nothing else said, leads into the extended service term. */
export function extendsByItself(world: World, subscription: Subscription, now: Date): boolean {
  const from = world.state.settings.extendedServiceTermFrom;
  return from !== null && subscription.commitmentEndsOn >= from && extendedTermFor(world, subscription, now) !== null;
}
