export { applyTax } from "./apply-tax";
export { isClearlyAnother } from "./holder-name";
export { percentOf } from "./percent";
export { DEFAULT_TAX_POLICY, DOCUMENT_TAX_POLICY, LINE_TAX_POLICY, type TaxPolicy, taxPolicy } from "./policy";
export {
  type KeyedRate,
  keyedRates,
  type TaxCategory,
  TaxRateError,
  type TaxRateSnapshot,
  type TaxTreatment,
  taxCategory,
} from "./rate";
export type { LineTax, TaxedLine, TaxResult, TaxSummaryRow } from "./tax-result";
export { type TaxPlace, type VatPlace, vatPlaceOf } from "./territories";
export { type TaxParty, type TaxTreatmentReason, type TaxTreatmentResult, taxTreatment } from "./treatment";
export { EU_VAT_AREA, isInEuVatArea } from "./vat-area";
export { hasRightCheckDigits, isPlausibleVatId, type VatIdParts, vatIdParts } from "./vat-id";
