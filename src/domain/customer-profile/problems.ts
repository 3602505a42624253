import { addressLineProblem, postalCodeProblem, stateProblem } from "./address";
import { isVisible } from "./characters";
import { companyNameProblem } from "./company-name";
import { contactMailProblem, contactNameProblem, phoneProblem } from "./contact";
import { registrationProblem } from "./registration";

/** The person at the customer that Microsoft knows. A phone that is null, empty or only spaces is left out. */
export type VendorContact = {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
};

/** A customer as Microsoft is asked to create it. `countryCode` is ISO 3166-1 alpha-2. */
export type VendorProfile = VendorContact & {
  readonly legalName: string;
  readonly registrationNumber: string | null;
  readonly address: {
    readonly line1: string;
    readonly line2: string | null;
    readonly city: string;
    readonly province: string | null;
    readonly postalCode: string;
    readonly countryCode: string;
  };
};

/** What Microsoft would not take, each by the name that its own API has for the field. */
export function profileProblems(profile: VendorProfile, partnerDomains: readonly string[]): string[] {
  const { address } = profile;
  const country = address.countryCode;
  return named({
    companyName: companyNameProblem(profile.legalName),
    organizationRegistrationNumber: registrationProblem(country, profile.registrationNumber),
    ...contactFields(profile, partnerDomains),
    "defaultAddress.addressLine1": addressLineProblem(address.line1, "the street and number"),
    "defaultAddress.addressLine2": address.line2 ? addressLineProblem(address.line2, "a second address line") : null,
    "defaultAddress.city": isVisible(address.city) ? null : "must be the city",
    "defaultAddress.state": stateProblem(country, address.province),
    "defaultAddress.postalCode": postalCodeProblem(country, address.postalCode),
  });
}

/** What Microsoft would not take in the contact who agrees to its terms. */
export const contactProblems = (contact: VendorContact, partnerDomains: readonly string[]): string[] =>
  named(contactFields(contact, partnerDomains));

const contactFields = (contact: VendorContact, partnerDomains: readonly string[]) => ({
  firstName: contactNameProblem(contact.firstName),
  lastName: contactNameProblem(contact.lastName),
  email: contactMailProblem(contact.email, partnerDomains),
  phoneNumber: contact.phone?.trim() ? phoneProblem(contact.phone) : null,
});

const named = (problems: Readonly<Record<string, string | null>>): string[] =>
  Object.entries(problems).flatMap(([field, problem]) => (problem === null ? [] : [`${field} ${problem}`]));
