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
  .object({
    templateId: z.string(),
    dateAgreed: z.string(),
    type: z.string(),
    agreementLink: z.string().nullish(),
    primaryContact: z
      .object({ firstName: z.string().nullish(), lastName: z.string().nullish(), email: z.string().nullish() })
      .loose()
      .nullish(),
  })
  .loose();

/**
 * The agreement that is made of an attestation. Its answer is documented nowhere: the older one came with `userId` from the
 * user's token, this one comes from the application's. Nothing is read of it: what there is, is read back.
 */
export const attestedAgreementSchema = z.object({}).loose();

/**
 * An attestation. Name and place of its id are those that two others' clients read; `id` is taken as
 * well, because no page prints the answer.
 */
export const attestationSchema = z
  .object({
    attestationId: z.string().min(1).nullish(),
    id: z.string().min(1).nullish(),
    attestationStatus: z.string().nullish(),
    status: z.string().nullish(),
  })
  .loose()
  .transform((body, context) => {
    const id = body.attestationId ?? body.id ?? null;
    if (id === null) {
      context.addIssue({ code: "custom", path: ["attestationId"], message: "is missing" });
      return z.NEVER;
    }
    return { id, status: (body.attestationStatus ?? body.status ?? "").toLowerCase() };
  });

export const directSignStatusSchema = z.object({ isSigned: z.boolean() }).loose();

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
export type Attestation = z.output<typeof attestationSchema>;
export type AddressValidation = z.output<typeof addressValidationSchema>;
