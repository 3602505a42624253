import { z } from "zod";
import { MAX_LINES } from "../../../processes/purchase/rules";
import { email, id, optionalPhone, optionalText, phone, quantity, text } from "./fields";

const quoteLine = z.strictObject({ plan_id: id("the id of a plan from the catalogue"), quantity });

export const postQuote = z.strictObject({
  lines: z
    .array(quoteLine, { error: "must be a list of lines, each with plan_id and quantity" })
    .min(1, "must hold at least one line")
    .max(MAX_LINES, `must hold at most ${MAX_LINES} lines; ask for the others separately`),
});
export type PostQuote = z.infer<typeof postQuote>;

export const postCart = z.strictObject({});

export const postCartLine = quoteLine;
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
  .superRefine((value, context) => {
    if (value.country_code !== "us") {
      return;
    }
    if (!/^[A-Za-z]{2}$/.test(value.province ?? "")) {
      context.addIssue({
        code: "custom",
        path: ["province"],
        message: "must be the state, as its two letters such as WA",
      });
    }
    if (!/^\d{5}(-\d{4})?$/.test(value.postal_code)) {
      context.addIssue({
        code: "custom",
        path: ["postal_code"],
        message: "must be a ZIP code, such as 98104 or 98104-1234",
      });
    }
  });

export const postCompany = z.strictObject({
  legal_name: text("the company's legal name", 150),
  tax_id: optionalText("the company's tax or VAT number", 40),
  email,
  phone,
  first_name: text("the contact's first name", 50),
  last_name: text("the contact's last name", 50),
  address,
});
export type PostCompany = z.infer<typeof postCompany>;

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

const ticked = z.literal(true, { error: "must be ticked by the person who agrees" });

export const postAgreement = z.strictObject({
  template_id: id("the id of the agreement that was shown"),
  first_name: text("the first name of the person who agrees", 50),
  last_name: text("the last name of the person who agrees", 50),
  email,
  phone: optionalPhone,
  accepted: ticked,
});
export type PostAgreement = z.infer<typeof postAgreement>;

export const postCheckout = z.strictObject({
  cart_id: id("the id of the cart"),
  quote_hash: text("the hash of the quote that was shown", 200),
  card_consent: ticked,
  po_number: optionalText("your purchase order number", 50),
});
export type PostCheckout = z.infer<typeof postCheckout>;

export const postEmpty = z.strictObject({});
