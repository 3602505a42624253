import type { World } from "../world";
import { type ProductKind, RULES } from "./product-kind";

/** For how long what part of the price is given back, as ISO 8601; the full refund of a licence's first day is a setting. */
export function refundsOf(
  world: World,
  kind: ProductKind,
): { fullRefund: string | null; partialRefund: string | null } {
  const { fullRefund, partialRefund } = RULES[kind];
  const isLeftOut = kind === "licence" && !world.state.settings.firstDayFullRefund;
  return { fullRefund: isLeftOut ? null : fullRefund, partialRefund };
}
