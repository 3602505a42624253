import { z } from "zod";
import { day, instant, money } from "../../../../http/document";
import { companyAgreement } from "../../../../store/csp/agreement/document";
import { account } from "../../billing-accounts/document";
import { finding } from "../../findings/document";
import { subscription } from "../../subscriptions/document";

/** What was found out about a VAT id once: by whom, when, how. */
export const taxIdCheck = z.strictObject({
  tax_id: z.string(),
  country_code: z.string(),
  outcome: z.enum(["valid", "invalid", "other_holder", "member_state_down", "unavailable"]),
  how: z.enum(["directory", "person", "form", "earlier"]),
  /** The person's id; only with `person`. */
  by: z.string().nullable(),
  reason: z.string().nullable(),
  /** Under which the directory remembers that it was asked. */
  reference: z.string().nullable(),
  holder: z.string().nullable(),
  at: instant,
});

/** What a company's VAT id does for it, and the last ten answers about it. */
export const taxIdEvidence = z.strictObject({
  state: z.enum(["not_needed", "missing", "unverified", "invalid", "valid"]),
  checks: z.array(taxIdCheck),
});

/** A signatory that the vendor was told of: who told us, what was shown, and what became of it. */
export const attestationEvidence = z.strictObject({
  id: z.string(),
  state: z.enum(["asked", "begun", "accepted", "made", "ended"]),
  /** The vendor's id; null while its answer is not known. */
  attestation_id: z.string().nullable(),
  page_url: z.string().nullable(),
  company_name: z.string(),
  country_code: z.string(),
  language: z.string(),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  /** Who named the signatory, from where, and the words beside the button. */
  asked_by: z.string(),
  asked_at: instant,
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  statement: z.string(),
  accepted_at: instant.nullable(),
  /** `read`: the vendor said so. `said`: somebody of the company did. */
  accepted_how: z.enum(["read", "said"]).nullable(),
  /** Who looked, and from where; null where nobody asked. */
  accepted_by: z.string().nullable(),
  accepted_ip: z.string().nullable(),
  accepted_user_agent: z.string().nullable(),
  vendor_tenant_id: z.string().nullable(),
  made_at: instant.nullable(),
  read_back_at: instant.nullable(),
  /** What went wrong last, with the vendor's code; null: nothing. */
  detail: z.string().nullable(),
});

/** How a tenant stands with the vendor's agreement, and all that is known of it. */
export const agreementEvidence = companyAgreement.extend({
  /** The newest first. */
  attestations: z.array(attestationEvidence),
  /** What the vendor said last of the tenant; null before it was asked. `agreed_at` is null where it has none, or a direct one. */
  reading: z
    .strictObject({
      vendor_tenant_id: z.string(),
      is_direct: z.boolean(),
      agreed_at: instant.nullable(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      template_id: z.string().nullable(),
      link: z.string().nullable(),
      read_at: instant,
    })
    .nullable(),
});
export type AgreementEvidence = z.output<typeof agreementEvidence>;

/** The company that one of Medusa's customers acts for. */
export const customerCompany = z.strictObject({
  id: z.string(),
  name: z.string(),
  tax_id: z.string().nullable(),
  tax_id_evidence: taxIdEvidence,
  tenant: z
    .strictObject({
      kind: z.enum(["new", "existing"]),
      domain: z.string(),
      state: z.enum(["chosen", "linked", "pending_relationship", "unproven"]),
      vendor_tenant_id: z.string().nullable(),
    })
    .nullable(),
  /** The newest box that was ticked for the vendor's agreement; attested once the vendor has been told. */
  agreement: z.strictObject({ name: z.string(), agreed_at: instant, attested_at: instant.nullable() }).nullable(),
  /** How the tenant stands with the vendor's agreement, and what that rests on. */
  agreement_evidence: agreementEvidence,
});
export type TaxIdEvidence = z.output<typeof taxIdEvidence>;
export type CustomerCompany = z.output<typeof customerCompany>;

/** What Seatline knows of one of Medusa's customers. */
export const customer = z.strictObject({
  id: z.string(),
  company: customerCompany,
  /** Null before the company's first checkout. */
  account: account.nullable(),
  /** What the account's next run would ask for, as things stand. */
  next_invoice: z.strictObject({ on: day, amount_due: money }).nullable(),
  /** True when that run would set the account aside. */
  held_up: z.boolean(),
  /** Those that are live first, then by age; not all when there are many. */
  subscriptions: z.array(subscription),
  /** In what the vendor differs from our books and nobody has decided, the newest first; not all when there are many. */
  findings: z.array(finding),
  subscription_count: z.int(),
  live_count: z.int(),
});
export type Customer = z.output<typeof customer>;

/** Null: the customer acts for no company of Seatline's. */
export const customerAnswer = z.strictObject({ customer: customer.nullable() });
export type CustomerAnswer = z.output<typeof customerAnswer>;
