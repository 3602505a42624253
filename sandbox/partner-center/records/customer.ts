export interface Address {
  country: string;
  city: string;
  state?: string | undefined;
  addressLine1: string;
  addressLine2?: string | undefined;
  postalCode?: string | undefined;
  firstName: string;
  lastName: string;
  phoneNumber?: string | undefined;
}

export interface AgreementConsent {
  /** The user whose token confirmed it in the old way. */
  userId?: string | undefined;
  /** The attestation that it rests on, in the new way. */
  attestationId?: string | undefined;
  primaryContact: { firstName: string; lastName: string; email: string; phoneNumber?: string | undefined };
  templateId: string;
  dateAgreed: string;
  type: string;
}

export interface Qualification {
  qualification: string;
  vettingStatus: "Approved" | "InReview" | "Denied";
  vettingCreateDate: string;
  decidedAt: string | null;
}

export interface Customer {
  id: string;
  commerceId: string;
  domain: string;
  companyName: string;
  email: string;
  culture: string;
  language: string;
  billingProfileId: string;
  address: Address;
  associatedPartnerId: string | null;
  organizationRegistrationNumber: string | null;
  enableGDAPByDefault: boolean;
  relationship: "none" | "reseller";
  agreements: AgreementConsent[];
  directSigned: boolean;
  qualifications: Qualification[];
  accountStatus: { status: string; lastUpdateDateTime: string } | null;
  createdAt: string;
}
