import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { CreditEntry } from "../types";
import { toInteger } from "./numbers";

type Row = {
  id: string;
  billing_account_id: string;
  kind: CreditEntry["kind"];
  invoice_id: string | null;
  amount: string;
  balance: string;
  reason: string | null;
  actor: string;
  created_at: Date;
};

/** The ledger of credit balances. It only grows; entries are written together with the document that causes them. */
export class CreditRepository {
  constructor(private readonly db: Knex) {}

  /** An account's entries, newest first. */
  async list(accountId: string, limit: number, offset: number): Promise<{ entries: CreditEntry[]; count: number }> {
    const query = this.db<Row>("csp_credit_entry").where({ billing_account_id: accountId });
    const counted = await query.clone().count({ n: "*" }).first();
    const rows = (await query
      .orderBy([
        { column: "created_at", order: "desc" },
        { column: "id", order: "desc" },
      ])
      .limit(limit)
      .offset(offset)
      .select("*")) as Row[];
    return { entries: rows.map(toEntry), count: Number(counted?.n ?? 0) };
  }
}

function toEntry(row: Row): CreditEntry {
  return {
    id: row.id,
    billingAccountId: row.billing_account_id,
    kind: row.kind,
    invoiceId: row.invoice_id,
    amount: toInteger(row.amount),
    balance: toInteger(row.balance),
    reason: row.reason,
    actor: row.actor,
    createdAt: row.created_at,
  };
}
