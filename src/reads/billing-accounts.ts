import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { invoiceTransitions } from "../domain/states";
import { containing } from "./like-pattern";

export type AccountSearch = {
  /** Part of a company's name, in any case of letters. */
  readonly q?: string;
  /** Only accounts that a failure holds up, or only those that none does. */
  readonly parked?: boolean;
  readonly limit: number;
  readonly offset: number;
};

/** An account in a list: `openAmount` is what its invoices still ask for, in minor units of its currency. */
export type ListedAccount = {
  readonly id: string;
  readonly companyName: string;
  readonly openAmount: number;
};

const FROM = `from csp_billing_account a join csp_company c on c.id = a.company_id
  where (:pattern = '' or c.legal_name ilike :pattern)
    and (:parked = 'any' or (a.parked_reason is not null) = (:parked = 'yes'))`;

const OPEN = `select coalesce(sum(i.gross - i.credit_applied - i.amount_credited - i.amount_paid), 0)
  from csp_invoice i
  where i.billing_account_id = a.id and i.status in ('${invoiceTransitions.statesThatMay("pay").join("', '")}')`;

/**
 * Accounts by their companies' names, those held up first. One statement over two modules' tables: asking each module
 * for its half could not search, order and page.
 */
export async function listAccounts(
  container: MedusaContainer,
  search: AccountSearch,
): Promise<{ accounts: ListedAccount[]; count: number }> {
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const parameters = {
    pattern: search.q ? containing(search.q) : "",
    parked: search.parked === undefined ? "any" : search.parked ? "yes" : "no",
    limit: search.limit,
    offset: search.offset,
  };
  const counted = await db.raw<{ rows: { n: string }[] }>(`select count(*) as n ${FROM}`, parameters);
  const { rows } = await db.raw<{ rows: { id: string; company_name: string; open: string }[] }>(
    `select a.id, c.legal_name as company_name, (${OPEN}) as open ${FROM}
     order by a.parked_reason is null, lower(c.legal_name), a.id limit :limit offset :offset`,
    parameters,
  );
  return {
    accounts: rows.map((row) => ({ id: row.id, companyName: row.company_name, openAmount: Number(row.open) })),
    count: Number(counted.rows[0]?.n ?? 0),
  };
}

/** What the account's invoices still ask for, in minor units of its currency. */
export async function openAmountOf(container: MedusaContainer, accountId: string): Promise<number> {
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: { open: string }[] }>(
    `select (${OPEN}) as open from csp_billing_account a where a.id = ?`,
    [accountId],
  );
  return Number(rows[0]?.open ?? 0);
}
