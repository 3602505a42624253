import { z } from "zod";
import { instant, oneOf, paging } from "../../../http/document";

export const claimState = oneOf(["open", "proven", "approved", "rejected"]);

/** A company's claim that an existing tenant is its own. */
export const claim = z.strictObject({
  id: z.string(),
  company_id: z.string(),
  company_name: z.string(),
  company_email: z.string(),
  domain: z.string(),
  state: claimState,
  /** Codes that went to the tenant's contact at Microsoft. */
  codes_sent: z.int(),
  code_sent_at: instant.nullable(),
  /** The user who decided it, or `code`; null while it is open. */
  decided_by: z.string().nullable(),
  decided_at: instant.nullable(),
  note: z.string().nullable(),
  created_at: instant,
});
export type Claim = z.output<typeof claim>;

export const claimsAnswer = z.strictObject({ claims: z.array(claim), ...paging });
export type ClaimsAnswer = z.output<typeof claimsAnswer>;

export const claimAnswer = z.strictObject({ claim });
export type ClaimAnswer = z.output<typeof claimAnswer>;
