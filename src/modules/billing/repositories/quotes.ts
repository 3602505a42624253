import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { StoredQuote } from "../types";

type Row = {
  id: string;
  hash: string;
  company_id: string | null;
  currency: string;
  body: unknown;
  created_at: Date;
  expires_at: Date;
};

/** Quotes as they were shown. A quote is never changed; a new price makes a new quote. */
export class QuoteRepository {
  constructor(private readonly db: Knex) {}

  async store(quote: StoredQuote): Promise<void> {
    await this.db("csp_quote").insert({
      id: quote.id,
      hash: quote.hash,
      company_id: quote.companyId,
      currency: quote.currency,
      body: JSON.stringify(quote.body),
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
          body: row.body,
          createdAt: row.created_at,
          expiresAt: row.expires_at,
        }
      : null;
  }
}
