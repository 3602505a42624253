import { done, needsAttention, type VendorOutcome } from "../../../integrations/vendor-port";
import { COMPANY_MODULE } from "../../../modules/company";
import { SUBSCRIPTION_MODULE } from "../../../modules/subscription";
import { agreementWay } from "../../agreement/way";
import { attestedAgreement } from "./attested-agreement";
import { type TaskContext, tenantOf } from "./context";

/**
 * Sees to it that the order's tenant has the vendor's agreement: it is made of the customer's acceptance on the vendor's page, or
 * the vendor is told of the consent that the customer left here.
 */
export async function attestAgreementTask(context: TaskContext): Promise<VendorOutcome<{ alreadyAttested: boolean }>> {
  const { adapter, container, order, task, now } = context;
  const companies = container.resolve(COMPANY_MODULE);
  const { agreement, tenant } = await companies.retrieve(order.companyId);
  if (tenant?.state !== "linked") {
    // A statement about somebody else's tenant would be as false as one without consent.
    return needsAttention("tenant_unproven", `The tenant of company ${order.companyId} is not proven to be its own`);
  }
  if (adapter.agreements === null) {
    return done({ alreadyAttested: true });
  }
  if (agreementWay(container, now) === "attestation") {
    const made = await attestedAgreement(context, {
      agreements: adapter.agreements,
      vendorTenantId: await tenantOf(context),
    });
    return made.kind === "set_up" && (await hasLicences(context, await tenantOf(context)))
      ? done({ alreadyAttested: true })
      : made;
  }
  if (agreement === null) {
    // Attesting without the customer's own consent would be a false statement in the partner's name.
    return needsAttention("no_consent", `Company ${order.companyId} has not accepted the vendor's agreement`);
  }
  const vendorTenantId = await tenantOf(context);
  const outcome = await adapter.attestAgreement({
    vendorTenantId,
    templateId: agreement.templateId,
    firstName: agreement.firstName,
    lastName: agreement.lastName,
    email: agreement.email,
    phone: agreement.phone ?? "",
    agreedAt: agreement.agreedAt,
    requestId: task.requestId,
  });
  if (outcome.kind === "done") {
    await companies.recordAgreementAttested(order.companyId, now);
  }
  if (outcome.kind === "set_up" && (await hasLicences(context, vendorTenantId))) {
    return done({ alreadyAttested: true });
  }
  return outcome;
}

/**
 * True when the tenant has licences that were bought here. The vendor sells none without its agreement, so it has one; what it
 * is asked with may fail for itself, and need not stop a customer who bought before.
 */
async function hasLicences({ container, order }: TaskContext, vendorTenantId: string): Promise<boolean> {
  const bought = await container.resolve(SUBSCRIPTION_MODULE).list({ companyIds: [order.companyId] });
  return bought.some(
    (one) => one.vendor === order.vendor && one.vendorTenantId === vendorTenantId && one.status === "active",
  );
}
