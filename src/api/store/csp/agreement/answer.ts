import { AGREEMENT_LANGUAGES, languageOfCountry } from "../../../../domain/customer-profile";
import type { Company } from "../../../../modules/company";
import { ATTESTATION_STATEMENT } from "../../../../processes/agreement/begin";
import { type AgreementStanding, tenantOf } from "../../../../processes/agreement/standing";
import type * as document from "./document";

/** Where the administrator of a tenant accepts with Microsoft itself: no menu leads there (partner-center-2026, 1.4). */
const DIRECT_URL = "https://admin.microsoft.com/AdminPortal/Home?ref=/BillingAccounts/agreement";

/** How a company stands with the vendor's agreement. */
export function companyAgreementDocument(standing: AgreementStanding): document.CompanyAgreement {
  return {
    way: standing.way,
    state: standing.state,
    is_ready: standing.isReady,
    name: standing.acceptedBy,
    agreed_at: standing.acceptedAt?.toISOString() ?? null,
  };
}

/** The agreement step of a company. `isAway`: the vendor could not be asked. */
export function ownAgreementDocument(
  company: Company,
  standing: AgreementStanding,
  isAway: boolean,
): document.OwnAgreement {
  const { countryCode } = company.address;
  return {
    ...companyAgreementDocument(standing),
    attestation: attestationDocument(standing.attestation),
    statement: ATTESTATION_STATEMENT,
    languages: [...AGREEMENT_LANGUAGES],
    language: languageOfCountry(countryCode),
    country_code: countryCode,
    company_name: company.legalName,
    direct_url: tenantOf(company) === null ? null : DIRECT_URL,
    is_away: isAway,
  };
}

function attestationDocument(attestation: AgreementStanding["attestation"]): document.OwnAgreement["attestation"] {
  if (attestation === null || attestation.state === "ended") {
    return null;
  }
  const { signatory, state, pageUrl, askedAt, problem } = attestation;
  return {
    state,
    page_url: pageUrl,
    company_name: signatory.companyName,
    country_code: signatory.countryCode,
    language: signatory.language,
    first_name: signatory.firstName,
    last_name: signatory.lastName,
    email: signatory.email,
    phone: signatory.phone,
    asked_at: askedAt.toISOString(),
    problem,
  };
}
