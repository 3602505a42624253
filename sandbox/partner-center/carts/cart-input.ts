import { z } from "zod";

const baseLine = z.object({
  id: z.number().int().min(0).optional(),
  catalogItemId: z.string().min(1, "is required"),
  friendlyName: z.string().optional(),
  quantity: z.number("must be a whole number").int("must be a whole number"),
  billingCycle: z
    .string("is required")
    .transform((cycle) => (/^one_?time$/i.test(cycle) ? "one_time" : cycle.toLowerCase()))
    .pipe(z.enum(["monthly", "annual", "triennial", "one_time", "none"])),
  termDuration: z.string().optional(),
  promotionId: z.string().optional(),
  attestationAccepted: z.boolean().optional(),
  customTermEndDate: z.string().optional(),
  renewsTo: z.object({ termDuration: z.string() }).optional(),
  provisioningContext: z.record(z.string(), z.unknown()).nullish(),
  participants: z
    .array(z.object({ key: z.string(), value: z.string() }))
    .max(5)
    .nullish(),
});

export const cartSchema = z.object({
  partnerOnRecordAttestationAccepted: z.boolean().optional(),
  lineItems: z.array(baseLine.extend({ addonItems: z.array(baseLine).nullish() })).min(1, "a cart needs a line"),
});

export type CartInput = z.infer<typeof cartSchema>;
export type LineInput = z.infer<typeof baseLine>;

/** Lines with their add-ons laid out one after another, as the answer shows them. */
export const flatLines = (input: CartInput): LineInput[] =>
  input.lineItems.flatMap(({ addonItems, ...line }) => [line, ...(addonItems ?? [])]);
