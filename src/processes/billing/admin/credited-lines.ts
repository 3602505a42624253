import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";

/**
 * What credit notes have given back of an invoice's lines so far, net and with the sign of the line, by the line's id.
 * Reads only.
 */
export async function creditedLines(
  container: MedusaContainer,
  invoiceId: string,
): Promise<ReadonlyMap<string, number>> {
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: { line_id: string; net: string }[] }>(
    `select given.credited_line_id as line_id, -sum(given.net) as net
     from csp_invoice_line line join csp_invoice_line given on given.credited_line_id = line.id
     where line.invoice_id = ? group by given.credited_line_id`,
    [invoiceId],
  );
  return new Map(rows.map((row) => [row.line_id, Number(row.net)]));
}
