import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { MedusaError } from "@medusajs/framework/utils";
import { withdrawClaim } from "./claim-store";
import { companyJournal, lockCompany } from "./company-acts";
import { ERASED_CONTACT } from "./erased-contact";
import type { ForgottenPerson } from "./types";

type ErasedRow = { customer_id: string; company_id: string | null; addresses: string[] };

/** What becomes of a person, whatever it is, is decided by one transaction after another. */
export async function lockPerson(trx: Knex, customerId: string): Promise<void> {
  await trx.raw("select pg_advisory_xact_lock(hashtextextended('csp_person ' || ?, 0))", [customerId]);
}

/**
 * Lets a person act for a company: `act` writes in a transaction during which nobody is erased from the company, so
 * that an act is either seen by the erasure or comes too late. Of two acts for one company the second sees what the first
 * has written.
 *
 * @throws MedusaError not_allowed when the person does not act for the company any more
 */
export async function asMember<T>(
  db: Knex,
  companyId: string,
  customerId: string,
  act: (trx: Knex) => Promise<T>,
): Promise<T> {
  return db.transaction(async (trx) => {
    await lockCompany(trx, companyId);
    const member = await trx("csp_company_member").where({ company_id: companyId, customer_id: customerId }).first();
    if (member === undefined) {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "You do not act for this company any more.");
    }
    return act(trx);
  });
}

/**
 * Removes a person from a company, notes that the person was erased, and journals who did it, in one transaction. The
 * last one's name, address and number go from the company's contact too; its name and postal address stay, which its
 * invoices were made out to. Consents stay: they are evidence of the contract. Of two last persons that are erased at
 * once, the second is seen as the last one. Done again it changes nothing.
 *
 * @param refuse is asked, under the lock, whether the last person may go; what it throws stops the erasure
 * @returns the addresses that were the person's alone, which others may still keep copies of
 */
export async function forgetPerson(
  db: Knex,
  person: { readonly customerId: string; readonly email: string },
  by: { readonly actor: string; readonly now: Date },
  refuse: (trx: Knex, companyId: string) => Promise<void>,
): Promise<ForgottenPerson> {
  const { customerId, email } = person;
  return db.transaction(async (trx) => {
    await lockPerson(trx, customerId);
    const before = await trx("csp_erased_person").where({ customer_id: customerId }).first<ErasedRow | undefined>();
    if (before !== undefined) {
      return { companyId: before.company_id, addresses: before.addresses };
    }
    const left = await leaveCompany(trx, customerId, refuse);
    const addresses = [...new Set([email, ...(left?.addresses ?? [])])];
    const companyId = left?.companyId ?? null;
    const row = { customer_id: customerId, company_id: companyId, erased_by: by.actor, erased_at: by.now, addresses };
    await trx("csp_erased_person").insert(row);
    const act = { at: by.now, actor: by.actor, action: "erase_person", objectKind: "customer", objectId: customerId };
    await companyJournal.write(trx, [{ ...act, detail: { company_id: companyId, last: left?.isLast ?? false } }]);
    return { companyId, addresses };
  });
}

/**
 * Takes a person out of the company acted for, without erasing them: they may make another one. The last one's contact
 * goes too. `mayLeave` is asked under the lock that an order waits for.
 *
 * @returns null when the person acts for none, or may not leave: nothing is changed then
 */
export async function leave(
  db: Knex,
  customerId: string,
  mayLeave: (trx: Knex, companyId: string) => Promise<boolean>,
): Promise<{ readonly companyId: string; readonly isLast: boolean } | null> {
  return db.transaction(async (trx) => {
    await lockPerson(trx, customerId);
    const [mine] = await trx("csp_company_member").where({ customer_id: customerId }).select("company_id");
    if (mine === undefined) {
      return null;
    }
    await trx("csp_company").where({ id: mine.company_id }).forUpdate().first("id");
    const isFree = await mayLeave(trx, mine.company_id);
    return isFree ? leaveCompany(trx, customerId, async () => undefined) : null;
  });
}

/** Notes that nothing is left to look for of an erased person. */
export async function finishErasure(db: Knex, customerId: string): Promise<void> {
  await db("csp_erased_person").where({ customer_id: customerId }).update({ addresses: [] });
}

/** Puts a colleague in the place of a contact that was erased; the company's telephone number stays. */
export async function replaceContact(
  db: Knex,
  companyId: string,
  erased: string,
  contact: { readonly email: string; readonly firstName: string; readonly lastName: string },
): Promise<void> {
  await db("csp_company")
    .where({ id: companyId })
    .whereRaw("lower(email) = lower(?)", [erased])
    .update({ email: contact.email, first_name: contact.firstName, last_name: contact.lastName });
}

/** Whether the person was erased; asked under `lockPerson` it stays so. */
export async function wasErased(trx: Knex, customerId: string): Promise<boolean> {
  return (await trx("csp_erased_person").where({ customer_id: customerId }).first()) !== undefined;
}

type Left = { readonly companyId: string; readonly isLast: boolean; readonly addresses: readonly string[] };

/**
 * Takes a person out of the company acted for; the last one's name, address and number go from its contact too,
 * and a tenant that does not exist at the vendor is free again.
 *
 * @param refuse is asked, under the company's lock, whether the last person may go; what it throws ends the transaction
 * @returns null for a person who acts for no company
 */
async function leaveCompany(
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
