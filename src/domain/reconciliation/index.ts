export {
  costTolerance,
  expectedCost,
  expectedSeatChange,
  type VendorLineInput,
  type VendorRounding,
} from "./expected-cost";
export { vendorChargeCycles } from "./vendor-cycles";
