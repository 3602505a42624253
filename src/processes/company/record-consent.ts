import { createHash } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { InputError } from "../../errors/input-error";
import { COMPANY_MODULE, type Company } from "../../modules/company";
import { agreementWay } from "../agreement/way";
import { currentAgreement, type VendorAgreement } from "./vendor-directory";

/** Who agreed, and from where. */
export type ConsentInput = {
  readonly templateId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly customerId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
};

/**
 * Stores the consent to the vendor's customer agreement as evidence.
 *
 * @throws InputError naming `agreement` since the vendor takes no consent that was given here, and `template_id` when the vendor has published another version since the page was shown
 */
export async function recordConsent(
  container: MedusaContainer,
  company: Company,
  input: ConsentInput,
  now: Date,
): Promise<Company> {
  if (agreementWay(container, now) === "attestation") {
    throw InputError.of("agreement", "is accepted on Microsoft's own page now; reload the page");
  }
  const agreement = await currentAgreement(container);
  if (agreement.templateId !== input.templateId) {
    throw InputError.of("template_id", "is not the agreement in force; read the newest version and agree to that");
  }
  const companies = container.resolve(COMPANY_MODULE);
  await companies.recordConsent(company.id, {
    ...input,
    agreementType: agreement.type,
    link: agreement.link,
    textHash: consentTextHash(agreement),
    agreedAt: now,
  });
  return companies.retrieve(company.id);
}

/** Fingerprint of what was agreed to: our statement, and the agreement's type, version and place. */
export function consentTextHash(agreement: VendorAgreement): string {
  const { templateId, type, link, version } = agreement;
  return createHash("sha256")
    .update(JSON.stringify([CONSENT_STATEMENT, type, templateId, version, link]))
    .digest("hex");
}

/** What the person states by ticking the box. */
export const CONSENT_STATEMENT =
  "I have read the Microsoft Customer Agreement, I accept it for my company, and I am allowed to do so.";
