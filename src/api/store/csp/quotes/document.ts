import { z } from "zod";
import { day, instant, money, span } from "../../../http/document";
import { billingPlan, chargePeriod, term } from "../document";

/** Amounts of a line are net, after discounts. */
export const quoteLine = z.strictObject({
  plan_id: z.string(),
  variant_id: z.string(),
  handle: z.string(),
  offer_title: z.string(),
  sku_title: z.string(),
  term,
  billing_plan: billingPlan,
  quantity: z.int().positive(),
  /** One seat, one charge. */
  unit_price: money,
  due_now: money,
  /** What was taken off `due_now`, and by which discounts, in words. */
  discount: money,
  discounts: z.array(z.string()),
  /** The charges that follow. */
  each_period: money,
  period: chargePeriod,
  charge_count: z.int().positive(),
  whole_term: money,
  first_period: span,
  term_last_on: day,
  /** Until then seats can be given back. */
  return_until_at: instant,
  formula: z.string(),
});

const net = z.strictObject({ net: money });

export const quote = z.strictObject({
  id: z.string(),
  /** Handed back when ordering: it names the price that was shown and until when it is promised. */
  hash: z.string(),
  created_at: instant,
  expires_at: instant,
  currency: z.string(),
  /** The account's day of the month for all charges; null: each subscription has its own. */
  billing_day: z.int().min(1).max(31).nullable(),
  /** Where the licences would live; null for a visitor, and while the company has chosen nothing. */
  tenant: z.strictObject({ kind: z.enum(["new", "existing"]), domain: z.string() }).nullable(),
  lines: z.array(quoteLine),
  totals: z.strictObject({
    due_now: z.strictObject({ net: money, tax: money, gross: money }),
    each_month: net,
    each_year: net,
    whole_term: net,
  }),
  tax: z.strictObject({
    /** `not_yet_known`: the visitor has no company, and tax is zero so far. */
    status: z.enum(["included", "not_yet_known"]),
    rates: z.array(z.strictObject({ name: z.string(), rate_percent: z.string() })),
  }),
  price_versions: z.array(z.string()),
});

export const quoteAnswer = z.strictObject({ quote });

export type QuoteLine = z.output<typeof quoteLine>;
export type Quote = z.output<typeof quote>;
export type QuoteAnswer = z.output<typeof quoteAnswer>;
