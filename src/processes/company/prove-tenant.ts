import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { settingsOf } from "../../connections/settings";
import { InputError } from "../../errors/input-error";
import { COMPANY_MODULE, type Company, type TenantClaim } from "../../modules/company";
import { actorNames } from "../../reads/names";
import { resumeOrdersOf } from "../provisioning/resume-orders";
import { hashTenantCode, isSameHash } from "./tenant-code";
import { findTenant } from "./vendor-directory";

/** Who has decided a claim that was proven by its code. */
const BY_CODE = "code";

/** The same words whether a code was never sent, is wrong, has run out, or was tried too often. */
const WRONG_CODE = "is not right, or is no longer good; after five tries ask for a new one";

/**
 * Proves that the company's tenant is its own, by the code that its contact at Microsoft has passed on.
 *
 * @throws InputError naming `code`, in the same words whatever is wrong; MedusaError conflict when the tenant, proven as
 *   it is, belongs to another company of this shop, or the seller's people have rejected the claim meanwhile
 */
export async function proveByCode(
  container: MedusaContainer,
  company: Company,
  code: string,
  now: Date,
): Promise<Company> {
  const companies = container.resolve(COMPANY_MODULE);
  const open = await companies.countTry(company.id, now);
  const key = settingsOf(container).secretsKey;
  // Hashed even where there is nothing to compare with: how long the answer takes tells nothing.
  const hash = hashTenantCode(code, open?.claim.id ?? "", key);
  if (open === null || !isSameHash(hash, open.codeHash)) {
    throw InputError.of("code", WRONG_CODE);
  }
  const known = await findTenant(container, open.claim.domain);
  const { vendorTenantId } = open;
  if (known !== null && known.vendorTenantId !== vendorTenantId) {
    // The code went to the contact of another tenant, which has lost the domain since.
    throw InputError.of("code", WRONG_CODE);
  }
  const proof = {
    domain: open.claim.domain,
    by: "code" as const,
    vendorTenantId,
    isOurs: known?.isOurs ?? false,
    actor: BY_CODE,
    note: null,
    claimId: open.claim.id,
  };
  const { outcome } = await companies.proveTenant(company.id, proof, now);
  if (outcome === "held") {
    throw new MedusaError(MedusaError.Types.CONFLICT, heldByAnother(open.claim.domain));
  }
  if (outcome === "decided" && (await companies.findClaim(open.claim.id))?.state === "rejected") {
    // Said to one who has the right code: it betrays nothing.
    throw new MedusaError(MedusaError.Types.CONFLICT, `We have rejected this claim to ${open.claim.domain} meanwhile.`);
  }
  if (outcome === "changed") {
    throw InputError.of("code", WRONG_CODE);
  }
  await resumeOrdersOf(container, company.id, now);
  return companies.retrieve(company.id);
}

/**
 * The seller's people vouch for a company: the tenant it names is its own.
 *
 * @throws MedusaError not_found; not_allowed when it is decided already; conflict when the tenant is another company's
 */
export async function approveClaim(
  container: MedusaContainer,
  decision: { readonly claimId: string; readonly actor: string; readonly note: string | null },
  now: Date,
): Promise<TenantClaim> {
  const companies = container.resolve(COMPANY_MODULE);
  const claim = await requireOpen(container, decision.claimId);
  const known = await findTenant(container, claim.domain);
  const { actor, note } = decision;
  const vendor = { vendorTenantId: known?.vendorTenantId ?? null, isOurs: known?.isOurs ?? false };
  const proof = { domain: claim.domain, by: "approval" as const, ...vendor, actor, note, claimId: claim.id };
  const { outcome } = await companies.proveTenant(claim.companyId, proof, now);
  if (outcome === "held") {
    throw new MedusaError(MedusaError.Types.CONFLICT, heldByAnother(claim.domain));
  }
  if (outcome !== "proven") {
    throw outcome === "decided" ? await decidedError(container, claim.id) : namesAnother();
  }
  await resumeOrdersOf(container, claim.companyId, now);
  return (await companies.findClaim(claim.id)) ?? claim;
}

/** @throws MedusaError not_found; not_allowed when it is decided already */
export async function rejectClaim(
  container: MedusaContainer,
  decision: { readonly claimId: string; readonly actor: string; readonly note: string | null },
  now: Date,
): Promise<TenantClaim> {
  const { claimId, actor, note } = decision;
  await requireOpen(container, claimId);
  const rejected = await container.resolve(COMPANY_MODULE).rejectClaim(claimId, actor, note, now);
  if (rejected === null) {
    throw await decidedError(container, claimId);
  }
  return rejected;
}

async function requireOpen(container: MedusaContainer, claimId: string): Promise<TenantClaim> {
  const claim = await container.resolve(COMPANY_MODULE).findClaim(claimId);
  if (claim === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Tenant claim ${claimId} was not found.`);
  }
  if (claim.state !== "open") {
    throw await decidedError(container, claimId);
  }
  return claim;
}

/** Why a claim that was there is not to be decided any more: who decided what, for whoever came second. */
async function decidedError(container: MedusaContainer, claimId: string): Promise<MedusaError> {
  const claim = await container.resolve(COMPANY_MODULE).findClaim(claimId);
  if (claim === null || claim.state === "open") {
    return namesAnother();
  }
  const by = claim.decidedBy ?? "somebody";
  const who = by === BY_CODE ? "the code" : ((await actorNames(container, [by])).get(by) ?? by);
  const when = claim.decidedAt === null ? "" : ` at ${claim.decidedAt.toISOString()}`;
  const words = `This claim to ${claim.domain} is decided: it was ${claim.state} by ${who}${when}. Nothing was changed.`;
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, words);
}

const namesAnother = () =>
  new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    "The company has chosen another tenant meanwhile. Nothing was changed.",
  );

const heldByAnother = (domain: string): string =>
  `${domain} belongs to another account of this shop; write to us to bring the two together.`;
