import { z } from "zod";
import { AGREEMENT_LANGUAGES } from "../../../../domain/customer-profile";
import { instant } from "../../../http/document";

/**
 * How the vendor's customer agreement is accepted now. `confirmation`: a box is ticked here. `attestation`: the signatory reads
 * and accepts it on the vendor's own page.
 */
export const agreementWay = z.enum(["confirmation", "attestation"]);

/** The vendor's customer agreement in force. */
export const agreement = z.strictObject({
  template_id: z.string(),
  type: z.string(),
  link: z.string(),
  version: z.string(),
  /** The sentence that ticking the box states; it is recorded word for word. */
  statement: z.string(),
});

/** Null with `attestation`: its text is the vendor's page, made out for each signatory. */
export const agreementAnswer = z.strictObject({ way: agreementWay, agreement: agreement.nullable() });

/**
 * What is known of the agreement of a company's tenant. `consented`: ticked here, and passed on with the first order. `begun`:
 * the signatory can accept it on the vendor's page. `accepted`: has done so. `made`: the vendor has taken it. `valid`: the vendor
 * says that there is one. `outdated`: it is too old. `direct`: accepted with the vendor itself.
 */
export const agreementState = z.enum([
  "not_needed",
  "none",
  "consented",
  "begun",
  "accepted",
  "made",
  "valid",
  "outdated",
  "direct",
]);

/** How a company stands with the vendor's agreement. */
export const companyAgreement = z.strictObject({
  way: agreementWay,
  state: agreementState,
  /** Whether licences can be ordered with it. */
  is_ready: z.boolean(),
  /** Who has accepted, and when, as far as it is known. */
  name: z.string().nullable(),
  agreed_at: instant.nullable(),
});

/** A signatory that the vendor was told of. */
export const attestation = z.strictObject({
  /** `asked`: the vendor's answer is not known yet. */
  state: z.enum(["asked", "begun", "accepted", "made"]),
  /** The vendor's page on which the signatory reads and accepts; null before there is one. */
  page_url: z.string().nullable(),
  company_name: z.string(),
  country_code: z.string(),
  language: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  asked_at: instant,
  /** What went wrong last, in words; null: nothing. */
  problem: z.string().nullable(),
});

/** The agreement step of a company. */
export const ownAgreement = companyAgreement.extend({
  /** The one that is furthest; null when nobody was named. */
  attestation: attestation.nullable(),
  /** The words that stand beside the button, and are kept with the evidence. */
  statement: z.string(),
  /** In which the vendor is asked to show its text, and the one that is offered first. */
  languages: z.array(z.enum(AGREEMENT_LANGUAGES)),
  language: z.enum(AGREEMENT_LANGUAGES),
  country_code: z.string(),
  company_name: z.string(),
  /** Where an administrator of a tenant that exists can accept with the vendor itself; null for a tenant that does not. */
  direct_url: z.string().nullable(),
  /** True: the vendor could not be asked just now, and this is what was known before. */
  is_away: z.boolean(),
});

export const ownAgreementAnswer = z.strictObject({ agreement: ownAgreement });

export type Agreement = z.output<typeof agreement>;
export type AgreementAnswer = z.output<typeof agreementAnswer>;
export type CompanyAgreement = z.output<typeof companyAgreement>;
export type OwnAgreement = z.output<typeof ownAgreement>;
export type OwnAgreementAnswer = z.output<typeof ownAgreementAnswer>;
