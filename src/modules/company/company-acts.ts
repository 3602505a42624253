import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { type Act, JournalTable } from "../../database";

/** Who did what to companies and to the people who act for them. */
export const companyJournal = new JournalTable("csp_company_journal");

/** Journals what a person did to a company (one of its own, or of the seller's people), in the act's own transaction. */
export async function recordAct(trx: Knex, act: Omit<Act, "objectKind">): Promise<void> {
  await companyJournal.write(trx, [{ ...act, objectKind: "company" }]);
}

/** What is decided about a company, its tenant and its claim to one is decided by one transaction after another. */
export async function lockCompany(trx: Knex, companyId: string): Promise<void> {
  await trx.raw("select 1 from csp_company where id = ? for no key update", [companyId]);
}
