export { type AgreementWay, agreementWayOn } from "./agreement-way";
export { AGREEMENT_LANGUAGES, type AgreementLanguage, isAgreementLanguage, languageOfCountry } from "./languages";
export {
  ACCEPTED_BEFORE_IS_TOO_OLD,
  type AgreementFacts,
  type AgreementState,
  type AttestationFacts,
  agreementStateOf,
  isReadyToOrder,
} from "./agreement-state";
