import type { Subscription } from "../state";
import type { World } from "../world";

/** Documented for the vendor's integration sandbox: customers in all, subscriptions of a customer, seats of a subscription. */
export const SANDBOX_LIMITS = { customers: 75, subscriptions: 5, seats: 25 } as const;

const isAlive = ({ status }: Subscription): boolean => status !== "deleted" && status !== "disabled";

/** What a customer has that is not over yet. */
export const liveSubscriptions = (world: World, customerId: string): Subscription[] =>
  Object.values(world.state.subscriptions).filter((one) => one.customerId === customerId && isAlive(one));

/** The seats that a customer has of a product in all its subscriptions. */
export const seatsHeld = (world: World, customerId: string, offer: { productId: string; skuId: string }): number =>
  liveSubscriptions(world, customerId)
    .filter(({ productId, skuId }) => productId === offer.productId && skuId === offer.skuId)
    .reduce((seats, { quantity }) => seats + quantity, 0);
