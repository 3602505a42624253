import { z } from "zod";
import { taxIdEvidence } from "../document";

const WHY = "must say why, for whoever looks at it later";

/** A person's word on a company's VAT id. */
export const taxIdBody = z.strictObject({
  /** The id they looked at: one that was changed meanwhile is not decided. */
  tax_id: z.string("must be the tax id you decide on").trim().min(1, "must be the tax id you decide on").max(40),
  valid: z.boolean("must be true or false"),
  reason: z.string(WHY).trim().min(1, WHY).max(500, "must be at most 500 letters"),
});

export const taxIdAnswer = z.strictObject({ tax_id_evidence: taxIdEvidence });

export type TaxIdBody = z.input<typeof taxIdBody>;
export type TaxIdAnswer = z.output<typeof taxIdAnswer>;
