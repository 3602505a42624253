import { z } from "zod";
import { ApiError, invalidProperty, refusal } from "../errors";
import { collection } from "../http/json";
import { parseBody } from "../http/parse";
import type { Access, Call, Reply, Route } from "../http/route";
import { newGuid } from "../identifiers";
import { hasCome } from "../profiles";
import { OLD_ATTESTATION } from "../retirements";
import type { AgreementConsent, Attestation, Customer } from "../state";
import { dayOf } from "../subscriptions/term-dates";
import type { World } from "../world";
import { contactFields, refusePartnersMail } from "./contact";
import {
  attestationIdIn,
  CURRENT_WANTED_FROM,
  ENHANCED_ATTESTATION,
  RENEWED_SINCE,
  statusOf,
} from "./enhanced-attestation";
import { customerOf } from "./find";

const templates = [
  {
    templateId: "998b88de-aa99-4388-a42c-1b3517d49490",
    agreementType: "MicrosoftCloudAgreement",
    agreementLink: "https://docs.microsoft.com/partner-center/agreements",
    versionRank: 0,
  },
  {
    templateId: "117a77b0-9360-443b-8795-c6dedc750cf9",
    agreementType: "MicrosoftCustomerAgreement",
    agreementLink: "https://aka.ms/customeragreement",
    versionRank: 0,
  },
];

const microsoftCustomerAgreement = "MicrosoftCustomerAgreement";

/** An omitted type means the old cloud agreement; `*` means all. */
function ofType<T>(call: Call, items: T[], typeOf: (item: T) => string): T[] {
  const wanted = call.query.agreementType ?? "MicrosoftCloudAgreement";
  return wanted === "*" ? items : items.filter((item) => typeOf(item).toLowerCase() === wanted.toLowerCase());
}

const metadata = (_world: World, call: Call): Reply => ({
  status: 200,
  body: collection(ofType(call, templates, (template) => template.agreementType)),
});

const consentSchema = z.object({
  primaryContact: z.object(contactFields),
  templateId: z.string(),
  dateAgreed: z.iso.datetime({ offset: true }),
  type: z.string(),
});

function consentIn(world: World, call: Call): z.output<typeof consentSchema> {
  const input = parseBody(consentSchema, call.body, invalidProperty);
  refusePartnersMail(world, "primaryContact.email", input.primaryContact.email);
  const template = templates.find((one) => one.templateId === input.templateId);
  if (template?.agreementType !== input.type) {
    throw invalidProperty("templateId: there is no agreement of this type with this template.");
  }
  if (Date.parse(input.dateAgreed) > call.now.getTime() + 86_400_000) {
    throw invalidProperty("dateAgreed lies in the future.");
  }
  return input;
}

/** The code is documented, the HTTP status is not. */
const alreadyExists = (): ApiError =>
  new ApiError(409, "600061", "A partner confirmed agreement already exists for the customer.", {
    errorName: "PartnerConfirmedAgreementAlreadyExists",
    parameters: {},
  });

/** The old way: the partner says that the customer has agreed. */
function confirm(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  const input = consentIn(world, call);
  if (customer.agreements.some((one) => one.type === input.type)) {
    throw alreadyExists();
  }
  const consent = { userId: newGuid(), ...input };
  customer.agreements.push(consent);
  return { status: 201, body: consent };
}

type Signatory = Pick<AgreementConsent["primaryContact"], "firstName" | "lastName" | "email">;

const isSame = (one: Signatory, other: Signatory): boolean =>
  (["firstName", "lastName", "email"] as const).every(
    (field) => one[field].trim().toLowerCase() === other[field].trim().toLowerCase(),
  );

