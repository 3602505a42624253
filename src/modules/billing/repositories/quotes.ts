import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { z } from "zod";
import type { QuoteFacts, StoredQuote } from "../types";

type Row = {
  id: string;
  hash: string;
  company_id: string | null;
  currency: string;
  body: unknown;
  facts: unknown;
  created_at: Date;
  expires_at: Date;
};

const VERSION = 3;

const lineSchema = z.strictObject({
  planId: z.string(),
  quantity: z.int().positive(),
  price: z.strictObject({ unitTermPrice: z.int().nonnegative(), priceVersion: z.string() }).nullable(),
});
const billingDay = z.int().min(1).max(31).nullable();
const amountSchema = z.strictObject({ amount: z.int(), currency: z.string() });
const discountSchema = z.strictObject({
  discountId: z.string(),
  name: z.string(),
  inWords: z.string(),
  numerator: z.string(),
  denominator: z.string(),
  limit: amountSchema.nullable(),
  amount: amountSchema,
});
const TREATMENTS = ["standard", "zero_rated", "exempt", "reverse_charge", "export", "outside_scope"] as const;
const rateSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  ratePercent: z.string(),
  countryCode: z.string(),
  provinceCode: z.string().nullable(),
  treatment: z.enum(TREATMENTS).optional(),
  note: z.string().nullish(),
});
const partySchema = z.strictObject({
  name: z.string(),
  addressLines: z.array(z.string()),
  countryCode: z.string(),
  taxId: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});
const taxSchema = z.strictObject({
  buyer: partySchema,
  countryCode: z.string(),
  provinceCode: z.string().nullable(),
  rates: z.array(rateSchema),
  taxPolicy: z.string(),
  chargingPolicy: z.string(),
});

const tenantSchema = z.strictObject({
  kind: z.enum(["new", "existing"]),
  domain: z.string(),
  vendorTenantId: z.string().nullable(),
});
const promisedLines = z.array(lineSchema.extend({ discounts: z.array(discountSchema) }));

/**
 * Version 1 promised prices only; tax and discounts were those of the day of the invoice. Version 2 did not say where the
 * licences were to live.
 */
const factsSchema = z.discriminatedUnion("version", [
  z.strictObject({ version: z.literal(1), billingDay, lines: z.array(lineSchema) }).transform((facts) => ({
    billingDay: facts.billingDay,
    tax: null,
    tenant: null,
    lines: facts.lines.map((line) => ({ ...line, discounts: null })),
  })),
  z
    .strictObject({ version: z.literal(2), billingDay, tax: taxSchema.nullable(), lines: promisedLines })
    .transform(({ version: _, ...facts }) => ({ ...facts, tenant: null })),
  z
    .strictObject({
      version: z.literal(VERSION),
      billingDay,
      tax: taxSchema.nullable(),
      tenant: tenantSchema.nullable(),
      lines: promisedLines,
    })
    .transform(({ version: _, ...facts }) => facts),
]);

/** Quotes as they were promised and shown. A quote is never changed; a new price makes a new quote. */
export class QuoteRepository {
  constructor(private readonly db: Knex) {}

  async store(quote: StoredQuote): Promise<void> {
    await this.db("csp_quote").insert({
      id: quote.id,
      hash: quote.hash,
      company_id: quote.companyId,
      currency: quote.currency,
      body: JSON.stringify(quote.shown),
      facts: JSON.stringify({ version: VERSION, ...quote.facts }),
      created_at: quote.createdAt,
      expires_at: quote.expiresAt,
    });
  }

  async retrieve(id: string): Promise<StoredQuote | null> {
    const row = await this.db<Row>("csp_quote").where({ id }).first();
    return row
      ? {
          id: row.id,
          hash: row.hash,
          companyId: row.company_id,
          currency: row.currency,
          facts: readFacts(row),
          shown: row.body,
          createdAt: row.created_at,
          expiresAt: row.expires_at,
        }
      : null;
  }

  async listUndecided(before: Date, limit: number): Promise<string[]> {
    const rows = await this.db("csp_quote")
      .where("expires_at", "<", before)
      .whereRaw("not kept")
      .orderBy(["expires_at", "id"])
      .limit(limit)
      .select<{ id: string }[]>("id");
    return rows.map(({ id }) => id);
  }

  async decide(ids: readonly string[], used: readonly string[]): Promise<void> {
    await this.db.transaction(async (trx) => {
      await trx("csp_quote")
        .whereRaw("id = any(?)", [[...used]])
        .update({ kept: true });
      await trx("csp_quote")
        .whereRaw("id = any(?) and not kept", [[...ids]])
        .delete();
    });
  }
}

function readFacts({ id, facts }: Row): QuoteFacts {
  const parsed = factsSchema.safeParse(facts);
  if (!parsed.success) {
    throw new Error(`The stored facts of quote ${id} cannot be read: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data as QuoteFacts;
}
