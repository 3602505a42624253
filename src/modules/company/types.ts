/** A postal address. `countryCode` is ISO 3166-1 alpha-2 in lower case, as Medusa writes it. */
export type CompanyAddress = {
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  /** State, province or region; the ISO 3166-2 part behind the country where there is one ("WA"). */
  readonly province: string | null;
  readonly postalCode: string;
  readonly countryCode: string;
};

/** What a company tells about itself. */
export type CompanyProfile = {
  readonly legalName: string;
  readonly taxId: string | null;
  readonly email: string;
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly address: CompanyAddress;
};

/**
 * Where the licences will live. `chosen`: to be created when the first order is paid. `unproven`: the company names a
 * tenant that exists and has not shown yet that it is its own; nothing is told about it, and nothing is ordered for it.
 * `linked`: known at the vendor by its id. `pending_relationship`: proven, and its owner has not accepted the seller as
 * reseller yet.
 */
export type TenantState = "chosen" | "linked" | "pending_relationship" | "unproven";

/**
 * How it is known that a tenant is the company's: we created it, a code sent to its contact came back, or the seller's
 * people vouched for it. `before`: it was linked before this was asked; `shared_before`: with another company's.
 */
export type TenantProof = "created" | "code" | "approval" | "before" | "shared_before";

/** `open`: waits for the code or for the seller's people. */
export type TenantClaimState = "open" | "proven" | "approved" | "rejected";

/** A company's claim to a tenant that exists. A company has one; for another tenant it has another id. */
export type TenantClaim = {
  readonly id: string;
  readonly companyId: string;
  readonly domain: string;
  readonly state: TenantClaimState;
  readonly codesSent: number;
  readonly codeSentAt: Date | null;
  /** The user who decided it, or `code`; null while it is open. */
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly note: string | null;
  readonly createdAt: Date;
};

export type LeasedClaim = TenantClaim & { readonly lookups: number; readonly leaseToken: string };

/**
 * `held`: the tenant is another company's. `decided`: somebody has decided the claim before. `changed`: the company names
 * another tenant by now, or none. Nothing was written but with `proven`.
 */
export type ProveResult = { readonly outcome: "proven" | "held" | "decided" | "changed" };

export type CompanyTenant = {
  readonly kind: "new" | "existing";
  /** Full domain: `contoso.onmicrosoft.com` or the customer's own. */
  readonly domain: string;
  readonly state: TenantState;
  readonly vendorTenantId: string | null;
  /** Where the tenant's owner accepts the reseller relationship; only while pending. */
  readonly relationshipUrl: string | null;
};

/** The newest consent to the vendor's customer agreement. `attestedAt` is set once the vendor has been told. */
export type CompanyAgreement = {
  readonly templateId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly agreedAt: Date;
  readonly attestedAt: Date | null;
};

/** What was found out about a VAT id once. */
export type TaxIdCheck = {
  /** `other_holder`: there is such an id, and the directory names clearly another company. */
  readonly outcome: "valid" | "invalid" | "other_holder" | "member_state_down" | "unavailable";
  /**
   * `directory`: it was looked up; `person`: somebody of the partner decided it; `form`: it cannot be an id of that
   * country; `earlier`: it stood there before ids were checked.
   */
  readonly how: "directory" | "person" | "form" | "earlier";
  readonly taxId: string;
  /** The country it was judged for, lower case. */
  readonly countryCode: string;
  /** The person's id; only with `person`. */
  readonly by: string | null;
  readonly reason: string | null;
  /** Under which the directory remembers that it was asked. */
  readonly reference: string | null;
  /** Whose it is, as the directory says. */
  readonly holder: string | null;
  /** What the company called itself then; null in answers of earlier versions. */
  readonly legalName: string | null;
  readonly at: Date;
};

/** The last clear answer about the id and country that a company has now. */
export type TaxIdStanding = Pick<TaxIdCheck, "how" | "by" | "reason" | "at"> & {
  readonly state: "valid" | "invalid" | "other_holder";
};

export type Company = CompanyProfile & {
  readonly id: string;
  /** Null while nothing clear is known of its tax id, which then counts as none. */
  readonly taxIdCheck: TaxIdStanding | null;
  readonly tenant: CompanyTenant | null;
  /** Whether the new tenant's first sign-in is there and nobody has read it yet. */
  readonly firstSignInWaits: boolean;
  readonly agreement: CompanyAgreement | null;
};

/** Evidence of one consent, kept for ever: who agreed to which text, when, from where. */
export type AgreementConsent = {
  readonly templateId: string;
  readonly agreementType: string;
  readonly link: string;
  /** SHA-256 in hex of the statement the person ticked and the link and template it named. */
  readonly textHash: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly customerId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly agreedAt: Date;
};

export type CreateCompanyResult =
  | { readonly outcome: "created"; readonly company: Company }
  /** The customer belongs to a company already; nothing was written. */
  | { readonly outcome: "exists"; readonly company: Company };

export type ChooseTenantResult =
  | { readonly outcome: "saved" }
  /** Licences already run in this tenant; it cannot be exchanged. */
  | { readonly outcome: "locked"; readonly tenant: CompanyTenant }
  /** Another company of this shop has reserved the same new domain. */
  | { readonly outcome: "domain_taken" };

/** Of a person who was erased: the company that was acted for, and the mail addresses that copies may be kept of. */
export type ForgottenPerson = { readonly companyId: string | null; readonly addresses: readonly string[] };
