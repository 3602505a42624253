import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { withdrawClaim } from "./claim-store";

/** What stands in the place of a contact that was erased. */
const ERASED_CONTACT = { first_name: "erased", last_name: "erased", email: "erased@erased.invalid", phone: "erased" };

export type ErasedRow = { customer_id: string; company_id: string | null; addresses: string[] };

/** What becomes of a person, whatever it is, is decided by one transaction after another. */
export async function lockPerson(trx: Knex, customerId: string): Promise<void> {
  await trx.raw("select pg_advisory_xact_lock(hashtextextended('csp_person ' || ?, 0))", [customerId]);
}

type Left = { readonly companyId: string; readonly isLast: boolean; readonly addresses: readonly string[] };

/**
 * Takes a person out of the company acted for; the last one's name, address and number go from its contact too,
 * and a tenant that does not exist at the vendor is free again.
 *
 * @param refuse is asked, under the company's lock, whether the last person may go; what it throws ends the transaction
 * @returns null for a person who acts for no company
 */
export async function leaveCompany(
  trx: Knex,
  customerId: string,
  refuse: (trx: Knex, companyId: string) => Promise<void>,
): Promise<Left | null> {
  const mine = await trx("csp_company_member")
    .where({ customer_id: customerId })
    .first<{ company_id: string } | undefined>("company_id");
  if (mine === undefined) {
    return null;
  }
  const companyId = mine.company_id;
  // Waits for whoever acts for the company right now or joins it, and for a colleague's own erasure.
  const company = await trx("csp_company").where({ id: companyId }).forUpdate().first<{ email: string }>("email");
  const others = await trx("csp_company_member")
    .where({ company_id: companyId })
    .whereNot({ customer_id: customerId })
    .first();
  const isLast = others === undefined;
  if (isLast) {
    await refuse(trx, companyId);
  }
  await trx("csp_company_member").where({ company_id: companyId, customer_id: customerId }).delete();
  if (!isLast) {
    return { companyId, isLast, addresses: [] };
  }
  const shared = await trx("csp_company").whereNot({ id: companyId }).where({ email: company.email }).first("id");
  await trx("csp_company").where({ id: companyId }).update(ERASED_CONTACT);
  // What the vendor does not have is given back: a name or a claim that nobody can use keeps others from it.
  await withdrawClaim(trx, companyId);
  await trx("csp_company_tenant").where({ company_id: companyId }).whereNot({ state: "linked" }).delete();
  await trx("csp_company_tenant").where({ company_id: companyId }).update({ sealed_first_sign_in: null });
  return { companyId, isLast, addresses: shared === undefined ? [company.email] : [] };
}
