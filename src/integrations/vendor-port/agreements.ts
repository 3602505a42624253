import type { VendorOutcome } from "./outcome";

/** The person who accepts a vendor's agreement for a company, and the text that is put before them. */
export type AgreementSignatory = {
  readonly companyName: string;
  /** ISO 3166-1 alpha-2: whose text it is. */
  readonly countryCode: string;
  /** The preferred language of the text, such as `en-US`. */
  readonly language: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
};

/** `requestId` is kept until an answer came: the same one repeated is one announcement. */
export type BeginAgreementInput = { readonly signatory: AgreementSignatory; readonly requestId: string };

/** A field of the signatory that the vendor does not take; null: it did not say which. `message` is for the customer. */
export type SignatoryProblem = { readonly field: keyof AgreementSignatory | null; readonly message: string };

export type BegunAgreement =
  | {
      readonly kind: "begun";
      readonly attestationId: string;
      /** Where the signatory reads and accepts, without a sign-in. */
      readonly pageUrl: string;
      /** The vendor's name of the text in force, as far as it could be read; it may be wanted with the agreement. */
      readonly templateId: string | null;
    }
  /** Nothing was begun, and the same signatory will not be taken. */
  | { readonly kind: "not_taken"; readonly problems: readonly SignatoryProblem[] }
  /** The vendor has an acceptance of this signatory already, under an id that is not ours: what there is, is read. */
  | { readonly kind: "exists" };

/** `unreadable`: the vendor does not say; whether it was accepted shows when the agreement is made. */
export type Acceptance = "accepted" | "waiting" | "unreadable";

export type FinishAgreementInput = {
  readonly vendorTenantId: string;
  readonly attestationId: string;
  readonly signatory: AgreementSignatory;
  /** When the acceptance was seen, UTC. */
  readonly acceptedAt: Date;
  readonly templateId: string | null;
  readonly requestId: string;
};

/** One agreement of a tenant, as the vendor states it. */
export type AgreementOnRecord = {
  /** ISO instant, UTC. */
  readonly agreedAt: string;
  readonly templateId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly link: string | null;
};

/** What the vendor says of a tenant's agreement. `isDirect`: the customer has accepted it with the vendor; it has no date. */
export type AgreementReading = { readonly isDirect: boolean; readonly newest: AgreementOnRecord | null };

/**
 * What a vendor does about an agreement of its own that each customer accepts before the first order. An adapter whose vendor
 * asks for none has null in its place.
 */
export type VendorAgreements = {
  /** Announces who will accept; a tenant need not exist. */
  begin(input: BeginAgreementInput): Promise<VendorOutcome<BegunAgreement>>;
  /** Whether the signatory has accepted on the vendor's page. */
  acceptance(input: { readonly attestationId: string }): Promise<VendorOutcome<Acceptance>>;
  /** Makes the tenant's agreement. Done again it changes nothing. */
  finish(input: FinishAgreementInput): Promise<VendorOutcome<{ readonly alreadyMade: boolean }>>;
  /** Reads what a tenant has, however it was accepted. */
  read(input: { readonly vendorTenantId: string }): Promise<VendorOutcome<AgreementReading>>;
};
