export {
  ACCEPTED_BEFORE_IS_TOO_OLD,
  type AgreementFacts,
  type AgreementState,
  type AttestationFacts,
  agreementStateOf,
  isReadyToOrder,
} from "./agreement-state";
export { type AgreementWay, agreementWayOn } from "./agreement-way";
