import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { InvoiceLine } from "../types";
import { toInteger } from "./numbers";

/** A line of another document for the same charge period. `net` in minor units of the document's currency. */
export type EarlierLine = {
  readonly invoiceId: string;
  readonly number: string | null;
  readonly issuedOn: string;
  readonly chargeKey: string;
  readonly kind: InvoiceLine["kind"];
  readonly formula: string;
  readonly net: number;
  readonly currency: string;
};

type EarlierRow = {
  invoice_id: string;
  number: string | null;
  issued_on: string;
  charge_key: string;
  kind: InvoiceLine["kind"];
  formula: string;
  net: string;
  currency: string;
  for_line: string;
};

const EARLIER = `select l.invoice_id, i.number, i.issued_on::text, l.charge_key, l.kind, l.formula, l.net, i.currency,
    mine.id as for_line
  from csp_invoice_line mine
  join csp_invoice this on this.id = mine.invoice_id
  join csp_invoice_line l on l.subscription_id = mine.subscription_id
    and l.reference_start = mine.reference_start and l.reference_end = mine.reference_end
    and l.invoice_id <> mine.invoice_id
  join csp_invoice i on i.id = l.invoice_id and i.issued_at <= this.issued_at
  where mine.invoice_id = ?
  order by i.issued_at, i.sequence, l.position`;

/** What came before and after the lines of a document on other documents. Reads only. */
export class TraceRepository {
  constructor(private readonly db: Knex) {}

  /**
   * What other documents up to then billed or gave back for the charge period of each line, by the line's id: with these
   * a seat change, a correction or a credit can be followed.
   */
  async earlierLines(invoiceId: string): Promise<ReadonlyMap<string, readonly EarlierLine[]>> {
    const { rows } = await this.db.raw<{ rows: EarlierRow[] }>(EARLIER, [invoiceId]);
    const byLine = new Map<string, EarlierLine[]>();
    for (const row of rows) {
      const known = byLine.get(row.for_line) ?? [];
      known.push({
        invoiceId: row.invoice_id,
        number: row.number,
        issuedOn: row.issued_on,
        chargeKey: row.charge_key,
        kind: row.kind,
        formula: row.formula,
        net: toInteger(row.net),
        currency: row.currency,
      });
      byLine.set(row.for_line, known);
    }
    return byLine;
  }

  /** What credit notes have given back of each line so far, net and with the sign of the line, by the line's id. */
  async creditedLines(invoiceId: string): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.db.raw<{ rows: { line_id: string; net: string }[] }>(
      `select given.credited_line_id as line_id, -sum(given.net) as net
       from csp_invoice_line line join csp_invoice_line given on given.credited_line_id = line.id
       where line.invoice_id = ? group by given.credited_line_id`,
      [invoiceId],
    );
    return new Map(rows.map((row) => [row.line_id, toInteger(row.net)]));
  }
}
