/** What the purchase's forms send. The shop checks its forms with these schemas before it asks, in its own words. */
import { z } from "zod";
import {
  AGREEMENT_LANGUAGES,
  postalCodeProblem,
  registrationProblem,
  stateProblem,
} from "../../../domain/customer-profile";
import { companyName, contactName, email, id, optionalPhone, optionalText, phone, quantity, text } from "./fields";

export const postCart = z.strictObject({});

export const postOwnCart = z.strictObject({ visitor_cart_id: optionalText("the id of the visitor's cart", 100) });
export type PostOwnCart = z.infer<typeof postOwnCart>;

export const postCartLine = z.strictObject({ plan_id: id("the id of a plan from the catalogue"), quantity });
export type PostCartLine = z.infer<typeof postCartLine>;

export const postCartLineQuantity = z.strictObject({ quantity });
export type PostCartLineQuantity = z.infer<typeof postCartLineQuantity>;

const country = text("a country, as its two letter code such as US", 2)
  .regex(/^[A-Za-z]{2}$/, "must be a country, as its two letter code such as US")
  .transform((code) => code.toLowerCase());

const address = z
  .strictObject(
    {
      line1: text("the street and number"),
      line2: optionalText("a second address line"),
      city: text("the city", 100),
      province: optionalText("the state or province", 50),
      postal_code: text("the postal code", 20),
      country_code: country,
    },
    { error: "must be an address with line1, city, postal_code and country_code" },
  )
  .superRefine(({ country_code, province, postal_code }, context) => {
    report(context, ["province"], stateProblem(country_code, province));
    report(context, ["postal_code"], postalCodeProblem(country_code, postal_code));
  });

function report(context: z.core.$RefinementCtx, path: readonly string[], problem: string | null): void {
  if (problem !== null) {
    context.addIssue({ code: "custom", path: [...path], message: problem });
  }
}

/** The company's address, corrected for an order that waits for it. */
export const postAddress = z.strictObject({ address });
export type PostAddress = z.infer<typeof postAddress>;

export const postCompany = z
  .strictObject({
    legal_name: companyName,
    tax_id: optionalText("the company's tax or VAT number", 40),
    email,
    phone,
    first_name: contactName("the contact's first name"),
    last_name: contactName("the contact's last name"),
    address,
  })
  .superRefine((company, context) => {
    report(context, ["tax_id"], registrationProblem(company.address.country_code, company.tax_id));
  });
export type PostCompany = z.infer<typeof postCompany>;
export type PostCompanyBody = z.input<typeof postCompany>;

export const postDomainCheck = z.strictObject({
  prefix: text("the first part of the new domain, such as contoso", 100),
});
export type PostDomainCheck = z.infer<typeof postDomainCheck>;

export const postTenant = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("new"), prefix: text("the first part of the new domain, such as contoso", 100) }),
    z.strictObject({ kind: z.literal("existing"), domain: text("a domain of your tenant, such as contoso.com", 253) }),
  ],
  { error: 'must be "new" or "existing"' },
);
export type PostTenant = z.infer<typeof postTenant>;

export const postTenantProof = z.strictObject({ code: text("the code from the mail, such as K7PM-2XQD", 40) });
export type PostTenantProof = z.infer<typeof postTenantProof>;

const ticked = z.literal(true, { error: "must be ticked by the person who agrees" });

export const postAgreement = z.strictObject({
  template_id: id("the id of the agreement that was shown"),
  first_name: contactName("the first name of the person who agrees"),
  last_name: contactName("the last name of the person who agrees"),
  email,
  phone: optionalPhone,
  accepted: ticked,
});
export type PostAgreement = z.infer<typeof postAgreement>;
export type PostAgreementBody = z.input<typeof postAgreement>;

const agreementLanguages = AGREEMENT_LANGUAGES.join(", ");

/** Who is to accept the agreement on the vendor's page, and in which language it is shown. */
export const postAttestation = z.strictObject({
  first_name: contactName("the first name of the person who accepts"),
  last_name: contactName("the last name of the person who accepts"),
  email,
  phone: optionalPhone,
  language: z.enum(AGREEMENT_LANGUAGES, { error: `must be one of ${agreementLanguages}` }),
});
export type PostAttestation = z.infer<typeof postAttestation>;
export type PostAttestationBody = z.input<typeof postAttestation>;

export const postAgreementCheck = z.strictObject({
  /** True: somebody says that it was accepted. False: a page asks by itself. */
  accepted: z.boolean("must be true or false"),
});
export type PostAgreementCheck = z.infer<typeof postAgreementCheck>;

export const postCheckout = z.strictObject({
  cart_id: id("the id of the cart"),
  quote_hash: text("the hash of the quote that was shown", 200),
  card_consent: ticked,
  po_number: optionalText("your purchase order number", 50),
});
export type PostCheckout = z.infer<typeof postCheckout>;

/** The code of a link in a mail to a new address, with which its owner says that they have not made the account. */
export const postDisown = z.strictObject({
  code: z.string("must be a text").min(1, "must not be empty").max(2000, "must be at most 2000 characters"),
});

export const postEmpty = z.strictObject({});
