import type { BillableSubscription } from "../../../modules/subscription";

/** An order of which nothing can be billed or released yet: the vendor's readings say that its licences are not there. */
export class SubscriptionHeldError extends Error {
  constructor({ id, skuTitle }: Pick<BillableSubscription, "id" | "skuTitle">) {
    super(`Billing of ${skuTitle} (${id}) holds until the vendor agrees with our books again, or a person decides.`);
    this.name = "SubscriptionHeldError";
  }
}
