import { z } from "zod";
import { day, instant, money } from "../../../http/document";
import { billingPlan, chargePeriod, term } from "../document";

/** What happens when a term runs out; `extend` goes on by the month, at another price, until it is cancelled. */
export const endOutcome = z.enum(["renew", "stop", "extend"]);

/**
 * What comes after the term costs, net and before discounts. `known`: by the price list that is known for its first day;
 * `no_price`: there is none for that day, and the figures are at the price of the running term; `extended`: at the vendor's own
 * price for service by the month (`each_charge` null: no price sheet has named one; `price_known` false: it is today's); `nothing`: it stops.
 */
export const renewalCharges = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("nothing") }),
  z.strictObject({ kind: z.literal("extended"), each_charge: money.nullable(), price_known: z.boolean() }),
  z.strictObject({
    kind: z.enum(["known", "no_price"]),
    period: chargePeriod,
    /** Shorter than the others where it runs up to the company's billing day. */
    first_charge: money,
    each_charge: money,
    whole_term: money,
  }),
]);

/** The end of a running term. */
export const renewal = z.strictObject({
  subscription_id: z.string(),
  sku_title: z.string(),
  quantity: z.int(),
  status: z.enum(["active", "suspended", "cancelled", "ended"]),
  term,
  billing_plan: billingPlan,
  term_last_on: day,
  /** The first day after the term. */
  next_on: day,
  /** From the vendor's day (UTC) to `next_on`; not positive while it waits for its renewal. */
  days_left: z.int(),
  /** What is planned, and with how many seats it is renewed; null where it is not. */
  outcome: endOutcome,
  next_quantity: z.int().nullable(),
  /** `record`: somebody at the vendor; `nobody`: the vendor does it by itself. */
  chosen_by: z.enum(["company", "seller", "record", "nobody"]),
  /** What the vendor's record says now, and when it was last seen to be what is planned; null: it is being written there. */
  on_record: endOutcome,
  vendor_confirmed_at: instant.nullable(),
  /** When the company confirmed what is planned now; null: it has not. */
  confirmed_at: instant.nullable(),
  changeable_until_at: instant,
  /** Whether something else can be chosen, or what is planned be confirmed, now. */
  is_open: z.boolean(),
  is_changing: z.boolean(),
  charges: renewalCharges,
});

export const renewalListAnswer = z.strictObject({ renewals: z.array(renewal) });
export const renewalAnswer = z.strictObject({ renewal });

export type Renewal = z.output<typeof renewal>;
export type RenewalListAnswer = z.output<typeof renewalListAnswer>;
export type RenewalAnswer = z.output<typeof renewalAnswer>;
