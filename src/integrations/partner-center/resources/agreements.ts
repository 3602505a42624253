import { type AttestationFields, DEFAULT_ATTESTATION_FIELDS } from "../config";
import type { CallIds, PartnerCenterHttp } from "../http";
import { type Attestation, attestationSchema, attestedAgreementSchema, directSignStatusSchema } from "../schemas";

/** Who will accept the customer agreement, for which company, and in which country's and language's text. */
export type Signatory = {
  readonly companyName: string;
  /** ISO 3166-1 alpha-2; sent in upper case. */
  readonly country: string;
  /** The preferred language of the text, such as `en-US`. */
  readonly language: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone?: string | null;
};

export type AttestedAgreement = Pick<Signatory, "firstName" | "lastName" | "email" | "phone"> & {
  readonly attestationId: string;
  readonly acceptedAt: Date;
  /** The text in force, as the old way names it; left out when null. */
  readonly templateId: string | null;
};

const CUSTOMER_AGREEMENT = "MicrosoftCustomerAgreement";

export const agreementOperations = (http: PartnerCenterHttp, fields: Partial<AttestationFields> = {}) => {
  const { emailField, phoneField } = { ...DEFAULT_ATTESTATION_FIELDS, ...fields };
  return {
    /** Announces a signatory. The same one is announced once: another announcement is refused with 600061. */
    async createAttestation(signatory: Signatory, ids: CallIds): Promise<Attestation> {
      const body = {
        country: signatory.country.toUpperCase(),
        language: signatory.language,
        companyName: signatory.companyName,
        signatoryFirstName: signatory.firstName,
        signatoryLastName: signatory.lastName,
        [emailField]: signatory.email,
        ...(signatory.phone?.trim() ? { [phoneField]: signatory.phone } : {}),
      };
      return (await http.send({ kind: "POST /attestations/enhanced", schema: attestationSchema, body, ids })).body;
    },

    /** Whether the signatory has accepted. No page shows this call: see its row of the contract. */
    async getAttestation(attestationId: string): Promise<Attestation> {
      const call = { kind: "GET /attestations/enhanced/:id", at: [attestationId], schema: attestationSchema } as const;
      return (await http.send(call)).body;
    },

    /** Makes a tenant's agreement of an attestation that was accepted. What the body holds besides its id is inferred. */
    async makeAgreement(customerId: string, agreement: AttestedAgreement, ids: CallIds): Promise<void> {
      const { firstName, lastName, email, phone, templateId } = agreement;
      const body = {
        primaryContact: { firstName, lastName, email, ...(phone?.trim() ? { phoneNumber: phone } : {}) },
        ...(templateId === null ? {} : { templateId }),
        dateAgreed: agreement.acceptedAt.toISOString(),
        type: CUSTOMER_AGREEMENT,
        attestationId: agreement.attestationId,
      };
      const call = { kind: "POST /customers/:id/agreements (attested)", at: [customerId], body, ids } as const;
      await http.send({ ...call, schema: attestedAgreementSchema });
    },

    /** Whether the customer has accepted the agreement with Microsoft itself. There is no date in it. */
    async hasSignedDirectly(customerId: string): Promise<boolean> {
      const call = {
        kind: "GET /customers/:id/directSignedMicrosoftCustomerAgreementStatus",
        at: [customerId],
        schema: directSignStatusSchema,
      } as const;
      return (await http.send(call)).body.isSigned;
    },
  };
};
