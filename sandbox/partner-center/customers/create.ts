import { z } from "zod";
import {
  addressLineProblem,
  asksForRegistration,
  companyNameProblem,
  isVisible,
  postalCodeProblem,
  registrationProblem,
  stateProblem,
} from "../../../src/domain/customer-profile";
import { ApiError, invalidProperty, refusal } from "../errors";
import { parseBody } from "../http/parse";
import type { Call, Reply } from "../http/route";
import { newGuid, newPassword } from "../identifiers";
import type { Address, Customer } from "../state";
import { SANDBOX_LIMITS } from "../subscriptions/limits";
import type { World } from "../world";
import { contactFields, held, refusePartnersMail } from "./contact";
import { countries } from "./countries";
import { domainIsTaken } from "./find";
import { createdCustomer } from "./present";

const filled = z.string().trim().refine(isVisible, "is required");

const createSchema = z.object({
  enableGDAPByDefault: z.boolean().default(false),
  associatedPartnerId: z.string().optional(),
  companyProfile: z.object({
    domain: filled.toLowerCase().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a full domain name"),
    organizationRegistrationNumber: z.string().optional(),
  }),
  billingProfile: z.object({
    culture: filled.regex(/^[A-Za-z]{2}-[A-Za-z]{2}$/, "must be a culture such as en-US"),
    email: contactFields.email,
    language: filled,
    companyName: held(companyNameProblem),
    defaultAddress: z.object({
      firstName: contactFields.firstName,
      lastName: contactFields.lastName,
      addressLine1: held((line) => addressLineProblem(line, "the first line of the address")),
      addressLine2: z.string().max(200).optional(),
      city: filled,
      state: z.string().optional(),
      postalCode: z.string().optional(),
      country: filled.toUpperCase().regex(/^[A-Z]{2}$/, "must be an ISO 3166 code of two letters"),
      phoneNumber: contactFields.phoneNumber,
    }),
  }),
});

function checkAddress({ country, state, postalCode }: Address): void {
  if (!countries[country]) {
    throw invalidProperty(`billingProfile.defaultAddress.country: ${country} is not a market of this partner.`);
  }
  const wrongState = stateProblem(country, state);
  if (wrongState !== null) {
    throw invalidProperty(`billingProfile.defaultAddress.state: '${state ?? ""}' ${wrongState}.`);
  }
  const wrongCode = postalCodeProblem(country, postalCode);
  if (wrongCode !== null) {
    throw invalidProperty(`billingProfile.defaultAddress.postalCode: '${postalCode ?? ""}' ${wrongCode}.`);
  }
}

function checkRegistration(country: string, number: string | undefined, phone: string | undefined): void {
  if (!asksForRegistration(country)) {
    if (number) {
      throw new ApiError(400, "600002", "The organisation registration id is not supported in this country.");
    }
    return;
  }
  if (!number) {
    throw new ApiError(400, "600049", "The organisation registration id is missing.");
  }
  if (registrationProblem(country, number) !== null) {
    throw new ApiError(400, "600050", "The organisation registration id has neither letters nor digits.");
  }
  if (!phone) {
    throw new ApiError(400, "600051", "The customer's phone number is missing.");
  }
}

/** A tenant as the simulator keeps it, fresh and without agreements. */
export function newCustomer(
  input: Pick<Customer, "domain" | "companyName" | "email" | "address"> & Partial<Customer>,
  now: Date,
): Customer {
  return {
    id: newGuid(),
    commerceId: newGuid(),
    culture: "en-US",
    language: "en",
    billingProfileId: newGuid(),
    associatedPartnerId: null,
    organizationRegistrationNumber: null,
    enableGDAPByDefault: false,
    relationship: "reseller",
    agreements: [],
    directSigned: false,
    qualifications: [],
    accountStatus: { status: "Allowed", lastUpdateDateTime: now.toISOString().slice(0, 19) },
    createdAt: now.toISOString(),
    ...input,
  };
}

/** `POST /v1/customers`: creates a tenant and gives its first credentials, once. */
export function createCustomer(world: World, call: Call): Reply {
  const input = parseBody(createSchema, call.body, invalidProperty);
  const { companyProfile, billingProfile } = input;
  refusePartnersMail(world, "billingProfile.email", billingProfile.email);
  checkAddress(billingProfile.defaultAddress);
  const { country, phoneNumber } = billingProfile.defaultAddress;
  checkRegistration(country, companyProfile.organizationRegistrationNumber, phoneNumber);
  const { customers, settings } = world.state;
  if (settings.sandboxLimits && Object.keys(customers).length >= SANDBOX_LIMITS.customers) {
    throw refusal("800018");
  }
  if (domainIsTaken(world, companyProfile.domain)) {
    throw invalidProperty(`companyProfile.domain: ${companyProfile.domain} is already in use.`);
  }
  const [language, region] = billingProfile.culture.split("-");
  const customer = newCustomer(
    {
      domain: companyProfile.domain,
      companyName: billingProfile.companyName,
      email: billingProfile.email,
      culture: `${language?.toLowerCase()}-${region?.toUpperCase()}`,
      language: billingProfile.language,
      address: billingProfile.defaultAddress,
      associatedPartnerId: input.associatedPartnerId ?? null,
      organizationRegistrationNumber: companyProfile.organizationRegistrationNumber ?? null,
      enableGDAPByDefault: input.enableGDAPByDefault,
    },
    call.now,
  );
  world.state.customers[customer.id] = customer;
  return { status: 201, body: createdCustomer(customer, newPassword()) };
}
