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
 * Where the licences will live. `chosen`: to be created when the first order is paid. `linked`: known at the vendor by
 * its id. `pending_relationship`: it exists, and its owner has not accepted the seller as reseller yet.
 */
export type TenantState = "chosen" | "linked" | "pending_relationship";

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

export type Company = CompanyProfile & {
  readonly id: string;
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
