import type { MedusaContainer } from "@medusajs/framework/types";
import { ACCEPTED_BEFORE_IS_TOO_OLD } from "../../domain/customer-agreement";
import { done, type VendorAgreements, type VendorOutcome } from "../../integrations/vendor-port";
import { type AgreementReading, COMPANY_MODULE } from "../../modules/company";

/** Reads what the vendor says of a tenant's agreement, and keeps it. It takes the user's sign-in, which may fail for itself. */
export async function readAgreement(
  container: MedusaContainer,
  agreements: VendorAgreements,
  of: { readonly companyId: string; readonly vendorTenantId: string; readonly now: Date },
): Promise<VendorOutcome<AgreementReading>> {
  const { companyId, vendorTenantId, now } = of;
  const outcome = await agreements.read({ vendorTenantId });
  if (outcome.kind !== "done") {
    return outcome;
  }
  const { isDirect, newest } = outcome.value;
  const reading: AgreementReading = {
    ...{ vendorTenantId, isDirect, readAt: now },
    agreedAt: newest && new Date(newest.agreedAt),
    templateId: newest?.templateId ?? null,
    name: newest?.name ?? null,
    email: newest?.email ?? null,
    link: newest?.link ?? null,
  };
  await container.resolve(COMPANY_MODULE).attestations.keepReading(companyId, reading, counts(reading));
  return done(reading);
}

/** Whether orders can be made with what the vendor has. */
export const counts = ({ isDirect, agreedAt }: AgreementReading): boolean =>
  isDirect || (agreedAt !== null && agreedAt.toISOString().slice(0, 10) >= ACCEPTED_BEFORE_IS_TOO_OLD);
