import { z } from "zod";
import { isLocalDate } from "../../../../domain/calendar";
import { OPTION_KINDS } from "../../../../processes/billing/admin";

const MOST_IDS = 500;
const id = z.string("must be an id").min(1, "must be an id").max(200, "must be an id");
const ids = (what: string) =>
  z
    .array(id, `must be a list of ${what}`)
    .min(1, `must name at least one of the ${what}`)
    .max(MOST_IDS, `must name at most ${MOST_IDS} ${what}`);
const day = z.string("must be a day as YYYY-MM-DD").refine(isLocalDate, "must be a day that exists, as YYYY-MM-DD");
const whole = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.number(problem).int(problem).min(least, problem).max(most, problem);
};

const PERCENT = 'must be a percentage written as "2.5"';
const AMOUNT = 'must be an amount written as "10.00"';

const value = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("percentage"),
      percent: z.string(PERCENT).regex(/^\d{1,3}(\.\d{1,4})?$/, PERCENT),
    }),
    z.strictObject({
      kind: z.literal("amount"),
      amount: z.strictObject({
        amount: z.string(AMOUNT).regex(/^\d{1,13}(\.\d{1,4})?$/, AMOUNT),
        currency: z.string("must be an ISO code").regex(/^[A-Z]{3}$/, "must be an ISO code in capitals, such as USD"),
      }),
      per: z.enum(["line", "invoice"], "must be line or invoice"),
    }),
  ],
  "must be of the kind percentage or amount",
);

const scope = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("all") }),
    z.strictObject({ kind: z.literal("vendor"), vendor: id }),
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

const customers = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("all") }),
    z.strictObject({ kind: z.literal("companies"), company_ids: ids("companies") }),
  ],
  "must be of the kind all or companies",
);

/** A new discount. Days are the seller's; `start_on` is included, `end_on` is not. */
export const discountBody = z.strictObject({
  name: z.string("must be a name").trim().min(1, "must be a name").max(100, "must be at most 100 letters"),
  value,
  scope: scope.default({ kind: "all" }),
  condition: condition.default({ kind: "none" }),
  customers: customers.default({ kind: "all" }),
  start_on: day,
  end_on: day.nullable().default(null),
  order: whole(0, 10_000).default(100),
  exclusive: z.boolean("must be true or false").default(false),
});

export type DiscountBody = z.output<typeof discountBody>;

/** The first day on which it no longer counts; today when left out. */
export const endBody = z.strictObject({ end_on: day.optional() });

/** A search for what a discount can be limited to. */
export const optionsQuery = z.strictObject({
  kind: z.enum(OPTION_KINDS, `must be one of ${OPTION_KINDS.join(", ")}`),
  q: z.string("must be one text").trim().max(100, "must be at most 100 letters").default(""),
  limit: z.coerce.number("must be a whole number").int().min(1).max(100).default(20),
});
