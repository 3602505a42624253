import { z } from "zod";
import { companyAgreement } from "../agreement/document";

const address = z.strictObject({
  line1: z.string(),
  line2: z.string().nullable(),
  city: z.string(),
  province: z.string().nullable(),
  postal_code: z.string(),
  /** ISO 3166-1 alpha-2 in lower case. */
  country_code: z.string(),
});

/** A company as its own people see it. */
export const company = z.strictObject({
  id: z.string(),
  legal_name: z.string(),
  tax_id: z.string().nullable(),
  tax_id_check: z.strictObject({
    /** What the tax id does for the company's VAT: nothing, or what it was found to be. */
    state: z.enum(["not_needed", "missing", "unverified", "invalid", "valid"]),
    /** What the customer is to be told; null: nothing. */
    words: z.string().nullable(),
  }),
  email: z.string(),
  phone: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  address,
  tenant: z
    .strictObject({
      kind: z.enum(["new", "existing"]),
      domain: z.string(),
      /** `unproven`: the company names a tenant that exists and has not proven it to be its own. */
      state: z.enum(["chosen", "linked", "pending_relationship", "unproven"]),
      /** Where the tenant's owner accepts the seller as reseller; only while that is pending, or not known. */
      relationship_url: z.string().nullable(),
      /** Whether the first sign-in of a new tenant is there and nobody has read it yet. */
      first_sign_in_waits: z.boolean(),
    })
    .nullable(),
  agreement: companyAgreement,
  card: z
    .strictObject({
      /** As invoices name it: `Visa 4242`. */
      label: z.string(),
      brand: z.string(),
      last4: z.string(),
      exp_month: z.int(),
      exp_year: z.int(),
    })
    .nullable(),
});

export const companyAnswer = z.strictObject({ company });
/** Null before sign-up is finished. */
export const ownCompanyAnswer = z.strictObject({ company: company.nullable() });
/** What the vendor finds wrong with the company's address, null: nothing; and which one it would put in its place. */
export const addressCheckAnswer = z.strictObject({ problem: z.string().nullable(), suggestion: address.nullable() });
/** The new tenant's first sign-in, handed out once. */
export const firstSignInAnswer = z.strictObject({ user_name: z.string(), password: z.string() });

export type Address = z.output<typeof address>;
export type Company = z.output<typeof company>;
export type CompanyAnswer = z.output<typeof companyAnswer>;
export type OwnCompanyAnswer = z.output<typeof ownCompanyAnswer>;
export type AddressCheckAnswer = z.output<typeof addressCheckAnswer>;
export type FirstSignInAnswer = z.output<typeof firstSignInAnswer>;
