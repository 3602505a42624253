import { z } from "zod";
import { agreementEvidence } from "../document";

/** `is_away`: the vendor could not be asked, and this is what was known before. */
export const agreementEvidenceAnswer = z.strictObject({ agreement_evidence: agreementEvidence, is_away: z.boolean() });

export type AgreementEvidenceAnswer = z.output<typeof agreementEvidenceAnswer>;
