export {
  applyTax,
  DEFAULT_TAX_POLICY,
  DOCUMENT_TAX_POLICY,
  LINE_TAX_POLICY,
  type TaxedLine,
  type TaxPolicy,
  type TaxRateSnapshot,
  type TaxResult,
  type TaxSummaryRow,
} from "./apply-tax";
export { percentOf, TaxRateError } from "./percent";
