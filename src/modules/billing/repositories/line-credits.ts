import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { MedusaError } from "@medusajs/framework/utils";
import type { InvoiceLine, LineCredit, NewInvoice, TaxRateRecord } from "../types";
import { copyRows } from "./copy-rows";
import type { OpenLinesQuery } from "./invoices";
import { LINE_SELECT, type LineRow, toLine } from "./line-rows";
import { toInteger } from "./numbers";

/** What a line moved of a charge; see `csp_line_credit`. */
export type StoredMove = LineCredit & {
  /** Of the line that moved it. */
  readonly key: string;
  /** Its line names one line that it gives back: a person wrote it. */
  readonly byHand: boolean;
};

/** A line that charges something, with what other lines moved of it. */
export type StoredCharge = {
  readonly line: InvoiceLine;
  readonly document: {
    readonly id: string;
    readonly currency: string;
    readonly taxPolicy: string;
    readonly taxRates: readonly TaxRateRecord[];
  };
  readonly moves: readonly StoredMove[];
};

/** An invoice that a credit note corrects. */
export type CorrectedInvoice = { readonly id: string; readonly number: string; readonly issuedOn: string };

type ChargeRow = LineRow & {
  invoice_id: string;
  currency: string;
  tax_policy: string;
  document_rates: readonly TaxRateRecord[];
};
type MoveRow = {
  charge_line_id: string;
  charge_key: string;
  by_hand: boolean;
  seats: number;
  net: string;
  tax: string;
};

const COLUMNS = ["credit_line_id", "charge_line_id", "seats", "net", "tax"] as const;
/** What takes back what was given of a charge is no charge of its own. */
const IS_CHARGE = `l.net > 0 and l.kind <> 'goodwill'
  and not exists (select from csp_line_credit own where own.credit_line_id = l.id)`;
const QUALIFIED = LINE_SELECT.split(",")
  .map((column) => `l.${column.trim()}`)
  .join(", ");

/** What of each charge was given back, and by which line. Drafts count: they are going to be issued. */
export class LineCreditRepository {
  constructor(private readonly db: Knex) {}

  /** The charges of these subscriptions' open periods, oldest first, with what was moved of them. */
  async openCharges(queries: readonly OpenLinesQuery[]): Promise<StoredCharge[]> {
    const { rows } = await this.db.raw<{ rows: ChargeRow[] }>(
      `select ${QUALIFIED}, l.invoice_id, i.currency, i.tax_policy, i.tax_rates as document_rates
       from unnest(?::text[], ?::date[]) as q(subscription_id, settled_until)
       join csp_invoice_line l on l.subscription_id = q.subscription_id and l.period_end > q.settled_until
         and ${IS_CHARGE}
       join csp_invoice i on i.id = l.invoice_id
       order by i.issued_at, i.sequence nulls last, l.id`,
      [queries.map((query) => query.subscriptionId), queries.map((query) => query.settledUntil ?? "-infinity")],
    );
    return this.withMoves(rows);
  }

  /** The charges among these lines and those that these lines moved, oldest first, with what was moved of them. */
  async chargesOf(lineIds: readonly string[]): Promise<StoredCharge[]> {
    const { rows } = await this.db.raw<{ rows: ChargeRow[] }>(
      `select ${QUALIFIED}, l.invoice_id, i.currency, i.tax_policy, i.tax_rates as document_rates
       from csp_invoice_line l join csp_invoice i on i.id = l.invoice_id
       where ${IS_CHARGE} and (l.id = any(:ids::text[])
         or l.id in (select charge_line_id from csp_line_credit where credit_line_id = any(:ids::text[])))
       order by i.issued_at, i.sequence nulls last, l.id`,
      { ids: [...lineIds] },
    );
    return this.withMoves(rows);
  }

