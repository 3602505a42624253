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

const VERSION = 1;

const factsSchema = z.strictObject({
  version: z.literal(VERSION),
  billingDay: z.int().min(1).max(31).nullable(),
  lines: z.array(
    z.strictObject({
      planId: z.string(),
      quantity: z.int().positive(),
      price: z.strictObject({ unitTermPrice: z.int().nonnegative(), priceVersion: z.string() }).nullable(),
    }),
  ),
});

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
}

function readFacts({ id, facts }: Row): QuoteFacts {
  const parsed = factsSchema.safeParse(facts);
  if (!parsed.success) {
    throw new Error(`The stored facts of quote ${id} cannot be read: ${z.prettifyError(parsed.error)}`);
  }
  const { billingDay, lines } = parsed.data;
  return { billingDay, lines };
}
