import { z } from "zod";
import { ApiError, invalidProperty, refusal } from "../errors";
import { collection } from "../http/json";
import { parseBody } from "../http/parse";
import type { Call, Reply, Route } from "../http/route";
import { newGuid } from "../identifiers";
import { OLD_ATTESTATION } from "../retirements";
import type { Customer } from "../state";
import type { World } from "../world";
import { contactFields, refusePartnersMail } from "./contact";
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

function confirm(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  const input = parseBody(consentSchema, call.body, invalidProperty);
  refusePartnersMail(world, "primaryContact.email", input.primaryContact.email);
  const template = templates.find((one) => one.templateId === input.templateId);
  if (template?.agreementType !== input.type) {
    throw invalidProperty("templateId: there is no agreement of this type with this template.");
  }
  if (Date.parse(input.dateAgreed) > call.now.getTime() + 86_400_000) {
    throw invalidProperty("dateAgreed lies in the future.");
  }
  if (customer.agreements.some((one) => one.type === input.type)) {
    throw new ApiError(409, "600061", "A partner confirmed agreement already exists for the customer.", {
      errorName: "PartnerConfirmedAgreementAlreadyExists",
      parameters: {},
    });
  }
  const consent = { userId: newGuid(), ...input };
  customer.agreements.push(consent);
  return { status: 201, body: consent };
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

/** Refuses (403/13605) a purchase by a customer who accepted the agreement neither here nor with Microsoft. */
export function requireAgreement(customer: Customer): void {
  const confirmed = customer.agreements.some((agreement) => agreement.type === microsoftCustomerAgreement);
  if (!confirmed && !customer.directSigned) {
    throw refusal("13605");
  }
}

export const agreementRoutes: Route[] = [
  { method: "get", path: "/v1/agreements", access: "user", handle: metadata },
  {
    method: "post",
    path: "/v1/customers/:customerId/agreements",
    access: "user",
    retired: OLD_ATTESTATION,
    replays: true,
    handle: confirm,
  },
  { method: "get", path: "/v1/customers/:customerId/agreements", access: "user", handle: confirmations },
  {
    method: "get",
    path: "/v1/customers/:customerId/directSignedMicrosoftCustomerAgreementStatus",
    access: "user",
    handle: (world, call) => ({ status: 200, body: { isSigned: customerOf(world, call).directSigned } }),
  },
];