  /** What these lines moved of which charges, by the line's id. */
  async movesOf(lineIds: readonly string[]): Promise<ReadonlyMap<string, readonly LineCredit[]>> {
    const rows = await this.db("csp_line_credit")
      .whereIn("credit_line_id", [...lineIds])
      .select<(MoveRow & { credit_line_id: string })[]>("credit_line_id", "charge_line_id", "seats", "net", "tax");
    const moves = new Map<string, LineCredit[]>();
    for (const row of rows) {
      moves.set(row.credit_line_id, [...(moves.get(row.credit_line_id) ?? []), toMove(row)]);
    }
    return moves;
  }

  /** The issued invoices whose charges a credit note gives back, oldest first. */
  async correctedBy(creditNoteId: string): Promise<CorrectedInvoice[]> {
    const { rows } = await this.db.raw<{ rows: { id: string; number: string; issued_on: string }[] }>(
      `select i.id, i.number, i.issued_on::text from csp_invoice i
       where i.number is not null and i.id <> :note and i.id in (
         select charge.invoice_id from csp_invoice_line line
         join csp_line_credit m on m.credit_line_id = line.id and m.net < 0
         join csp_invoice_line charge on charge.id = m.charge_line_id
         where line.invoice_id = :note)
       order by i.issued_at, i.sequence`,
      { note: creditNoteId },
    );
    return rows.map((row) => ({ id: row.id, number: row.number, issuedOn: row.issued_on }));
  }

  private async withMoves(rows: readonly ChargeRow[]): Promise<StoredCharge[]> {
    const moves = new Map<string, StoredMove[]>();
    if (rows.length > 0) {
      const { rows: found } = await this.db.raw<{ rows: MoveRow[] }>(
        `select m.charge_line_id, l.charge_key, l.credited_line_id is not null as by_hand, m.seats, m.net, m.tax
         from csp_line_credit m join csp_invoice_line l on l.id = m.credit_line_id
         where m.charge_line_id = any(?) order by l.id`,
        [rows.map((row) => row.id)],
      );
      for (const row of found) {
        const move = { ...toMove(row), key: row.charge_key, byHand: row.by_hand };
        moves.set(row.charge_line_id, [...(moves.get(row.charge_line_id) ?? []), move]);
      }
    }
    return rows.map((row) => ({
      line: toLine(row),
      document: {
        id: row.invoice_id,
        currency: row.currency,
        taxPolicy: row.tax_policy,
        taxRates: row.document_rates,
      },
      moves: moves.get(row.id) ?? [],
    }));
  }
}

function toMove(row: Pick<MoveRow, "charge_line_id" | "seats" | "net" | "tax">): LineCredit {
  return {
    chargeLineId: row.charge_line_id,
    seats: row.seats,
    net: toInteger(row.net),
    tax: toInteger(row.tax),
  };
}

/**
 * Writes what the documents' lines give back of which charges, and refuses when more would be given back than there was:
 * somebody else gave some of it since the documents were planned.
 *
 * @throws MedusaError conflict
 */
export async function writeLineCredits(trx: Knex.Transaction, documents: readonly NewInvoice[]): Promise<void> {
  const rows = documents.flatMap(({ lines }) =>
    lines.flatMap(({ id, givesBack }) => givesBack.map((credit) => ({ id, credit }))),
  );
  if (rows.length === 0) {
    return;
  }
  await copyRows(trx, "csp_line_credit", COLUMNS, rows, ({ id, credit }) => [
    id,
    credit.chargeLineId,
    credit.seats,
    credit.net,
    credit.tax,
  ]);
  const { rows: broken } = await trx.raw<{ rows: { id: string }[] }>(
    `select c.id from csp_invoice_line c
     join (select charge_line_id, sum(net) as net, sum(tax) as tax from csp_line_credit
           where charge_line_id = any(?) group by charge_line_id) m on m.charge_line_id = c.id
     where c.net + m.net < 0 or (c.tax >= 0 and c.tax + m.tax < 0)`,
    [[...new Set(rows.map(({ credit }) => credit.chargeLineId))]],
  );
  if (broken.length > 0) {
    throw new MedusaError(
      MedusaError.Types.CONFLICT,
      "Part of what is to be given back was given back by somebody else in the meantime; look at what is left and try again.",
    );
  }
}
