import { z } from "zod";
import { REFUSED_BY } from "../../../domain/states";

const termsSchema = z.object({
  term: z.enum(["P1M", "P1Y", "P3Y"]),
  billingPlan: z.enum(["monthly", "annual", "triennial"]),
  currency: z.string().length(3),
  unitTermPrice: z.int().nonnegative(),
  priceVersion: z.string().min(1),
  billingDay: z.int().min(1).max(31).optional(),
});

/**
 * What an order is, taken once when it is enqueued: provisioning never looks at today's catalogue to carry out
 * yesterday's order. Amounts are integer minor units; `unitTermPrice` is one seat for the whole term.
 */
export const orderSnapshotSchema = z.object({
  orderId: z.string().min(1),
  displayId: z.string().min(1),
  companyId: z.string().min(1),
  /** The customer's address; empty when the order has none, and then the company's is used. */
  email: z.string(),
  /** Where the licences go, and nowhere else; null on orders whose quote is from before it was kept. */
  tenant: z
    .object({ kind: z.enum(["new", "existing"]), domain: z.string().min(1), vendorTenantId: z.string().nullable() })
    .nullable()
    .default(null),
  vendor: z.string().min(1),
  market: z.string().length(2),
  currency: z.string().length(3),
  /** What the card is authorised for, tax included, minor units. */
  authorisedAmount: z.int().nonnegative(),
  placedAt: z.iso.datetime(),
  /** Set when the order can never be carried out: it is refused without asking the vendor, and its money released. */
  refusal: z.object({ code: z.string(), reason: z.string(), detail: z.string() }).nullable(),
  lines: z.array(
    z.object({
      orderLineId: z.string().min(1),
      planId: z.string().min(1),
      title: z.string(),
      skuTitle: z.string(),
      productId: z.string(),
      variantId: z.string(),
      vendorProductId: z.string(),
      vendorSkuId: z.string(),
      segment: z.string(),
      quantity: z.int().positive(),
      terms: termsSchema,
    }),
  ),
});

export type OrderSnapshot = z.output<typeof orderSnapshotSchema>;
export type OrderSnapshotLine = OrderSnapshot["lines"][number];

const statedSchema = z.object({
  vendorSubscriptionId: z.string(),
  quantity: z.int(),
  term: z.string(),
  billingPlan: z.string(),
  startedOn: z.string(),
  termEndsOn: z.string().nullable(),
});

/** What a person decided about lines of an order that began otherwise than ordered; of one line, the last one counts. */
export const lineDecisionsSchema = z
  .array(
    z.discriminatedUnion("kind", [
      z.object({
        kind: z.literal("accept"),
        orderLineId: z.string(),
        /** What the vendor said when it was accepted: it counts as long as it says the same. */
        stated: statedSchema,
        planId: z.string(),
        terms: termsSchema,
      }),
      z.object({ kind: z.literal("refuse"), orderLineId: z.string(), reason: z.string() }),
    ]),
  )
  .nullable()
  .transform((list) => list ?? []);
export type LineDecision = z.output<typeof lineDecisionsSchema>[number];
export type StatedFacts = z.output<typeof statedSchema>;

/** By order line. */
export const lineSightingsSchema = z
  .record(
    z.string(),
    z.object({
      state: z.enum(["gone", "other"]),
      said: z.string(),
      since: z.iso.datetime(),
      lastAt: z.iso.datetime(),
      readings: z.int().positive(),
    }),
  )
  .nullable()
  .transform((sightings) => sightings ?? {});

export const refusedLineSchema = z.object({
  orderLineId: z.string(),
  code: z.string(),
  reason: z.string(),
  detail: z.string(),
});

/** What each task leaves behind for the ones after it and for the customer's page. */
export const taskResults = {
  refusal: z.object({
    code: z.string(),
    reason: z.string(),
    detail: z.string().default(""),
    /** Null where it was written before anybody noted it. */
    by: z.enum(REFUSED_BY).nullable().default(null),
  }),
  ensure_tenant: z.object({ vendorTenantId: z.string() }),
  attest_agreement: z.object({ alreadyAttested: z.boolean() }),
  place_order: z.object({
    orders: z.array(z.object({ vendorOrderId: z.string(), orderLineIds: z.array(z.string()) })),
    refused: z.array(refusedLineSchema),
  }),
  await_vendor: z.object({ subscriptionIds: z.array(z.string()), refused: z.array(refusedLineSchema) }),
  settle_order: z.object({ outcome: z.enum(["invoiced", "nothing_live"]), invoiceId: z.string().nullable() }),
} as const;

export type Refusal = z.output<typeof taskResults.refusal>;
export type AwaitedResult = z.output<typeof taskResults.await_vendor>;
