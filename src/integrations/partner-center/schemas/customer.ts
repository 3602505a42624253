import { z } from "zod";
import { collectionOf } from "./common";

const profileSchema = z.object({ domain: z.string().nullish(), companyName: z.string().nullish() }).loose();

export const customerSchema = z
  .object({
    id: z.string().min(1),
    companyProfile: profileSchema,
    /** In the answer to one customer, not in lists. */
    billingProfile: z.object({ email: z.string().nullish() }).loose().nullish(),
    relationshipToPartner: z.string().nullish(),
  })
  .loose();

export const createdCustomerSchema = customerSchema.extend({
  userCredentials: z.object({ userName: z.string(), password: z.string() }).nullish(),
});

export const customerPageSchema = collectionOf(customerSchema);

export const agreementMetadataSchema = collectionOf(
  z
    .object({
      templateId: z.string().min(1),
      agreementType: z.string(),
      agreementLink: z.string(),
      versionRank: z.coerce.number().default(0),
    })
    .loose(),
);

export const agreementConfirmationSchema = z
  .object({ templateId: z.string(), dateAgreed: z.string(), type: z.string() })
  .loose();

export const agreementConfirmationsSchema = collectionOf(agreementConfirmationSchema);

export const addressValidationSchema = z
  .object({
    status: z.string(),
    validationMessage: z.string().nullish(),
    suggestedAddresses: z
      .array(
        z
          .object({
            country: z.string().nullish(),
            city: z.string().nullish(),
            state: z.string().nullish(),
            addressLine1: z.string().nullish(),
            addressLine2: z.string().nullish(),
            postalCode: z.string().nullish(),
          })
          .loose(),
      )
      .nullish()
      .transform((list) => list ?? []),
  })
  .loose();

export type Customer = z.output<typeof customerSchema>;
export type CreatedCustomer = z.output<typeof createdCustomerSchema>;
export type AgreementMetadata = z.output<typeof agreementMetadataSchema>["items"][number];
export type AgreementConfirmation = z.output<typeof agreementConfirmationSchema>;
export type AddressValidation = z.output<typeof addressValidationSchema>;
