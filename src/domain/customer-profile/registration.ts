import { isLetterOrDigit } from "./characters";

const COUNTRIES: ReadonlySet<string> = new Set(
  "AE AM AZ BR BY HU IN IQ KG KZ MD MM PL RU SA SS TH TJ TR UA UZ VE VN ZA".split(" "),
);

/**
 * Whether Microsoft asks for the company's registration number, and takes one, in a country.
 *
 * Source: Partner Center REST, "Customer resources", CustomerCompanyProfile.
 *
 * @param country ISO 3166-1 alpha-2, in any case of letters
 */
export const asksForRegistration = (country: string): boolean => COUNTRIES.has(country.toUpperCase());

/**
 * What is wrong with a company's registration number where one is asked for; null when nothing, and elsewhere.
 *
 * Source: Partner Center REST, error codes 600049 (missing) and 600050 (form). The form differs by country and is not
 * published: all that is asked is that there is a number.
 */
export function registrationProblem(country: string, number: string | null | undefined): string | null {
  return asksForRegistration(country) && ![...(number ?? "")].some(isLetterOrDigit)
    ? "must be the company's registration number: Microsoft takes no company of this country without one"
    : null;
}
