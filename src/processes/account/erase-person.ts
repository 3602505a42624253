import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils";
import { removeCustomerAccountWorkflow } from "@medusajs/medusa/core-flows";
import { ACCESS_MODULE } from "../../modules/access";
import { COMPANY_MODULE } from "../../modules/company";
import { MAIL_MODULE } from "../../modules/mail";
import { PROVISIONING_MODULE } from "../../modules/provisioning";
import { type Obligations, obligationsOf } from "../../reads/obligations";
import { forgetCopies } from "../notify/copies";
import { findPasswordIdentity } from "./find-identity";

/**
 * Erases a person: the account, the addresses, the mails we keep copies of, the carts, and the name in the company's
 * contact. Documents that were issued and the evidence of consents stay, as the law asks (`docs/privacy.md`). Whether the
 * person may go is decided in one transaction with the going, against orders and colleagues at the same time. Every step
 * after it may be done again: whoever dies in the middle asks once more.
 *
 * @throws not_found for an unknown customer; conflict, in words, while contracts or payments need the person
 */
export async function erasePerson(
  container: MedusaContainer,
  customerId: string,
  by: { readonly actor: string; readonly now: Date },
): Promise<void> {
  const customers = container.resolve(Modules.CUSTOMER);
  const customer = await customers.retrieveCustomer(customerId, { select: ["id", "email"] });
  const companies = container.resolve(COMPANY_MODULE);
  const { companyId, addresses } = await companies.forgetPerson(
    { customerId, email: customer.email },
    by,
    async (trx, id) => {
      const words = whatBinds(await obligationsOf(trx, id));
      if (words.length > 0) {
        const { legalName } = await companies.retrieve(id, trx);
        const message = `Nobody else acts for ${legalName}, which has ${words.join(", ")}. End and settle these first.`;
        throw new MedusaError(MedusaError.Types.CONFLICT, message);
      }
    },
  );
  await endSignIns(container, customerId);
  if (companyId !== null) {
    await handContactOver(container, companyId, customer.email);
  }
  await container.resolve(PROVISIONING_MODULE).forgetAddresses(await orderIdsOf(container, customerId));
  for (const address of addresses) {
    if (!(await isSomebodyElses(container, customerId, address))) {
      await forgetMails(container, address);
    }
  }
  await forgetCarts(container, customerId);
  await forgetAddresses(container, customerId);
  await companies.finishErasure(customerId);
  await customers.updateCustomers(customerId, {
    email: `${customerId.toLowerCase()}@erased.invalid`,
    first_name: null,
    last_name: null,
    phone: null,
    company_name: null,
  });
  await removeCustomerAccountWorkflow(container).run({ input: { customerId } });
}

/**
 * What an erasure would meet as things stand now: nothing is changed, and nothing is held either.
 *
 * @throws MedusaError not_found for an unknown customer
 */
export async function whatErasureMeets(
  container: MedusaContainer,
  customerId: string,
): Promise<{
  readonly email: string;
  readonly company: { readonly id: string; readonly name: string; readonly colleagues: number } | null;
  readonly blockedBy: string[];
}> {
  const { email } = await container.resolve(Modules.CUSTOMER).retrieveCustomer(customerId, { select: ["id", "email"] });
  const companies = container.resolve(COMPANY_MODULE);
  const company = await companies.retrieveForCustomer(customerId);
  if (company === null) {
    return { email, company: null, blockedBy: [] };
  }
  const colleagues = (await companies.listMembers(company.id)).length - 1;
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  return {
    email,
    company: { id: company.id, name: company.legalName, colleagues },
    blockedBy: colleagues > 0 ? [] : whatBinds(await obligationsOf(db, company.id)),
  };
}

/** What is not over, each in words, for people who read it. Empty: nothing binds. */
function whatBinds(bound: Obligations): string[] {
  const { subscriptions, orders, invoices, payments, unbilled, credits, mails } = bound;
  return [
    count(subscriptions, "subscription that Microsoft bills for", "subscriptions that Microsoft bills for"),
    count(orders, "order under way", "orders under way"),
    count(invoices, "invoice that is not paid or not issued", "invoices that are not paid or not issued"),
    count(payments, "payment that is not settled", "payments that are not settled"),
    count(unbilled, "billing account with something left to bill", "billing accounts with something left to bill"),
    count(credits, "credit that is not used up or paid out", "credits that are not used up or paid out"),
    count(mails, "mail that has not gone out", "mails that have not gone out"),
  ].filter((words) => words !== null);
}

function count(number: number, one: string, several: string): string | null {
  return number === 0 ? null : `${number} ${number === 1 ? one : several}`;
}

/** A colleague takes the erased person's place in the contact, so that the company's mails reach somebody who acts for it. */
async function handContactOver(container: MedusaContainer, companyId: string, erased: string): Promise<void> {
  const companies = container.resolve(COMPANY_MODULE);
  const [heir] = await companies.listMembers(companyId);
  if (heir === undefined) {
    return;
  }
  const colleague = await container.resolve(Modules.CUSTOMER).retrieveCustomer(heir.customerId);
  await companies.replaceContact(companyId, erased, {
    email: colleague.email,
    firstName: colleague.first_name ?? "",
    lastName: colleague.last_name ?? "",
  });
}

/** A person may have named an address that is another account's or another company's: its mails stay. */
async function isSomebodyElses(container: MedusaContainer, customerId: string, address: string): Promise<boolean> {
  const named = await container
    .resolve(Modules.CUSTOMER)
    .listCustomers({ email: address.toLowerCase() }, { select: ["id"] });
  if (named.some(({ id }) => id !== customerId)) {
    return true;
  }
  const identity = await findPasswordIdentity(container, address);
  const signsIn =
    identity && (await container.resolve(Modules.AUTH).retrieveAuthIdentity(identity.identityId)).app_metadata;
  return (
    (signsIn !== null && signsIn?.customer_id !== customerId) ||
    (await container.resolve(COMPANY_MODULE).hasContact(address))
  );
}

async function orderIdsOf(container: MedusaContainer, customerId: string): Promise<string[]> {
  const orders = container.resolve(Modules.ORDER);
  const found = await orders.listOrders({ customer_id: customerId } as never, { select: ["id"], take: null });
  return found.map(({ id }) => id);
}

async function endSignIns(container: MedusaContainer, customerId: string): Promise<void> {
  const identities = await container
    .resolve(Modules.AUTH)
    .listAuthIdentities({ app_metadata: { customer_id: customerId } }, { select: ["id"] });
  for (const { id } of identities) {
    await container.resolve(ACCESS_MODULE).endSignIns(id);
  }
}

async function forgetMails(container: MedusaContainer, email: string): Promise<void> {
  await container.resolve(MAIL_MODULE).forget(email);
  await forgetCopies(container, { to: email });
}

/** Removes the postal addresses that a customer keeps at Medusa. */
export async function forgetAddresses(container: MedusaContainer, customerId: string): Promise<void> {
  const customers = container.resolve(Modules.CUSTOMER);
  const kept = await customers.listCustomerAddresses({ customer_id: customerId }, { select: ["id"], take: null });
  await customers.deleteCustomerAddresses(kept.map(({ id }) => id));
}

/** Removes a customer's carts that are not ordered. */
export async function forgetCarts(container: MedusaContainer, customerId: string): Promise<void> {
  const carts = container.resolve(Modules.CART);
  const open = await carts.listCarts({ customer_id: customerId, completed_at: null } as never, {
    select: ["id"],
    take: null,
  });
  await carts.deleteCarts(open.map(({ id }) => id));
}
