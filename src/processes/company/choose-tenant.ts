import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { InputError } from "../../errors/input-error";
import { CHECKOUT_MODULE } from "../../modules/checkout";
import { COMPANY_MODULE, type Company, type CompanyTenant } from "../../modules/company";
import { PROVISIONING_MODULE, type ProvisioningTask } from "../../modules/provisioning";
import { existingTenantDomain, newTenantDomain } from "./tenant-domain";
import { findTenant, isDomainFree, relationshipUrl } from "./vendor-directory";

/** What the customer chose: a tenant to be created, or one that exists. */
export type TenantChoice =
  | { readonly kind: "new"; readonly prefix: string }
  | { readonly kind: "existing"; readonly domain: string };

/**
 * Chooses where a company's licences will live. Asks the vendor first, so that a taken name or a missing relationship
 * shows before anything is paid. Choosing the same again asks again: that is how a pending relationship gets linked.
 *
 * @throws InputError naming the field; MedusaError conflict once licences were ordered for another tenant
 */
export async function chooseTenant(
  container: MedusaContainer,
  company: Company,
  choice: TenantChoice,
  now: Date,
): Promise<Company> {
  const companies = container.resolve(COMPANY_MODULE);
  const domain = choice.kind === "new" ? newTenantDomain(choice.prefix) : existingTenantDomain(choice.domain);
  if (company.tenant?.domain === domain && company.tenant.state === "linked") {
    return company;
  }
  await assertNothingOrdered(container, company);
  const tenant =
    choice.kind === "new" ? await newTenant(container, company, domain) : await existingTenant(container, domain);
  const result = await companies.chooseTenant(company.id, tenant, now);
  if (result.outcome === "domain_taken") {
    throw nameTaken(domain);
  }
  if (result.outcome === "locked") {
    throw locked(result.tenant);
  }
  return companies.retrieve(company.id);
}

/** Tells whether a name is free, at the vendor and among the names other companies of this shop have chosen. */
export async function checkDomain(
  container: MedusaContainer,
  company: Company | null,
  prefix: string,
): Promise<{ domain: string; available: boolean }> {
  const domain = newTenantDomain(prefix);
  const companies = container.resolve(COMPANY_MODULE);
  const reserved = await companies.isDomainReserved(domain, company?.id ?? "");
  return { domain, available: !reserved && (await isDomainFree(container, domain)) };
}

async function newTenant(container: MedusaContainer, company: Company, domain: string): Promise<CompanyTenant> {
  const { available } = await checkDomain(container, company, domain);
  if (!available) {
    throw nameTaken(domain);
  }
  return { kind: "new", domain, state: "chosen", vendorTenantId: null, relationshipUrl: null };
}

async function existingTenant(container: MedusaContainer, domain: string): Promise<CompanyTenant> {
  const known = await findTenant(container, domain);
  if (known?.isOurs) {
    const { vendorTenantId } = known;
    return { kind: "existing", domain, state: "linked", vendorTenantId, relationshipUrl: null };
  }
  const url = relationshipUrl(container);
  return { kind: "existing", domain, state: "pending_relationship", vendorTenantId: null, relationshipUrl: url };
}

/** A choice stands from the first payment on, unless every order made with it was refused by the vendor. */
async function assertNothingOrdered(container: MedusaContainer, company: Company): Promise<void> {
  if (!company.tenant) {
    return;
  }
  const checkouts = container.resolve(CHECKOUT_MODULE);
  if (await checkouts.isOrdering(company.id)) {
    throw locked(company.tenant);
  }
  const provisioning = container.resolve(PROVISIONING_MODULE);
  for (const { orderId } of await checkouts.listOrdered(company.id)) {
    if (orderId && !isRefused(await provisioning.listOrderTasks(orderId))) {
      throw locked(company.tenant);
    }
  }
}

function isRefused(tasks: readonly ProvisioningTask[]): boolean {
  return tasks.some((task) => task.state === "refused" && task.kind !== "settle_order");
}

function locked(tenant: CompanyTenant): MedusaError {
  const message = `Licences were ordered for ${tenant.domain}; it cannot be exchanged any more. Write to us to move them.`;
  return new MedusaError(MedusaError.Types.CONFLICT, message);
}

function nameTaken(domain: string): InputError {
  return InputError.of("prefix", `${domain} is taken; choose another name`);
}
