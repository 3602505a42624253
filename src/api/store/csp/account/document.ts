import { z } from "zod";

/** The address a person signs in with. Null where another provider has seen to it. */
export const mailAddress = z.strictObject({ email: z.string(), confirmed: z.boolean() });
export type MailAddressDocument = z.infer<typeof mailAddress>;

export const mailAddressAnswer = z.strictObject({ mail_address: mailAddress.nullable() });
export type MailAddressAnswer = z.infer<typeof mailAddressAnswer>;

export const removedAnswer = z.strictObject({ removed: z.literal(true) });
export type RemovedAnswer = z.infer<typeof removedAnswer>;

export const signedOutAnswer = z.strictObject({ signed_out: z.literal(true) });
export type SignedOutAnswer = z.infer<typeof signedOutAnswer>;