/** The attestation that a confirmation rests on: accepted, of this signatory, and of no other customer. */
function acceptedAttestation(world: World, customer: Customer, contact: Signatory, id: string): Attestation {
  const found = world.state.attestations[id.toLowerCase()];
  if (!found) {
    throw invalidProperty("attestationId: there is no such attestation.");
  }
  const signatory = {
    firstName: found.signatoryFirstName,
    lastName: found.signatoryLastName,
    email: found.signatoryEmail,
  };
  if (!isSame(signatory, contact)) {
    throw invalidProperty("primaryContact: is not the signatory of the attestation.");
  }
  if (statusOf(found) !== "Accepted") {
    throw invalidProperty("attestationId: the customer has not accepted the agreement yet.");
  }
  if (found.customerId !== null && found.customerId !== customer.id) {
    throw invalidProperty("attestationId: the attestation belongs to another customer.");
  }
  return found;
}

/**
 * The new way: the agreement that the customer accepted under an attestation. The vendor asks that a later signatory be another
 * one; an agreement that has to be renewed does not stand in the way of the same one (an inference).
 */
function confirmAttested(world: World, call: Call, attestationId: string): Reply {
  const customer = customerOf(world, call);
  const input = consentIn(world, call);
  const standing = customer.agreements.filter((one) => one.type === input.type && isCurrent(one, call.now));
  if (standing.some((one) => isSame(one.primaryContact, input.primaryContact))) {
    throw alreadyExists();
  }
  const attestation = acceptedAttestation(world, customer, input.primaryContact, attestationId);
  attestation.customerId = customer.id;
  const consent = { ...input, attestationId: attestation.id };
  customer.agreements.push(consent);
  return { status: 201, body: consent };
}

/** The attestation of a confirmation in the new way, or null: before the vendor had it, the field means nothing. */
const attestationOf = (world: World, call: Call): string | null =>
  hasCome(ENHANCED_ATTESTATION.since, world.state.settings.profile) ? attestationIdIn(call) : null;

/** Without an attestation either token may come, once that is the retired way: it is refused as such. */
function accessToConfirm(world: World, call: Call): Access {
  if (attestationOf(world, call) !== null) {
    return "app";
  }
  return hasCome(OLD_ATTESTATION.on, world.state.settings.profile) ? "any" : "user";
}

function confirmations(world: World, call: Call): Reply {
  const found = ofType(call, customerOf(world, call).agreements, (agreement) => agreement.type);
  const items = found.map(({ primaryContact, templateId, dateAgreed, type }) => ({
    primaryContact,
    templateId,
    dateAgreed: dateAgreed.slice(0, 19),
    type,
    agreementLink: templates.find((template) => template.templateId === templateId)?.agreementLink,
  }));
  return { status: 200, body: { totalCount: items.length, items } };
}

/** Whether an agreement still counts: from a day on, those of before the last renewal do not. */
const isCurrent = ({ dateAgreed }: AgreementConsent, now: Date): boolean =>
  dayOf(now) < CURRENT_WANTED_FROM || dateAgreed.slice(0, 10) >= RENEWED_SINCE;

/**
 * Refuses (403/13605) what a customer may not buy or change who accepted the agreement neither through the partner nor with
 * Microsoft, or accepted it too long ago. A direct acceptance has no date and always counts.
 */
export function requireAgreement(customer: Customer, now: Date): void {
  const confirmed = customer.agreements.some(
    (agreement) => agreement.type === microsoftCustomerAgreement && isCurrent(agreement, now),
  );
  if (!confirmed && !customer.directSigned) {
    throw refusal("13605");
  }
}

export const agreementRoutes: Route[] = [
  { method: "get", path: "/v1/agreements", access: "user", handle: metadata },
  {
    method: "post",
    path: "/v1/customers/:customerId/agreements",
    access: accessToConfirm,
    retired: OLD_ATTESTATION,
    replays: true,
    handle: (world, call) => {
      const attestationId = attestationOf(world, call);
      return attestationId === null ? confirm(world, call) : confirmAttested(world, call, attestationId);
    },
  },
  { method: "get", path: "/v1/customers/:customerId/agreements", access: "user", handle: confirmations },
  {
    method: "get",
    path: "/v1/customers/:customerId/directSignedMicrosoftCustomerAgreementStatus",
    access: "user",
    handle: (world, call) => ({ status: 200, body: { isSigned: customerOf(world, call).directSigned } }),
  },
];
