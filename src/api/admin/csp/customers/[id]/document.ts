import { z } from "zod";
import { day, instant, money } from "../../../../http/document";
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
  /** The newest consent to the vendor's agreement; attested once the vendor has been told. */
  agreement: z.strictObject({ name: z.string(), agreed_at: instant, attested_at: instant.nullable() }).nullable(),
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
