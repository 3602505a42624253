import type { MedusaContainer } from "@medusajs/framework/types";
import { COMPANY_MODULE, type TenantClaim } from "../../../../modules/company";
import type { Claim } from "./document";

/** Claims as the seller's people see them, each with its company. */
export async function claimDocuments(container: MedusaContainer, claims: readonly TenantClaim[]): Promise<Claim[]> {
  const companies = await container.resolve(COMPANY_MODULE).list(claims.map((one) => one.companyId));
  const byId = new Map(companies.map((one) => [one.id, one]));
  return claims.map((one) => ({
    id: one.id,
    company_id: one.companyId,
    company_name: byId.get(one.companyId)?.legalName ?? "",
    company_email: byId.get(one.companyId)?.email ?? "",
    domain: one.domain,
    state: one.state,
    codes_sent: one.codesSent,
    code_sent_at: one.codeSentAt?.toISOString() ?? null,
    decided_by: one.decidedBy,
    decided_at: one.decidedAt?.toISOString() ?? null,
    note: one.note,
    created_at: one.createdAt.toISOString(),
  }));
}

export async function claimDocument(container: MedusaContainer, claim: TenantClaim): Promise<Claim> {
  const [document] = await claimDocuments(container, [claim]);
  if (document === undefined) {
    throw new Error(`Tenant claim ${claim.id} has no document.`);
  }
  return document;
}
