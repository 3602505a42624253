import { z } from "zod";
import { day, id, money, named, whole } from "../../../http/document";

const MOST_IDS = 500;
const PERCENT = 'must be a percentage written as "2.5"';
const AMOUNT = 'must be an amount written as "10.00"';
const CURRENCY = "must be an ISO code in capitals, such as USD";
const DAY = "must be a day that exists, as YYYY-MM-DD";

const ids = (what: string) =>
  z
    .array(id, `must be a list of ${what}`)
    .min(1, `must name at least one of the ${what}`)
    .max(MOST_IDS, `must name at most ${MOST_IDS} ${what}`);

/** A day that the calendar has; the years before 1000 are refused as slips. */
const dayAsked = z.iso.date(DAY).refine((text) => text >= "1000", DAY);

const percentage = z.strictObject({
  kind: z.literal("percentage"),
  percent: z.string(PERCENT).regex(/^\d{1,3}(\.\d{1,4})?$/, PERCENT),
});
const per = z.enum(["line", "invoice"], "must be line or invoice");

const valueAsked = z.discriminatedUnion(
  "kind",
  [
    percentage,
    z.strictObject({
      kind: z.literal("amount"),
      amount: z.strictObject({
        amount: z.string(AMOUNT).regex(/^\d{1,13}(\.\d{1,4})?$/, AMOUNT),
        currency: z.string("must be an ISO code").regex(/^[A-Z]{3}$/, CURRENCY),
      }),
      per,
    }),
  ],
  "must be of the kind percentage or amount",
);

const everything = z.strictObject({ kind: z.literal("all") });
const vendorsProducts = z.strictObject({ kind: z.literal("vendor"), vendor: id });

const scopeAsked = z.discriminatedUnion(
  "kind",
  [
    everything,
    vendorsProducts,
    z.strictObject({ kind: z.literal("products"), product_ids: ids("products") }),
    z.strictObject({ kind: z.literal("plans"), plan_ids: ids("plans") }),
    z.strictObject({ kind: z.literal("subscriptions"), subscription_ids: ids("subscriptions") }),
  ],
  "must be of the kind all, vendor, products, plans or subscriptions",
);

const condition = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("none") }),
    z.strictObject({ kind: z.literal("vendor_mix"), vendor: id, products: whole(1, 10_000) }),
    z.strictObject({ kind: z.literal("seats"), at_least: whole(1, 1_000_000) }),
  ],
  "must be of the kind none, vendor_mix or seats",
);

const customersAsked = z.discriminatedUnion(
  "kind",
  [everything, z.strictObject({ kind: z.literal("companies"), company_ids: ids("companies") })],
  "must be of the kind all or companies",
);

/** A new discount. Days are the seller's; `start_on` is included, `end_on` is not. What it counts for is named by ids. */
export const discountBody = z.strictObject({
  name: z.string("must be a name").trim().min(1, "must be a name").max(100, "must be at most 100 letters"),
  value: valueAsked,
  scope: scopeAsked.default({ kind: "all" }),
  condition: condition.default({ kind: "none" }),
  customers: customersAsked.default({ kind: "all" }),
  start_on: dayAsked,
  end_on: dayAsked.nullable().default(null),
  order: whole(0, 10_000).default(100),
  exclusive: z.boolean("must be true or false").default(false),
});
export type DiscountBody = z.output<typeof discountBody>;
/** What a form sends. */
export type NewDiscount = z.input<typeof discountBody>;

/** The first day on which a discount no longer counts; today when left out. */
export const endBody = z.strictObject({ end_on: dayAsked.optional() });

/** A discount with the names of what it counts for. */
export const discount = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(["planned", "active", "ended"]),
  value: z.discriminatedUnion("kind", [percentage, z.strictObject({ kind: z.literal("amount"), amount: money, per })]),
  scope: z.discriminatedUnion("kind", [
    everything,
    vendorsProducts,
    z.strictObject({ kind: z.literal("products"), products: z.array(named) }),
    z.strictObject({ kind: z.literal("plans"), plans: z.array(named) }),
    z.strictObject({ kind: z.literal("subscriptions"), subscriptions: z.array(named) }),
  ]),
  condition: condition,
  customers: z.discriminatedUnion("kind", [
    everything,
    z.strictObject({ kind: z.literal("companies"), companies: z.array(named) }),
  ]),
  start_on: day,
  end_on: day.nullable(),
  last_on: day.nullable(),
  /** Discounts stack in ascending order. */
  order: z.int(),
  exclusive: z.boolean(),
});
export type Discount = z.output<typeof discount>;

/** All discounts in the order they stack; the seller's day and currency. */
export const discountsAnswer = z.strictObject({
  discounts: z.array(discount),
  today: day,
  currency: z.string(),
});
export type DiscountsAnswer = z.output<typeof discountsAnswer>;

export const discountAnswer = z.strictObject({ discount: discount });
export type DiscountAnswer = z.output<typeof discountAnswer>;

/** `withdrawn`: it had not begun and is gone. */
export const endAnswer = z.strictObject({ outcome: z.enum(["ended", "withdrawn"]), discount: discount });
export type EndAnswer = z.output<typeof endAnswer>;
