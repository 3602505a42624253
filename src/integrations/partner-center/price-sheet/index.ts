export type { PriceSheetProblem } from "./problem";
export { type PriceSheetReadOptions, readPriceSheet } from "./reader";
export type { PriceSheetRow } from "./row-schema";
