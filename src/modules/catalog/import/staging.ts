import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { categoryOf } from "../category";
import { handleOf } from "../handle";
import { seatLimits } from "../seat-limits";
import type { PriceSheetLine } from "../types";

/** Columns of the staging table, in the order in which rows are written. */
const COLUMNS = [
  "line",
  "product_id",
  "sku_id",
  "segment",
  "term",
  "billing_plan",
  "market",
  "currency",
  "cost",
  "list",
  "vendor_from",
  "vendor_to",
  "is_trial",
  "is_deleted",
  "product_title",
  "publisher",
  "category",
  "handle",
  "sku_title",
  "sku_description",
  "min_quantity",
  "max_quantity",
] as const;

/** Exists for one transaction on one connection, without a write-ahead log. Titles live in their own rows. */
const CREATE = `create temporary table csp_sheet_stage (
  line integer, product_id text collate "C", sku_id text collate "C", segment text, term text, billing_plan text, market text, currency text,
  cost numeric(20,6), list numeric(20,6), vendor_from timestamptz, vendor_to timestamptz,
  is_trial boolean, is_deleted boolean, product_title text, publisher text, category text, handle text,
  sku_title text, sku_description text, min_quantity integer, max_quantity integer
) on commit drop`;

/**
 * Copies rows into the staging table of this transaction, as fast as the database takes them: memory holds one batch.
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
  const copy = connection.query(copyFrom(`copy csp_sheet_stage (${COLUMNS.join(", ")}) from stdin`));
  const known = new OfferTexts();
  let rows = 0;
  try {
    for await (const batch of batches) {
      let text = "";
      for (const line of batch) {
        text += encode(line, known);
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

function encode(line: PriceSheetLine, known: OfferTexts): string {
  const { category, handle } = known.of(line.productTitle);
  const limits = seatLimits(line.productId, line.productTitle, line.skuTitle);
  // Ids, enumerations, numbers and dates were validated: they hold nothing that COPY would read as an escape.
  return `${line.line}\t${line.productId}\t${line.skuId}\t${line.segment}\t${line.term}\t${line.billingPlan}\t${line.market}\t${
    line.currency
  }\t${line.unitPrice}\t${line.listPrice}\t${line.effectiveFrom}\t${line.effectiveTo ?? "\\N"}\t${line.isTrial}\t${
    line.isDeleted
  }\t${copyText(line.productTitle)}\t${copyText(line.publisher)}\t${category}\t${handle}\t${copyText(line.skuTitle)}\t${copyText(
    line.skuDescription,
  )}\t${limits.min}\t${limits.max}\n`;
}

const SPECIAL = /[\\\t\n\r\v\f\b]/;
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\v": "\\v",
  "\f": "\\f",
  "\b": "\\b",
};

function copyText(text: string): string {
  // Zero bytes cannot be stored in PostgreSQL text.
  const clean = text.includes("\0") ? text.replaceAll("\0", "") : text;
  return SPECIAL.test(clean) ? clean.replaceAll(/[\\\t\n\r\v\f\b]/g, (letter) => ESCAPES[letter] ?? letter) : clean;
}

/** Category and address of a title; rows of one product follow each other, so only the last is kept. */
class OfferTexts {
  private title = "";
  private texts = { category: "", handle: "" };

  of(title: string): { category: string; handle: string } {
    if (title !== this.title) {
      this.title = title;
      this.texts = { category: categoryOf(title), handle: handleOf(title) };
    }
    return this.texts;
  }
}
