import type { MedusaContainer } from "@medusajs/framework/types";
import { COMPANY_MODULE, type Company } from "../../modules/company";
import { type Asker, carryOn } from "./carry-on";
import { readAgreement } from "./read-vendor";
import { type AgreementStanding, agreementStanding, tenantOf } from "./standing";
import { agreementsOf } from "./way";

/** How things stand after the vendor was asked. `isAway`: it could not be asked all that was to be asked. */
export type CheckedAgreement = { readonly standing: AgreementStanding; readonly isAway: boolean };

/** How old what the vendor said of a tenant may be while a page asks every few seconds; whoever says "check" gets it anew. */
const READING_STANDS_MS = 30_000;

/**
 * Asks the vendor how far a company's agreement is, and carries it on: what was accepted there is found, an acceptance with
 * the vendor itself too, and the agreement is made for a tenant that exists. One that is ready is not asked about.
 *
 * @param asker null: nobody of the company asks
 * @param anew true: the vendor is asked whatever is known
 */
export async function checkAgreement(
  container: MedusaContainer,
  company: Company,
  { asker, now, anew = false }: { readonly asker: Asker | null; readonly now: Date; readonly anew?: boolean },
): Promise<CheckedAgreement> {
  const agreements = agreementsOf(container);
  const before = await agreementStanding(container, company, now);
  if (agreements === null || (!anew && (before.way !== "attestation" || before.isReady))) {
    return { standing: before, isAway: false };
  }
  const { attestations } = container.resolve(COMPANY_MODULE);
  const open = (await attestations.list(company.id)).filter((one) => one.state !== "ended" && one.readBackAt === null);
  let isAway = false;
  const vendorTenantId = tenantOf(company);
  const isFresh = now.getTime() - (before.reading?.readAt.getTime() ?? 0) < READING_STANDS_MS;
  if (vendorTenantId !== null && (!isFresh || anew || asker?.isSaid)) {
    const read = await readAgreement(container, agreements, { companyId: company.id, vendorTenantId, now });
    // The user's sign-in may fail for itself: an attestation is asked about with the other one.
    isAway = read.kind !== "done" && open.length === 0;
    const after = await agreementStanding(container, company, now);
    if (after.isReady && !anew) {
      return { standing: after, isAway: false };
    }
  }
  for (const { id } of open) {
    const lease = await attestations.lease(id);
    const carried = lease && (await carryOn(container, agreements, lease, { asker, now }));
    isAway ||= carried?.kind === "failed";
  }
  return { standing: await agreementStanding(container, company, now), isAway };
}
