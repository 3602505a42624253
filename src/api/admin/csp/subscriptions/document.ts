import { z } from "zod";
import { day, instant, oneOf } from "../../../http/document";
import { term } from "../offers/document";

export const paidPlan = oneOf(["monthly", "annual", "triennial"]);

/** A subscription as the partner's own people see it, with the ids it has at its vendor. */
export const subscription = z.strictObject({
  id: z.string(),
  order_id: z.string(),
  offer_title: z.string(),
  sku_title: z.string(),
  quantity: z.int(),
  term,
  billing_plan: paidPlan,
  status: z.enum(["active", "suspended", "cancelled", "ended"]),
  domain: z.string(),
  vendor_subscription_id: z.string(),
  started_on: day,
  term_last_on: day,
  auto_renew: z.boolean(),
  /** What happens after the last day: `extend` goes on by the month until somebody decides. */
  renewal: z.enum(["renew", "stop", "extend"]),
  /** Where the vendor's record differs from ours in a way that a person must judge. */
  problem: z.string().nullable(),
  /** Whether the vendor has it as we do, and since when that is known; see `agreementWith`. */
  agreement: z.strictObject({ state: z.enum(["wanted", "confirmed", "drifted"]), since: instant }),
  /** When the vendor was last read. */
  synced_at: instant,
});
export type Subscription = z.output<typeof subscription>;

/** `busy`: somebody else is reading it at this moment. */
export const readSubscriptionAnswer = z.strictObject({ subscription, outcome: z.enum(["read", "busy"]) });
export type ReadSubscriptionAnswer = z.output<typeof readSubscriptionAnswer>;

export const subscriptionAnswer = z.strictObject({ subscription });
export type SubscriptionAnswer = z.output<typeof subscriptionAnswer>;
