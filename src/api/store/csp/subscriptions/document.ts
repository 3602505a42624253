import { z } from "zod";
import { day, instant, money } from "../../../http/document";
import { plannedInvoice } from "../billing/document";
import { billingPlan, chargePeriod, term } from "../document";
import { plannedLine } from "../invoices/document";

export const subscription = z.strictObject({
  id: z.string(),
  offer_title: z.string(),
  sku_title: z.string(),
  quantity: z.int(),
  term,
  billing_plan: billingPlan,
  status: z.enum(["active", "suspended", "cancelled", "ended"]),
  domain: z.string(),
  started_on: day,
  term_last_on: day,
  renews_on: day.nullable(),
  /** What happens after the last day: `extend` goes on by the month, at another price, until it is cancelled. */
  renewal: z.enum(["renew", "stop", "extend"]),
  /** The next day something falls due, and its net after discounts as they are known today. */
  next_charge: z.strictObject({ on: day, net: money }).nullable(),
  /** Every charge of the term, net, with the discounts that run today; and without any. */
  whole_term: money,
  whole_term_before_discounts: money,
  /** Until when all of it can be cancelled; null when that is over. */
  cancel_until_at: instant.nullable(),
  /** Seats that can still be given back. An hour is kept back, as what is asked for must reach the vendor in time. */
  return_windows: z.array(z.strictObject({ quantity: z.int(), until_at: instant })),
  /**
   * What the company has said about the end of the term, and when the vendor's record was last seen to be that (null: it is
   * being written); null where it never said anything. `quantity`: seats of the next term, null for as many as there are.
   */
  end_wish: z
    .strictObject({
      outcome: z.enum(["renew", "stop", "extend"]),
      quantity: z.int().nullable(),
      confirmed_at: instant.nullable(),
    })
    .nullable(),
  vendor_subscription_id: z.string(),
});

export const subscriptionListAnswer = z.strictObject({ subscriptions: z.array(subscription) });
export const subscriptionAnswer = z.strictObject({ subscription });

/** What another number of seats would cost. */
export const seatPreview = z.strictObject({
  /** Handed back by whoever confirms the change: it names the money that was shown. */
  hash: z.string(),
  subscription_id: z.string(),
  quantity: z.int(),
  current_quantity: z.int(),
  from_on: day,
  valid_until_at: instant,
  change: z.strictObject({ lines: z.array(plannedLine), net: money }),
  /** The invoice or credit note with the change on it. */
  charge: plannedInvoice.extend({ at_once: z.boolean(), on: day }),
  /** The subscription's next regular charge. */
  later: z
    .strictObject({
      period: chargePeriod,
      from_on: day,
      lines: z.array(plannedLine),
      net: money,
    })
    .nullable(),
});

export const seatPreviewAnswer = z.strictObject({ preview: seatPreview });

export type Subscription = z.output<typeof subscription>;
export type SubscriptionListAnswer = z.output<typeof subscriptionListAnswer>;
export type SubscriptionAnswer = z.output<typeof subscriptionAnswer>;
export type SeatPreview = z.output<typeof seatPreview>;
export type SeatPreviewAnswer = z.output<typeof seatPreviewAnswer>;
