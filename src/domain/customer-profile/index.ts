export { addressLineProblem, postalCodeProblem, STATES, stateProblem } from "./address";
export { AGREEMENT_LANGUAGES, type AgreementLanguage, languageOfCountry } from "./agreement-languages";
export { isVisible } from "./characters";
export { companyNameProblem } from "./company-name";
export {
  contactMailProblem,
  contactNameProblem,
  phoneForVendor,
  phoneProblem,
  placeholderNameProblem,
} from "./contact";
export { isOneLine, ONE_LINE } from "./one-line";
export { POSTAL_CODES } from "./postal-codes";
export { contactProblems, profileProblems, type VendorContact, type VendorProfile } from "./problems";
export { type NamedTenant, type PromisedTenant, tenantDifference } from "./promised-tenant";
export { asksForRegistration, registrationProblem } from "./registration";
