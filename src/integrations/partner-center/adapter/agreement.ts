import { contactProblems } from "../../../domain/customer-profile";
import { type AttestAgreementInput, done, type VendorOutcome } from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import { failureFrom, isCode } from "./failure";
import { notTaken } from "./not-taken";

/** "A partner confirmed agreement already exists for the customer." */
const ALREADY_CONFIRMED = "600061";

/**
 * Tells the vendor that the customer has accepted its agreement. An agreement confirmed before counts as done: it is
 * looked up first, and the vendor's duplicate error covers the attempt whose answer was lost.
 */
export async function attestAgreement(
  client: PartnerCenterClient,
  input: AttestAgreementInput,
  partnerDomains: readonly string[],
): Promise<VendorOutcome<{ readonly alreadyAttested: boolean }>> {
  try {
    const confirmations = await client.listAgreementConfirmations(input.vendorTenantId);
    if (confirmations.length > 0) {
      return done({ alreadyAttested: true });
    }
    const problems = contactProblems(input, partnerDomains);
    if (problems.length > 0) {
      return notTaken(problems);
    }
    await client.confirmAgreement(input.vendorTenantId, input, { requestId: input.requestId });
    return done({ alreadyAttested: false });
  } catch (error) {
    return isCode(error, ALREADY_CONFIRMED) ? done({ alreadyAttested: true }) : failureFrom(error);
  }
}
