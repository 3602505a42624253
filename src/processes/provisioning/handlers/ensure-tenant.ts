import { sealFirstSignIn } from "../../../connections/sealed-text";
import { settingsOf } from "../../../connections/settings";
import {
  codeAndDetail,
  done,
  isAddressRefusal,
  needsAttention,
  notPossible,
  type VendorFailure,
  type VendorOutcome,
} from "../../../integrations/vendor-port";
import { COMPANY_MODULE, type Company, type CompanyTenant } from "../../../modules/company";
import { ADDRESS_REFUSED } from "../../../modules/provisioning";
import { differentTenant, wantsTenant } from "../order/same-tenant";
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
  if (tenant.state === "unproven") {
    return needsAttention("tenant_unproven", `${tenant.domain} was never proven to be company ${company.id}'s`);
  }
  if (tenant.state === "linked" && tenant.vendorTenantId !== null) {
    return done({ vendorTenantId: tenant.vendorTenantId });
  }
  const outcome = await askVendor(context, company, tenant);
  if (outcome.kind !== "done") {
    return isAddressRefusal(outcome)
      ? needsAttention(ADDRESS_REFUSED, codeAndDetail(outcome.code, outcome.detail))
      : withPatience(outcome, context, tenant);
  }
  const { vendorTenantId, firstSignIn } = outcome.value;
  const { domain } = tenant;
  const other = differentTenant(order, { ...tenant, vendorTenantId, state: "linked" });
  if (other !== null) {
    return other;
  }
  await context.provisioning.storeTenantId({ vendor: adapter.vendor, companyId: company.id, domain, vendorTenantId });
  const linked = await companies.linkTenant(company.id, {
    domain,
    vendorTenantId,
    linkedAt: context.now,
    ...(firstSignIn === null
      ? {}
      : { sealedFirstSignIn: sealFirstSignIn(firstSignIn, settingsOf(container).secretsKey) }),
  });
  if (!linked) {
    const named = (await companies.retrieve(company.id)).tenant;
    if (named?.domain !== domain) {
      return wantsTenant(`ordered for ${domain}, and the company names ${named?.domain ?? "no tenant"} now`);
    }
    return needsAttention("tenant_of_another", `${tenant.domain} is another company's, not company ${company.id}'s`);
  }
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
  // A creation that was refused is begun anew, with another request id: the vendor would repeat its refusal.
  if (outcome.kind === "refused" || (outcome.kind !== "done" && isAddressRefusal(outcome))) {
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
  return notPossible("relationship_not_accepted", reason, outcome.detail);
}
