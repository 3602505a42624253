/** The text of the customer agreement made out for one signatory, and whether that person has accepted it. */
export interface Attestation {
  id: string;
  country: string;
  language: string;
  companyName: string;
  signatoryFirstName: string;
  signatoryLastName: string;
  signatoryEmail: string;
  signatoryPhoneNumber?: string | undefined;
  createdAt: string;
  acceptedAt: string | null;
  /** The customer whose agreement rests on it; null until there is one. */
  customerId: string | null;
}
