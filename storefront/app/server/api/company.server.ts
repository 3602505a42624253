import { z } from "zod";
import type { MedusaClient } from "../medusa.server";
import { instantSchema } from "./money.server";

const companySchema = z.object({
  id: z.string(),
  legal_name: z.string(),
  tax_id: z.string().nullish(),
  email: z.string(),
  phone: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  address: z.object({
    line1: z.string(),
    line2: z.string().nullish(),
    city: z.string(),
    province: z.string().nullish(),
    postal_code: z.string(),
    country_code: z.string(),
  }),
  tenant: z
    .object({
      kind: z.enum(["new", "existing"]),
      domain: z.string(),
      state: z.string(),
      relationship_url: z.string().nullish(),
    })
    .nullable(),
  agreement: z
    .object({
      state: z.string().optional(),
      template_id: z.string().optional(),
      agreed_at: instantSchema,
      name: z.string().nullish(),
    })
    .nullable(),
  card: z.object({ brand: z.string(), last4: z.string(), exp_month: z.number(), exp_year: z.number() }).nullish(),
});
const answerSchema = z.object({ company: companySchema });

const agreementSchema = z.object({
  agreement: z.object({
    template_id: z.string(),
    type: z.string().nullish(),
    link: z.string(),
    version: z.string().nullish(),
    /** The sentence that ticking the box states; it is recorded word for word. */
    statement: z.string().optional(),
  }),
});

export type Company = z.infer<typeof companySchema>;
export type Agreement = z.infer<typeof agreementSchema>["agreement"];

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
  const schema = z.object({ company: companySchema.nullable() });
  return (await api.get("/store/csp/companies/me", schema)).company;
}

/** Creates the signed-in customer's company, or changes the one that exists. */
export async function saveCompany(api: MedusaClient, exists: boolean, body: CompanyInput): Promise<Company> {
  const path = exists ? "/store/csp/companies/me" : "/store/csp/companies";
  return (await api.post(path, { body, schema: answerSchema })).company;
}

/** Whether `<prefix>.onmicrosoft.com` can still be taken. */
export async function checkDomain(api: MedusaClient, prefix: string): Promise<{ domain: string; available: boolean }> {
  const schema = z.object({ domain: z.string(), available: z.boolean() });
  return api.post("/store/csp/domain-checks", { body: { prefix }, schema });
}

export async function chooseTenant(api: MedusaClient, body: TenantInput): Promise<Company> {
  return (await api.post("/store/csp/companies/me/tenant", { body, schema: answerSchema })).company;
}

export async function readAgreement(api: MedusaClient): Promise<Agreement> {
  return (await api.get("/store/csp/agreement", agreementSchema)).agreement;
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
  return (await api.post("/store/csp/companies/me/agreement", { body, schema: answerSchema })).company;
}

/** The new tenant's first sign-in. It is handed out once; a second call is answered with 404. */
export async function revealFirstSignIn(api: MedusaClient): Promise<{ user_name: string; password: string }> {
  const schema = z.object({ user_name: z.string(), password: z.string() });
  return api.post("/store/csp/companies/me/tenant/first-sign-in", { schema });
}
