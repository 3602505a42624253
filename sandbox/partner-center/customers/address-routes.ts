import { z } from "zod";
import { isVisible, POSTAL_CODES, postalCodeProblem, STATES, stateProblem } from "../../../src/domain/customer-profile";
import { ApiError, invalidInput, invalidProperty } from "../errors";
import { parseBody } from "../http/parse";
import type { Call, Reply, Route } from "../http/route";
import { param } from "../http/route";
import type { World } from "../world";
import { type CountryRule, countries } from "./countries";
import { liesInState } from "./us-postal-codes";

const addressSchema = z.object({
  addressLine1: z.string().default(""),
  addressLine2: z.string().optional(),
  addressLine3: z.string().optional(),
  city: z.string().default(""),
  state: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string().regex(/^[A-Za-z]{2}$/, "must be an ISO 3166 code of two letters"),
});

type AddressInput = z.infer<typeof addressSchema>;

interface Verdict {
  status: "VerifiedShippable" | "Verified" | "InteractionRequired" | "None" | "NotValidated";
  message?: string;
  suggestedState?: string | undefined;
}

function judge(address: AddressInput, rule: CountryRule | undefined): Verdict {
  if (!rule) {
    return { status: "NotValidated", message: `Addresses in ${address.country} are not validated.` };
  }
  if (
    !isVisible(address.addressLine1) ||
    !isVisible(address.city) ||
    /\b(nowhere|unknown)\b/i.test(address.addressLine1)
  ) {
    return { status: "None", message: "The street or the city was not found." };
  }
  if (postalCodeProblem(address.country, address.postalCode) !== null) {
    return { status: "None", message: `The postal code '${address.postalCode ?? ""}' does not exist in ${rule.name}.` };
  }
  const state = address.state?.toUpperCase() ?? "";
  if (stateProblem(address.country, state) !== null) {
    return { status: "InteractionRequired", message: `The state '${address.state ?? ""}' is not one of ${rule.name}.` };
  }
  if (address.country === "US" && !liesInState(address.postalCode ?? "", state)) {
    return {
      status: "InteractionRequired",
      message: `The postal code ${address.postalCode} does not lie in ${state}.`,
      suggestedState: [...(STATES.US ?? [])].find((other) => liesInState(address.postalCode ?? "", other)),
    };
  }
  return { status: STATES[address.country] ? "VerifiedShippable" : "Verified" };
}

const tidy = (address: AddressInput): AddressInput => ({
  ...address,
  ...(address.state ? { state: address.state.toUpperCase() } : {}),
  ...(address.postalCode ? { postalCode: address.postalCode.toUpperCase() } : {}),
});

function suggestions(address: AddressInput, verdict: Verdict): AddressInput[] {
  if (verdict.status === "VerifiedShippable" || verdict.status === "Verified") {
    return [tidy(address)];
  }
  return verdict.suggestedState ? [tidy({ ...address, state: verdict.suggestedState })] : [];
}

/** Always 200: a bad address is a status, not an error. Only an unreadable request is refused. */
function validateAddress(_world: World, call: Call): Reply {
  const input = parseBody(addressSchema, call.body, invalidInput);
  const address = { ...input, country: input.country.toUpperCase() };
  const verdict = judge(address, countries[address.country]);
  return {
    status: 200,
    body: {
      originalAddress: input,
      suggestedAddresses: suggestions(address, verdict),
      status: verdict.status,
      ...(verdict.message ? { validationMessage: verdict.message } : {}),
    },
  };
}

/** As published for the USA; for other countries a form that is ours. */
const phonePattern = (code: string, callingCode: string) =>
  code === "US"
    ? "^(1[\\-\\/\\.]?)?(\\((\\d{3})\\)|(\\d{3}))[\\-\\/\\.]?(\\d{3})[\\-\\/\\.]?(\\d{4})$"
    : `^(\\+?${callingCode}[\\-\\/\\. ]?)?[\\d\\(\\)\\-\\/\\. ]{4,15}$`;

function countryRules(_world: World, call: Call): Reply {
  const code = param(call, "iso2").toUpperCase();
  const rule = countries[code];
  if (!rule) {
    throw /^[A-Z]{2}$/.test(code)
      ? new ApiError(404, "1000", `Not found: there are no rules for ${code}.`)
      : invalidProperty("the country must be an ISO 3166 code of two letters.");
  }
  const language = (tag: string) => `${tag}-${code}`;
  const states = STATES[code];
  const postalCode = POSTAL_CODES[code];
  return {
    status: 200,
    body: {
      iso2Code: code,
      defaultCulture: rule.culture,
      isStateRequired: states !== undefined,
      ...(states ? { states: { value: [...states] } } : {}),
      supportedLanguages: { value: rule.languages },
      supportedCultures: { value: rule.languages.map(language) },
      isPostalCodeRequired: postalCode !== undefined,
      ...(postalCode ? { postalCodeRegex: postalCode.form } : {}),
      isCityRequired: true,
      isVatIdSupported: rule.vatIdSupported,
      ...(rule.taxId ? { taxIdFormat: rule.taxId.format, taxIdSample: rule.taxId.sample } : {}),
      phoneNumberRegex: phonePattern(code, rule.callingCode),
      isRegistrationNumberSupported: false,
      isTaxIdSupported: rule.taxId !== null,
      resellerAgreementRegion: "AOC",
      geographicRegion: rule.region,
      countryCallingCodes: { value: [rule.callingCode] },
      attributes: { objectType: "CountryInformation" },
    },
  };
}

export const addressRoutes: Route[] = [
  { method: "post", path: "/v1/validations/address", access: "any", handle: validateAddress },
  { method: "get", path: "/v1/countryvalidationrules/:iso2", access: "any", handle: countryRules },
];
