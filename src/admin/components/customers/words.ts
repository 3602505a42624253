import type { CustomerCompany } from "../../../api/admin/csp/customers/[id]/document";

type Look = { readonly word: string; readonly color: "green" | "orange" | "grey" };

export const TENANT_LOOKS: Readonly<Record<NonNullable<CustomerCompany["tenant"]>["state"], Look>> = {
  chosen: { word: "Made with the first order", color: "grey" },
  linked: { word: "Linked", color: "green" },
  unproven: { word: "Not proven to be theirs", color: "orange" },
  pending_relationship: { word: "Has not accepted us", color: "orange" },
};

type TaxIdEvidence = CustomerCompany["tax_id_evidence"];

export const TAX_ID_LOOKS: Readonly<Record<TaxIdEvidence["state"], Look>> = {
  not_needed: { word: "Not checked: it changes no tax", color: "grey" },
  missing: { word: "VAT is charged", color: "grey" },
  unverified: { word: "Not verified: VAT is charged", color: "orange" },
  invalid: { word: "Not valid: VAT is charged", color: "orange" },
  valid: { word: "Valid", color: "green" },
};

type TaxIdCheck = TaxIdEvidence["checks"][number];

const OUTCOMES: Readonly<Record<TaxIdCheck["outcome"], string>> = {
  valid: "Valid",
  invalid: "Not valid",
  other_holder: "Valid, and another company's",
  member_state_down: "Its member state did not answer",
  unavailable: "The directory did not answer",
};

const HOWS: Readonly<Record<TaxIdCheck["how"], string>> = {
  directory: "VIES",
  person: "decided by hand",
  form: "by its form",
  earlier: "from before ids were checked",
};

/** One answer about a VAT id in words, without its time. */
export function checkInWords({ outcome, how, reason, reference, holder }: TaxIdCheck): string {
  return [`${OUTCOMES[outcome]}, ${HOWS[how]}`, holder, reason, reference].filter(Boolean).join(" · ");
}

type AgreementEvidence = CustomerCompany["agreement_evidence"];

export const AGREEMENT_LOOKS: Readonly<Record<AgreementEvidence["state"], Look>> = {
  not_needed: { word: "Not needed", color: "grey" },
  none: { word: "Not agreed yet", color: "orange" },
  consented: { word: "Microsoft is told with the first order", color: "grey" },
  begun: { word: "Waits for the signatory", color: "orange" },
  accepted: { word: "Accepted, not made yet", color: "orange" },
  made: { word: "Made, not read back yet", color: "green" },
  valid: { word: "Valid", color: "green" },
  outdated: { word: "Too old: to be accepted anew", color: "orange" },
  direct: { word: "Accepted with Microsoft", color: "green" },
};

export const ATTESTATION_WORDS: Readonly<Record<AgreementEvidence["attestations"][number]["state"], string>> = {
  asked: "Microsoft was asked, and has not answered yet",
  begun: "Can be accepted on Microsoft's page",
  accepted: "Accepted",
  made: "Agreement made",
  ended: "Nothing came of it",
};

/** How an acceptance is known. */
export const ACCEPTED_HOW = { read: "as Microsoft says", said: "as the customer says" } as const;
