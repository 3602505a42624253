import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { LegalEntity, NewInvoice } from "../types";
import { toInteger } from "./numbers";

const CREDIT_NOTE_PREFIX = "CN";

/** A document's place in its series. */
export type NumberPlace = { readonly series: string; readonly sequence: number; readonly number: string };

/**
 * Takes numbers for documents, one block per series: a series is one kind of document in one calendar year of issue,
 * and its numbers run from 1 without a gap. The series' row stays locked until the transaction ends, so it is the last
 * thing taken; a rollback gives the numbers back.
 *
 * @returns places in the order of the documents.
 */
export async function takeNumbers(
  trx: Knex.Transaction,
  entity: LegalEntity,
  documents: readonly Pick<NewInvoice, "kind" | "issuedOn">[],
): Promise<NumberPlace[]> {
  const sizes = new Map<string, number>();
  for (const document of documents) {
    const series = seriesOf(entity, document);
    sizes.set(series, (sizes.get(series) ?? 0) + 1);
  }
  const next = new Map<string, number>();
  // Always in the same order, so that two workers never wait for each other's series.
  for (const series of [...sizes.keys()].sort()) {
    next.set(series, await takeBlock(trx, entity.id, series, sizes.get(series) ?? 0));
  }
  return documents.map((document) => {
    const series = seriesOf(entity, document);
    const sequence = next.get(series) ?? 0;
    next.set(series, sequence + 1);
    return { series, sequence, number: `${series}-${String(sequence).padStart(6, "0")}` };
  });
}

function seriesOf(entity: LegalEntity, { kind, issuedOn }: Pick<NewInvoice, "kind" | "issuedOn">): string {
  return `${kind === "credit_note" ? CREDIT_NOTE_PREFIX : entity.numberPrefix}-${issuedOn.slice(0, 4)}`;
}

async function takeBlock(trx: Knex.Transaction, legalEntityId: string, series: string, size: number): Promise<number> {
  const { rows } = await trx.raw<{ rows: { first: string }[] }>(
    `insert into csp_number_series as s (legal_entity_id, series, next_number) values (?, ?, 1 + ?::bigint)
     on conflict (legal_entity_id, series) do update set next_number = s.next_number + ?::bigint
     returning next_number - ?::bigint as first`,
    [legalEntityId, series, size, size, size],
  );
  return toInteger(rows[0]?.first ?? Number.NaN);
}
