import type { MedusaContainer } from "@medusajs/framework/types";
import { COMPANY_MODULE, type Company } from "../../../modules/company";

const MOST_LOOKED_AT = 1_000;

/**
 * Since when a company's VAT id was asked about without an answer that settles it (an id of somebody else's may be accepted
 * later); null when one is known, or nobody has asked. What was taxed after an answer of "invalid" is not among it: the id
 * may not have been valid then.
 */
export async function unclearSince(container: MedusaContainer, company: Company): Promise<Date | null> {
  if (company.taxIdCheck !== null && company.taxIdCheck.state !== "other_holder") {
    return null;
  }
  const checks = await container.resolve(COMPANY_MODULE).taxIdChecks.list(company.id, MOST_LOOKED_AT);
  const about = checks.filter(
    ({ taxId, countryCode }) => taxId === company.taxId && countryCode === company.address.countryCode,
  );
  const settledAt = about.findIndex(({ outcome }) => outcome === "valid" || outcome === "invalid");
  return (settledAt === -1 ? about : about.slice(0, settledAt)).at(-1)?.at ?? null;
}
