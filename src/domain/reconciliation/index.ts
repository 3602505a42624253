export {
  costTolerance,
  expectedCost,
  expectedSeatChange,
  type VendorLineInput,
  type VendorRounding,
} from "./expected-cost";
export { type CostLine, type LineMatch, type MatchState, matchLines } from "./match-lines";
export { vendorChargeCycles } from "./vendor-cycles";
export { checkVendorLine, type VendorLineAmounts, type VendorLineFinding } from "./vendor-line";
