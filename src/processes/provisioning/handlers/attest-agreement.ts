import { needsAttention, type VendorOutcome } from "../../../integrations/vendor-port";
import { COMPANY_MODULE } from "../../../modules/company";
import { type TaskContext, tenantOf } from "./context";

/** Tells the vendor that the customer has accepted its agreement, with the evidence the customer left. */
export async function attestAgreementTask(context: TaskContext): Promise<VendorOutcome<{ alreadyAttested: boolean }>> {
  const { adapter, container, order, task, now } = context;
  const companies = container.resolve(COMPANY_MODULE);
  const { agreement, tenant } = await companies.retrieve(order.companyId);
  if (tenant?.state !== "linked") {
    // A statement about somebody else's tenant would be as false as one without consent.
    return needsAttention("tenant_unproven", `The tenant of company ${order.companyId} is not proven to be its own`);
  }
  if (agreement === null) {
    // Attesting without the customer's own consent would be a false statement in the partner's name.
    return needsAttention("no_consent", `Company ${order.companyId} has not accepted the vendor's agreement`);
  }
  const outcome = await adapter.attestAgreement({
    vendorTenantId: await tenantOf(context),
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
  return outcome;
}
