import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { categoryOf } from "../category";
import { handleOf } from "../handle";
import { seatLimits } from "../seat-limits";
import { PARTNER_CENTER, type PriceSheetLine } from "../types";

/** Columns of the staging table, in the order in which rows are written. */
const COLUMNS = `line, product_id, sku_id, segment, term, billing_plan, market, currency, cost, list, vendor_from, vendor_to,
  is_deleted, is_trial, product_title, publisher, category, handle, sku_title, sku_description, min_quantity, max_quantity`;

/**
 * Exists for one transaction on one connection, without a write-ahead log. Texts stand in the first row of their
 * product or SKU only. An id follows from the vendor's keys, so that a row finds its plan without a search, the same
 * plan has the same id in every database, and the id's own index keeps the keys unique.
 */
const CREATE = `create temporary table csp_sheet_stage (
  line integer, product_id text collate "C", sku_id text collate "C", segment text, term text, billing_plan text,
  market text, currency text, cost numeric(20,6), list numeric(20,6), vendor_from timestamptz, vendor_to timestamptz,
  is_deleted boolean, is_trial boolean, product_title text, publisher text, category text, handle text,
  sku_title text, sku_description text, min_quantity integer, max_quantity integer,
  offer_id text collate "C" generated always as ('coff_' || left(md5('${PARTNER_CENTER}:' || product_id), 24)) stored,
  own_sku_id text collate "C" generated always as (
    'csku_' || left(md5('${PARTNER_CENTER}:' || product_id || ':' || sku_id || ':' || segment), 24)) stored,
  plan_id text collate "C" generated always as (
    'cplan_' || left(md5('${PARTNER_CENTER}:' || product_id || ':' || sku_id || ':' || segment || ':' || term || ':'
      || billing_plan || ':' || market || ':' || currency), 24)) stored
) on commit drop`;

/**
 * Copies rows into the staging table of this transaction, as fast as the database takes them. Memory holds one batch
 * of rows and the ids of the products and SKUs seen.
 *
 * @returns the number of rows
 */
export async function stageRows(
  trx: Knex.Transaction,
  batches: AsyncIterable<readonly PriceSheetLine[]>,
): Promise<number> {
  await trx.raw(CREATE);
  // The transaction's own connection: COPY needs the driver below knex.
  const connection = (await trx.client.acquireConnection()) as ClientBase;
  const copy = connection.query(copyFrom(`copy csp_sheet_stage (${COLUMNS}) from stdin`));
  const encoder = new RowEncoder();
  let rows = 0;
  try {
    for await (const batch of batches) {
      let text = "";
      for (const line of batch) {
        text += encoder.encode(line);
      }
      rows += batch.length;
      if (!copy.write(text)) {
        await once(copy, "drain");
      }
    }
  } catch (error) {
    // An open COPY would leave the connection unusable; ending it as failed lets the transaction roll back.
    copy.destroy(error instanceof Error ? error : new Error(String(error)));
    await finished(copy).catch(() => undefined);
    throw error;
  }
  copy.end();
  await finished(copy);
  return rows;
}

/** Writes rows as COPY's text format wants them: tabs between values, `\N` for none. */
class RowEncoder {
  private readonly products = new Set<string>();
  private readonly skus = new Set<string>();

  encode(line: PriceSheetLine): string {
    // Ids, enumerations, numbers and dates were validated: they hold nothing that COPY would read as an escape.
    return `${line.line}\t${line.productId}\t${line.skuId}\t${line.segment}\t${line.term}\t${line.billingPlan}\t${line.market}\t${
      line.currency
    }\t${line.unitPrice}\t${line.listPrice}\t${line.effectiveFrom}\t${line.effectiveTo ?? "\\N"}\t${line.isDeleted}\t${
      line.isTrial
    }\t${this.offerTexts(line)}\t${this.skuTexts(line)}\n`;
  }

  private offerTexts({ productId, productTitle, publisher }: PriceSheetLine): string {
    if (this.products.has(productId)) {
      return "\\N\t\\N\t\\N\t\\N";
    }
    this.products.add(productId);
    return `${copyText(productTitle)}\t${copyText(publisher)}\t${categoryOf(productTitle)}\t${handleOf(productTitle)}`;
  }

  private skuTexts({ productId, productTitle, skuId, skuTitle, skuDescription, segment }: PriceSheetLine): string {
    const key = productId + skuId + segment;
    if (this.skus.has(key)) {
      return "\\N\t\\N\t\\N\t\\N";
    }
    this.skus.add(key);
    const { min, max } = seatLimits(productId, productTitle, skuTitle);
    return `${copyText(skuTitle)}\t${copyText(skuDescription)}\t${min}\t${max}`;
  }
}

const SPECIAL = /[\\\t\n\r\v\f\b]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\v": "\\v",
  "\f": "\\f",
  "\b": "\\b",
};

/** Zero bytes cannot be stored in PostgreSQL text and are left out. */
function copyText(text: string): string {
  return text.replaceAll("\0", "").replaceAll(SPECIAL, (letter) => ESCAPES[letter] ?? letter);
}
