import { contactProblems } from "../../../domain/customer-profile";
import {
  type Acceptance,
  type AgreementOnRecord,
  type AgreementReading,
  type AgreementSignatory,
  type BeginAgreementInput,
  type BegunAgreement,
  done,
  type FinishAgreementInput,
  type SignatoryProblem,
  type VendorAgreements,
  type VendorOutcome,
} from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import { isPartnerCenterError } from "../errors";
import type { AgreementConfirmation } from "../schemas";
import { instant } from "../schemas/common";
import { failureFrom, isCode } from "./failure";

/** How this partner's vendor is asked about acceptances. */
export type AgreementOptions = {
  /** Where a signatory accepts: the id of the attestation is put behind it. */
  readonly acceptancePage: string;
  /** Whether the state of an attestation is asked for: no page of the vendor's shows that call. */
  readonly readsAttestations: boolean;
};

export const DEFAULT_AGREEMENT_OPTIONS: AgreementOptions = {
  acceptancePage: "https://cdn.partner.microsoft.com/mca/",
  readsAttestations: true,
};

/** "A partner confirmed agreement already exists": of the same first name, last name, mail address and phone number. */
const ALREADY_CONFIRMED = "600061";
const INVALID_PROPERTY = "3000";
const INVALID_INPUT = "800002";

/** The states that others' clients have seen; any other word is none that is known. */
const WAITING: ReadonlySet<string> = new Set(["pending", "unverified"]);

export const vendorAgreements = (
  client: PartnerCenterClient,
  partnerDomains: readonly string[],
  options: AgreementOptions,
): VendorAgreements => ({
  begin: (input) => begin(client, input, { partnerDomains, acceptancePage: options.acceptancePage }),
  acceptance: ({ attestationId }) =>
    options.readsAttestations ? acceptance(client, attestationId) : Promise.resolve(done("unreadable")),
  finish: (input) => finish(client, input),
  read: ({ vendorTenantId }) => read(client, vendorTenantId),
});

async function begin(
  client: PartnerCenterClient,
  { signatory, requestId }: BeginAgreementInput,
  given: { readonly partnerDomains: readonly string[]; readonly acceptancePage: string },
): Promise<VendorOutcome<BegunAgreement>> {
  const problems = contactProblems({ ...signatory, phone: signatory.phone ?? "" }, given.partnerDomains);
  if (problems.length > 0) {
    return done({ kind: "not_taken", problems: problems.map(problemOf) });
  }
  try {
    const { countryCode, ...rest } = signatory;
    const { id } = await client.createAttestation({ ...rest, country: countryCode }, { requestId });
    const pageUrl = pageOf(given.acceptancePage, id);
    return done({ kind: "begun", attestationId: id, pageUrl, templateId: await templateInForce(client) });
  } catch (error) {
    if (isCode(error, ALREADY_CONFIRMED)) {
      return done({ kind: "exists" });
    }
    if (isCode(error, INVALID_PROPERTY, INVALID_INPUT)) {
      return done({ kind: "not_taken", problems: [problemOf(error.said)] });
    }
    return failureFrom(error);
  }
}

/** The parameter is written in lower case, unlike the field. */
function pageOf(acceptancePage: string, attestationId: string): string {
  const url = new URL(acceptancePage);
  url.searchParams.set("attestationid", attestationId);
  return url.toString();
}

/** Served to the user's token only: whose sign-in fails keeps nobody from accepting. */
async function templateInForce(client: PartnerCenterClient): Promise<string | null> {
  try {
    return (await client.getAgreementMetadata())?.templateId ?? null;
  } catch (error) {
    if (isPartnerCenterError(error)) {
      return null;
    }
    throw error;
  }
}

/** How the vendor's property names, and ours for a contact, name the fields of a signatory. */
const FIELDS: readonly (readonly [RegExp, keyof AgreementSignatory])[] = [
  [/\w*firstName\b/i, "firstName"],
  [/\w*lastName\b/i, "lastName"],
  [/\w*e-?mail\w*/i, "email"],
  [/\w*phone\w*/i, "phone"],
  [/\w*companyName\b/i, "companyName"],
  [/\w*language\b/i, "language"],
  [/\w*country\b/i, "countryCode"],
];

/** What is said of a property ("Invalid property: signatoryEmail: must be ..."), with the field of ours that it is about. */
function problemOf(said: string): SignatoryProblem {
  for (const [pattern, field] of FIELDS) {
    const named = pattern.exec(said);
    if (named !== null) {
      const after = said.slice(named.index + named[0].length).replace(/^[\s:'"]+/, "");
      return { field, message: after === "" ? said : after };
    }
  }
  return { field: null, message: said };
}

async function acceptance(client: PartnerCenterClient, attestationId: string): Promise<VendorOutcome<Acceptance>> {
  try {
    const { status } = await client.getAttestation(attestationId);
    if (status === "accepted") {
      return done("accepted");
    }
    return done(WAITING.has(status) ? "waiting" : "unreadable");
  } catch (error) {
    // The call is inferred: a vendor that does not have it answers as for any path that it does not know.
    return isPartnerCenterError(error) && (error.status === 404 || error.status === 405)
      ? done("unreadable")
      : failureFrom(error);
  }
}

async function finish(
  client: PartnerCenterClient,
  input: FinishAgreementInput,
): Promise<VendorOutcome<{ readonly alreadyMade: boolean }>> {
  const { vendorTenantId, attestationId, signatory, acceptedAt, templateId, requestId } = input;
  const { firstName, lastName, email, phone } = signatory;
  const agreement = { firstName, lastName, email, phone, attestationId, acceptedAt, templateId };
  try {
    await client.makeAgreement(vendorTenantId, agreement, { requestId });
    return done({ alreadyMade: false });
  } catch (error) {
    return isCode(error, ALREADY_CONFIRMED) ? done({ alreadyMade: true }) : failureFrom(error);
  }
}

async function read(client: PartnerCenterClient, vendorTenantId: string): Promise<VendorOutcome<AgreementReading>> {
  try {
    const confirmations = await client.listAgreementConfirmations(vendorTenantId);
    const newest = confirmations.map(onRecord).sort((a, b) => b.agreedAt.localeCompare(a.agreedAt))[0] ?? null;
    return done({ isDirect: await client.hasSignedDirectly(vendorTenantId), newest });
  } catch (error) {
    return failureFrom(error);
  }
}

function onRecord({ dateAgreed, templateId, primaryContact, agreementLink }: AgreementConfirmation): AgreementOnRecord {
  const name = [primaryContact?.firstName, primaryContact?.lastName].filter(Boolean).join(" ");
  const at = instant.safeParse(dateAgreed);
  return {
    // A date that nobody can read is one that does not count.
    agreedAt: at.success ? at.data : "1970-01-01T00:00:00.000Z",
    templateId,
    name: name === "" ? null : name,
    email: primaryContact?.email ?? null,
    link: agreementLink ?? null,
  };
}
