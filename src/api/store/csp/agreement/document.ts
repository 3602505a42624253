import { z } from "zod";

/** The vendor's customer agreement in force. */
export const agreement = z.strictObject({
  template_id: z.string(),
  type: z.string(),
  link: z.string(),
  version: z.string(),
  /** The sentence that ticking the box states; it is recorded word for word. */
  statement: z.string(),
});

export const agreementAnswer = z.strictObject({ agreement });

export type Agreement = z.output<typeof agreement>;
export type AgreementAnswer = z.output<typeof agreementAnswer>;
