import { type Agreement, agreementAnswer } from "../../../../src/api/store/csp/agreement/document";
import {
  type Company,
  companyAnswer,
  type FirstSignInAnswer,
  firstSignInAnswer,
  ownCompanyAnswer,
} from "../../../../src/api/store/csp/companies/document";
import { type DomainCheckAnswer, domainCheckAnswer } from "../../../../src/api/store/csp/domain-checks/document";
import type { MedusaClient } from "../medusa.server";

export type { Company };

export type CompanyInput = {
  legal_name: string;
  tax_id?: string;
  email: string;
  phone: string;
  first_name: string;
  last_name: string;
  address: {
    line1: string;
    line2?: string;
    city: string;
    province?: string;
    postal_code: string;
    country_code: string;
  };
};

export type TenantInput = { kind: "new"; prefix: string } | { kind: "existing"; domain: string };

export async function readCompany(api: MedusaClient): Promise<Company | null> {
  return (await api.get("/store/csp/companies/me", ownCompanyAnswer)).company;
}

/** Creates the signed-in customer's company, or changes the one that exists. */
export async function saveCompany(api: MedusaClient, exists: boolean, body: CompanyInput): Promise<Company> {
  const path = exists ? "/store/csp/companies/me" : "/store/csp/companies";
  return (await api.post(path, { body, schema: companyAnswer })).company;
}

/** Whether `<prefix>.onmicrosoft.com` can still be taken. */
export async function checkDomain(api: MedusaClient, prefix: string): Promise<DomainCheckAnswer> {
  return api.post("/store/csp/domain-checks", { body: { prefix }, schema: domainCheckAnswer });
}

export async function chooseTenant(api: MedusaClient, body: TenantInput): Promise<Company> {
  return (await api.post("/store/csp/companies/me/tenant", { body, schema: companyAnswer })).company;
}

export async function readAgreement(api: MedusaClient): Promise<Agreement> {
  return (await api.get("/store/csp/agreement", agreementAnswer)).agreement;
}

export async function acceptAgreement(
  api: MedusaClient,
  body: {
    template_id: string;
    first_name: string;
    last_name: string;
    email: string;
    phone?: string;
    accepted: true;
  },
): Promise<Company> {
  return (await api.post("/store/csp/companies/me/agreement", { body, schema: companyAnswer })).company;
}

/** The new tenant's first sign-in. It is handed out once; a second call is answered with 404. */
export async function revealFirstSignIn(api: MedusaClient): Promise<FirstSignInAnswer> {
  return api.post("/store/csp/companies/me/tenant/first-sign-in", { schema: firstSignInAnswer });
}
