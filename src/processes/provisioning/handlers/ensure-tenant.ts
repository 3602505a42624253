import { sealFirstSignIn } from "../../../connections/sealed-text";
import { settingsOf } from "../../../connections/settings";
import {
  done,
  needsAttention,
  refused,
  type VendorFailure,
  type VendorOutcome,
} from "../../../integrations/vendor-port";
import { COMPANY_MODULE, type Company, type CompanyTenant } from "../../../modules/company";
import type { TaskContext } from "./context";

/** A card's authorisation lapses after about seven days: an order cannot wait longer for a person elsewhere. */
const RELATIONSHIP_PATIENCE_MS = 5 * 24 * 3_600_000;

/** Makes sure that the company has a tenant at the vendor, creating it once if it chose a new one. */
export async function ensureTenantTask(context: TaskContext): Promise<VendorOutcome<{ vendorTenantId: string }>> {
  const { adapter, container, order } = context;
  const companies = container.resolve(COMPANY_MODULE);
  const company = await companies.retrieve(order.companyId);
  const { tenant } = company;
  if (tenant === null) {
    return needsAttention("no_tenant_chosen", `Company ${company.id} has ordered without choosing a tenant`);
  }
  if (tenant.state === "linked" && tenant.vendorTenantId !== null) {
    return done({ vendorTenantId: tenant.vendorTenantId });
  }
  const outcome = await askVendor(context, company, tenant);
  if (outcome.kind !== "done") {
    return withPatience(outcome, context, tenant);
  }
  const { vendorTenantId, firstSignIn } = outcome.value;
  await context.provisioning.storeTenantId(adapter.vendor, company.id, vendorTenantId);
  await companies.linkTenant(company.id, {
    vendorTenantId,
    linkedAt: context.now,
    ...(firstSignIn === null
      ? {}
      : { sealedFirstSignIn: sealFirstSignIn(firstSignIn, settingsOf(container).secretsKey) }),
  });
  return done({ vendorTenantId });
}

/**
 * Two orders of one company share the creation's row and with it the request id, so the vendor answers both with the
 * same tenant.
 */
async function askVendor({ adapter, provisioning, task }: TaskContext, company: Company, tenant: CompanyTenant) {
  const { vendor } = adapter;
  const { domain, kind } = tenant;
  const earlier = await provisioning.findTenantCreation(vendor, company.id);
  const same = earlier !== null && earlier.domain === domain;
  if (earlier !== null && !same) {
    await provisioning.forgetTenantCreation(vendor, company.id);
  }
  const requestId = same ? earlier.requestId : task.requestId;
  const outcome = await adapter.ensureTenant({
    kind,
    domain,
    company: { ...company, registrationNumber: company.taxId },
    requestId,
    begun: same,
    begin: () => provisioning.beginTenantCreation({ vendor, companyId: company.id, domain, requestId }),
  });
  if (outcome.kind === "refused") {
    await provisioning.forgetTenantCreation(vendor, company.id);
  }
  return outcome;
}

function withPatience(outcome: VendorFailure, { order, now }: TaskContext, tenant: CompanyTenant): VendorFailure {
  const waited = now.getTime() - Date.parse(order.placedAt);
  if (outcome.kind !== "pending" || waited < RELATIONSHIP_PATIENCE_MS) {
    return outcome;
  }
  const reason = `${tenant.domain} has not accepted us as its Microsoft reseller within five days.`;
  return refused("relationship_not_accepted", reason, outcome.detail);
}
