import { contains, type LocalDate } from "../calendar";
import type { PortfolioItem } from "./lines";

/** What a customer has on a day. */
export type Portfolio = {
  /** The item of a subscription; undefined when it is not live. */
  itemOf(subscriptionId: string, on: LocalDate): PortfolioItem | undefined;
  /** How many different products of a vendor are live. */
  productsOf(vendor: string, on: LocalDate): number;
};

/** Answers from the customer's items; items without seats are not live. Nothing is worked out before it is asked. */
export function portfolioOf(items: readonly PortfolioItem[]): Portfolio {
  let bySubscription: Map<string, PortfolioItem[]> | undefined;
  const counts = new Map<string, number>();
  const isLive = (item: PortfolioItem, on: LocalDate) => item.seats > 0 && contains(item.period, on);
  return {
    itemOf(subscriptionId, on) {
      bySubscription ??= groupBySubscription(items);
      return bySubscription.get(subscriptionId)?.find((item) => isLive(item, on));
    },
    productsOf(vendor, on) {
      const key = `${on} ${vendor}`;
      const known = counts.get(key);
      if (known !== undefined) {
        return known;
      }
      const live = items.filter((item) => item.vendor === vendor && isLive(item, on));
      const count = new Set(live.map((item) => item.productId)).size;
      counts.set(key, count);
      return count;
    },
  };
}

function groupBySubscription(items: readonly PortfolioItem[]): Map<string, PortfolioItem[]> {
  const groups = new Map<string, PortfolioItem[]>();
  for (const item of items) {
    const group = groups.get(item.subscriptionId);
    if (group === undefined) {
      groups.set(item.subscriptionId, [item]);
    } else {
      group.push(item);
    }
  }
  return groups;
}
