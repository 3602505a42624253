import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { InputError } from "../../errors/input-error";
import { COMPANY_MODULE, type Company, type CompanyAddress } from "../../modules/company";
import { type By, isAddressRefused, PROVISIONING_MODULE } from "../../modules/provisioning";
import { wakeTicker } from "../ticker";

/**
 * Takes a corrected address for an order whose tenant the vendor would not create, and lets the order go on. The address
 * is written first: should the process die before the order goes on, the customer sends it again.
 *
 * @param orderId null: there is no order yet
 * @throws MedusaError not_allowed when the order does not wait for an address; InputError for another country, whose
 * price and tax the customer did not agree to
 */
export async function correctAddress(
  container: MedusaContainer,
  input: {
    readonly company: Company;
    readonly orderId: string | null;
    readonly address: CompanyAddress;
    readonly by: By;
    /** Journals the change in its own transaction. */
    readonly journal: (change: { readonly before: Company; readonly after: Company }, trx: Knex) => Promise<void>;
  },
): Promise<Company> {
  const { company, orderId, address, by, journal } = input;
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const tasks = orderId === null ? [] : await provisioning.listOrderTasks(orderId);
  const task = tasks.find(isAddressRefused);
  if (task === undefined) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "This order does not wait for another address.");
  }
  if (address.countryCode !== company.address.countryCode) {
    const message = "cannot be another one for this order, whose price and tax belong to the one you chose";
    throw InputError.of("address.country_code", message);
  }
  const companies = container.resolve(COMPANY_MODULE);
  const changed = await companies.asMember(company.id, by.actor, async (trx) => {
    const before = await companies.retrieve(company.id, trx);
    const after = await companies.update(company.id, { ...before, address }, by.now, trx);
    await journal({ before, after }, trx);
    return after;
  });
  await provisioning.retry(task.id, by);
  wakeTicker(container);
  return changed;
}
