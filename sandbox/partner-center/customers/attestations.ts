import { z } from "zod";
import { companyNameProblem, isVisible } from "../../../src/domain/customer-profile";
import { ApiError, invalidProperty } from "../errors";
import { parseBody } from "../http/parse";
import type { Call, Reply, Route } from "../http/route";
import { param } from "../http/route";
import { newGuid } from "../identifiers";
import type { Attestation } from "../state";
import type { World } from "../world";
import { contactFields, held, refusePartnersMail } from "./contact";
import { countries } from "./countries";
import { ENHANCED_ATTESTATION, pageOf, statusOf } from "./enhanced-attestation";

const languageNames = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** Whether there is such a language, alone or with a country: `de`, `pt-BR`. */
function isLanguage(text: string): boolean {
  const [language = "", region, ...more] = text.split("-");
  const fits =
    /^[a-z]{2,3}$/i.test(language) && more.length === 0 && (region === undefined || /^[a-z]{2}$/i.test(region));
  return fits && languageNames.of(language) !== undefined;
}

const filled = z.string("is required").trim().refine(isVisible, "is required");

const requestSchema = z.object({
  country: filled
    .toUpperCase()
    .refine((country) => countries[country] !== undefined, "must be an ISO 3166 code of a market of this partner"),
  language: filled.refine(isLanguage, "must be a language such as en or en-US"),
  companyName: held(companyNameProblem),
  signatoryFirstName: contactFields.firstName,
  signatoryLastName: contactFields.lastName,
  signatoryEmail: contactFields.email,
  signatoryPhoneNumber: contactFields.phoneNumber,
});

const attestationBody = (world: World, attestation: Attestation) => ({
  attestationId: attestation.id,
  attestationUrl: pageOf(world, attestation),
  attestationStatus: statusOf(attestation),
  attributes: { objectType: "Attestation" },
});

function create(world: World, call: Call): Reply {
  const input = parseBody(requestSchema, call.body, invalidProperty);
  refusePartnersMail(world, "signatoryEmail", input.signatoryEmail);
  const attestation: Attestation = {
    id: newGuid(),
    ...input,
    createdAt: call.now.toISOString(),
    acceptedAt: null,
    customerId: null,
  };
  world.state.attestations[attestation.id] = attestation;
  return { status: 201, body: attestationBody(world, attestation) };
}

function read(world: World, call: Call): Reply {
  const id = param(call, "attestationId").toLowerCase();
  const attestation = world.state.attestations[id];
  if (!attestation) {
    throw new ApiError(404, "1000", `Not found: there is no attestation ${id}.`);
  }
  return { status: 200, body: attestationBody(world, attestation) };
}

const path = "/v1/attestations/enhanced";
const { since } = ENHANCED_ATTESTATION;

export const attestationRoutes: Route[] = [
  { method: "post", path, access: "app", since, replays: true, handle: create },
  { method: "get", path: `${path}/:attestationId`, access: "app", since, handle: read },
];
