/** Who will accept the vendor's agreement, and the text that is put before them. */
export type Signatory = {
  readonly companyName: string;
  /** ISO 3166-1 alpha-2, lower case. */
  readonly countryCode: string;
  readonly language: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
};

/** Where something was done from. */
export type Origin = { readonly ip: string | null; readonly userAgent: string | null };

/**
 * `asked`: the vendor was, or is about to be, told of the signatory, and its answer is not known. `begun`: the signatory can
 * accept on the vendor's page. `accepted`: has done so. `made`: the tenant has its agreement. `ended`: nothing comes of it.
 */
export type AttestationState = "asked" | "begun" | "accepted" | "made" | "ended";

/**
 * How an acceptance is known. `read`: the vendor said so. `said`: somebody of the company said so, where the vendor cannot be
 * asked; whether it is true shows when the agreement is made.
 */
export type AcceptanceHow = "read" | "said";

/** One signatory that the vendor was told of, with the evidence of what was shown and done. Kept for ever. */
export type Attestation = {
  readonly id: string;
  readonly companyId: string;
  readonly state: AttestationState;
  readonly signatory: Signatory;
  /** Who told us of the signatory, from where, and the words that stood beside the button. */
  readonly customerId: string;
  readonly origin: Origin;
  readonly statement: string;
  readonly askedAt: Date;
  /** The vendor's id and page; null while its answer is not known. */
  readonly attestationId: string | null;
  readonly pageUrl: string | null;
  readonly templateId: string | null;
  readonly begunAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly acceptedHow: AcceptanceHow | null;
  /** Who looked whether it was accepted, and from where; null where it was seen by itself. */
  readonly acceptedBy: string | null;
  readonly acceptedOrigin: Origin;
  readonly vendorTenantId: string | null;
  readonly madeAt: Date | null;
  readonly readBackAt: Date | null;
  /** What went wrong last: in words for the customer, and for the seller's people. */
  readonly problem: string | null;
  readonly detail: string | null;
};

/** `requestId` and `finishRequestId` go with the call that announces, and with the one that makes the agreement. */
export type LeasedAttestation = Attestation & {
  readonly requestId: string;
  readonly finishRequestId: string;
  readonly looks: number;
  readonly leaseToken: string;
};

/** What the vendor said last about a tenant's agreement. `agreedAt` is null where it has none, or a direct one only. */
export type AgreementReading = {
  readonly vendorTenantId: string;
  readonly isDirect: boolean;
  readonly agreedAt: Date | null;
  readonly templateId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly link: string | null;
  readonly readAt: Date;
};

export type NewAttestation = {
  readonly companyId: string;
  readonly customerId: string;
  readonly signatory: Signatory;
  readonly origin: Origin;
  readonly statement: string;
};

/** `full`: as many signatories of the company are waited for as may be; nothing was written. */
export type AskResult =
  | { readonly outcome: "asked" | "resumed"; readonly attestation: Attestation }
  | { readonly outcome: "full" };

/** How a turn with an attestation ended: what is known now, and when to look again by itself (null: when somebody asks). */
export type AttestationEnd = {
  readonly lookAt: Date | null;
  readonly problem?: string | null;
  readonly detail?: string | null;
  /** The vendor answered: the next call of that kind is another one. */
  readonly renew?: "request_id" | "finish_request_id";
};
