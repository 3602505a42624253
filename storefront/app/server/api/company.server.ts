import {
  type AgreementAnswer,
  agreementAnswer,
  type OwnAgreement,
  ownAgreementAnswer,
} from "../../../../src/api/store/csp/agreement/document";
import {
  type AddressCheckAnswer,
  addressCheckAnswer,
  type Company,
  companyAnswer,
  type FirstSignInAnswer,
  firstSignInAnswer,
  ownCompanyAnswer,
} from "../../../../src/api/store/csp/companies/document";
import { type DomainCheckAnswer, domainCheckAnswer } from "../../../../src/api/store/csp/domain-checks/document";
import type { PostAgreementBody, PostAttestationBody, PostCompanyBody } from "../../../../src/api/store/csp/validators";
import { ApiError, type MedusaClient } from "../medusa.server";

export type { Company, OwnAgreement };
export type Address = Company["address"];

export type TenantInput = { kind: "new"; prefix: string } | { kind: "existing"; domain: string };

export async function readCompany(api: MedusaClient): Promise<Company | null> {
  return (await api.get("/store/csp/companies/me", ownCompanyAnswer)).company;
}

/** Creates the signed-in customer's company, or changes the one that exists. */
export async function saveCompany(api: MedusaClient, exists: boolean, body: PostCompanyBody): Promise<Company> {
  const path = exists ? "/store/csp/companies/me" : "/store/csp/companies";
  return (await api.post(path, { body, schema: companyAnswer })).company;
}

/** What Microsoft finds wrong with the company's address, and which one it suggests. */
export async function checkAddress(api: MedusaClient): Promise<AddressCheckAnswer> {
  return api.post("/store/csp/companies/me/address-check", { body: {}, schema: addressCheckAnswer });
}

/** Whether `<prefix>.onmicrosoft.com` can still be taken. */
export async function checkDomain(api: MedusaClient, prefix: string): Promise<DomainCheckAnswer> {
  return api.post("/store/csp/domain-checks", { body: { prefix }, schema: domainCheckAnswer });
}

export async function chooseTenant(api: MedusaClient, body: TenantInput): Promise<Company> {
  return (await api.post("/store/csp/companies/me/tenant", { body, schema: companyAnswer })).company;
}

/** Proves the chosen tenant by the code that its contact at Microsoft was sent. */
export async function proveTenant(api: MedusaClient, code: string): Promise<Company> {
  return (await api.post("/store/csp/companies/me/tenant/proof", { body: { code }, schema: companyAnswer })).company;
}

/** Asks for another code; nothing tells whether one goes out. */
export async function wantTenantCode(api: MedusaClient): Promise<Company> {
  return (await api.post("/store/csp/companies/me/tenant/code", { body: {}, schema: companyAnswer })).company;
}

/** Looks at Microsoft whether the tenant's owner has accepted the seller since. */
export async function refreshTenant(api: MedusaClient): Promise<Company> {
  return (await api.post("/store/csp/companies/me/tenant/refresh", { body: {}, schema: companyAnswer })).company;
}

/** The agreement in force where it is accepted with a tick here; null where that is done on Microsoft's page. */
export async function readAgreement(api: MedusaClient): Promise<AgreementAnswer["agreement"]> {
  return (await api.get("/store/csp/agreement", agreementAnswer)).agreement;
}

/** How the company stands with Microsoft's agreement. Microsoft is asked, unless it was asked too often just now. */
export async function lookAtAgreement(api: MedusaClient): Promise<OwnAgreement> {
  try {
    return await checkAgreement(api, false);
  } catch (error) {
    if (error instanceof ApiError && error.status === 429) {
      return (await api.get("/store/csp/companies/me/agreement", ownAgreementAnswer)).agreement;
    }
    throw error;
  }
}

/** Asks Microsoft how far the agreement is. @param accepted somebody says that it was accepted */
export async function checkAgreement(api: MedusaClient, accepted: boolean): Promise<OwnAgreement> {
  const path = "/store/csp/companies/me/agreement/check";
  return (await api.post(path, { body: { accepted }, schema: ownAgreementAnswer })).agreement;
}

/** Tells Microsoft who accepts its agreement for the company. */
export async function beginAttestation(api: MedusaClient, body: PostAttestationBody): Promise<OwnAgreement> {
  const path = "/store/csp/companies/me/agreement/attestation";
  return (await api.post(path, { body, schema: ownAgreementAnswer })).agreement;
}

export async function acceptAgreement(api: MedusaClient, body: PostAgreementBody): Promise<Company> {
  return (await api.post("/store/csp/companies/me/agreement", { body, schema: companyAnswer })).company;
}

/** The new tenant's first sign-in. It is handed out once; null when it was, or is not there yet. */
export async function revealFirstSignIn(api: MedusaClient): Promise<FirstSignInAnswer | null> {
  try {
    return await api.post("/store/csp/companies/me/tenant/first-sign-in", { schema: firstSignInAnswer });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return null;
    }
    throw error;
  }
}
