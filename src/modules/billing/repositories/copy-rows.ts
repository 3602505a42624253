import { finished } from "node:stream/promises";
import { setImmediate as othersTurn } from "node:timers/promises";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** A value as COPY's text format takes it; objects are written as JSON, lists of text as an array. */
export type CopyValue = string | number | boolean | null | readonly string[] | { readonly json: unknown };

const CHUNK = 256 * 1024;
const SPECIAL = /[\\\t\n\r]/g;
const NEEDS_ESCAPE = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/**
 * Writes rows with COPY inside the transaction: about half the database's work of an INSERT, which is most of what a
 * billing run costs. Constraints and triggers count as for any insert; an error leaves nothing of the transaction.
 */
export async function copyRows<Row>(
  trx: Knex.Transaction,
  table: string,
  columns: readonly string[],
  rows: Iterable<Row>,
  values: (row: Row) => readonly CopyValue[],
): Promise<void> {
  const connection = (await trx.client.acquireConnection()) as ClientBase;
  const stream = connection.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`));
  const done = finished(stream);
  let chunk = "";
  for (const row of rows) {
    chunk += encodeRow(values(row));
    if (chunk.length >= CHUNK) {
      stream.write(chunk);
      chunk = "";
      // The process answers customers as well; a big batch must not keep them waiting.
      await othersTurn();
    }
  }
  stream.end(chunk);
  await done;
}

function encodeRow(values: readonly CopyValue[]): string {
  let line = "";
  for (let index = 0; index < values.length; index += 1) {
    line += (index === 0 ? "" : "\t") + encode(values[index] ?? null);
  }
  return `${line}\n`;
}

function encode(value: CopyValue): string {
  if (value === null) {
    return "\\N";
  }
  if (typeof value === "string") {
    return escaped(value);
  }
  if (typeof value === "number" || typeof value === "boolean") {
    return String(value);
  }
  return escaped("json" in value ? JSON.stringify(value.json) : arrayLiteral(value));
}

function escaped(text: string): string {
  return NEEDS_ESCAPE.test(text) ? text.replace(SPECIAL, (character) => ESCAPES[character] ?? character) : text;
}

function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}
