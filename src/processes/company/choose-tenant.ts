import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { partnerDomains } from "../../connections/partner-domains";
import { InputError } from "../../errors/input-error";
import { partnerCenterVendor } from "../../integrations/partner-center";
import { CHECKOUT_MODULE } from "../../modules/checkout";
import { COMPANY_MODULE, type Company, type CompanyTenant } from "../../modules/company";
import { isTenantWanted, PROVISIONING_MODULE, type ProvisioningTask } from "../../modules/provisioning";
import { orderSnapshotSchema } from "../provisioning/order/order-snapshot";
import { resumeOrdersOf } from "../provisioning/resume-orders";
import { wakeTicker } from "../ticker";
import { refreshTenant } from "./refresh-tenant";
import { existingTenantDomain, newTenantDomain } from "./tenant-domain";
import { isDomainFree, relationshipUrl } from "./vendor-directory";

/** What the customer chose: a tenant to be created, or one that exists. */
export type TenantChoice =
  | { readonly kind: "new"; readonly prefix: string }
  | { readonly kind: "existing"; readonly domain: string };

/**
 * Chooses where a company's licences will live. For a new tenant the vendor is asked first, so that a taken name shows
 * before anything is paid. One that exists becomes a claim, and the answer is the same whether it is the seller's
 * customer, another company's, or nobody's. Choosing the same again asks again.
 *
 * @throws InputError naming the field; MedusaError conflict once licences were ordered for another tenant
 */
export async function chooseTenant(
  container: MedusaContainer,
  company: Company,
  choice: TenantChoice,
  by: { readonly actor: string; readonly now: Date },
): Promise<Company> {
  const companies = container.resolve(COMPANY_MODULE);
  const domain = choice.kind === "new" ? newTenantDomain(choice.prefix) : existingTenantDomain(choice.domain);
  assertNotSellers(container, domain, choice.kind === "new" ? "prefix" : "domain");
  if (company.tenant?.domain === domain && company.tenant.state === "linked") {
    return company;
  }
  if (choice.kind === "existing" && company.tenant?.kind === "existing" && company.tenant.domain === domain) {
    return askAgain(container, company, by);
  }
  await assertNothingOrdered(container, company, { kind: choice.kind, domain });
  const tenant =
    choice.kind === "new" ? await newTenant(container, company, domain) : existingTenant(container, domain);
  const result = await companies.chooseTenant(company.id, tenant, by.now, by.actor);
  if (result.outcome === "domain_taken") {
    throw nameTaken(domain);
  }
  if (result.outcome === "locked") {
    throw locked(result.tenant);
  }
  await resumeOrdersOf(container, company.id, by.now);
  wakeTicker(container);
  return companies.retrieve(company.id);
}

/** The seller's own organisation is no customer's, whoever vouches for it. */
function assertNotSellers(container: MedusaContainer, domain: string, field: string): void {
  if (partnerDomains(container).some((own) => `.${domain}`.endsWith(`.${own.toLowerCase()}`))) {
    throw InputError.of(field, `${domain} is the seller's own organisation; name your company's`);
  }
}

/** The same existing tenant once more: another code, or a look whether its owner has accepted the seller. */
async function askAgain(
  container: MedusaContainer,
  company: Company,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<Company> {
  if (company.tenant?.state !== "unproven") {
    return refreshTenant(container, company, now);
  }
  const companies = container.resolve(COMPANY_MODULE);
  const claim = await companies.claimOf(company.id);
  if (claim?.state === "open") {
    await companies.wantCode(company.id, now);
  } else {
    await companies.chooseTenant(company.id, company.tenant, now, actor);
  }
  wakeTicker(container);
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
  // A name that is taken by our own creation for this very company is the company's to choose again.
  const creation = await container.resolve(PROVISIONING_MODULE).findTenantCreation(partnerCenterVendor, company.id);
  if (creation?.domain !== domain && !(await checkDomain(container, company, domain)).available) {
    throw nameTaken(domain);
  }
  return { kind: "new", domain, state: "chosen", vendorTenantId: null, relationshipUrl: null };
}

function existingTenant(container: MedusaContainer, domain: string): CompanyTenant {
  const url = relationshipUrl(container);
  return { kind: "existing", domain, state: "unproven", vendorTenantId: null, relationshipUrl: url };
}

/**
 * A choice stands from the first payment on, unless every order made with it was refused by the vendor, or stands because
 * it was made for the tenant that is chosen now.
 */
async function assertNothingOrdered(
  container: MedusaContainer,
  company: Company,
  wanted: Pick<CompanyTenant, "kind" | "domain">,
): Promise<void> {
  if (!company.tenant) {
    return;
  }
  const checkouts = container.resolve(CHECKOUT_MODULE);
  if (await checkouts.isOrdering(company.id)) {
    throw locked(company.tenant);
  }
  const provisioning = container.resolve(PROVISIONING_MODULE);
  for (const { orderId } of await checkouts.listOrdered(company.id)) {
    const tasks = orderId === null ? [] : await provisioning.listOrderTasks(orderId);
    if (orderId !== null && !isRefused(tasks) && !waitsFor(tasks, wanted)) {
      throw locked(company.tenant);
    }
  }
}

function isRefused(tasks: readonly ProvisioningTask[]): boolean {
  return tasks.some((task) => task.state === "refused" && task.kind !== "settle_order");
}

function waitsFor(
  tasks: readonly ProvisioningTask[],
  { kind, domain }: Pick<CompanyTenant, "kind" | "domain">,
): boolean {
  const task = tasks.find(isTenantWanted);
  const promised = task === undefined ? null : orderSnapshotSchema.parse(task.payload).tenant;
  return promised?.kind === kind && promised.domain === domain;
}

function locked(tenant: CompanyTenant): MedusaError {
  const message = `Licences were ordered for ${tenant.domain}; it cannot be exchanged any more. Write to us to move them.`;
  return new MedusaError(MedusaError.Types.CONFLICT, message);
}

function nameTaken(domain: string): InputError {
  return InputError.of("prefix", `${domain} is taken; choose another name`);
}
