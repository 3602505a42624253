import { cancellation } from "./cancellation";
import { changes } from "./changes";
import { credit } from "./credit";
import { month } from "./month";
import { notice, purchase, refusal } from "./purchase";
import { reversal } from "./reversal";
import type { Scenario } from "./scenario";

/** All work of the product that touches money or licences; the longest first. */
export const SCENARIOS: readonly Scenario[] = [
  purchase,
  changes,
  notice,
  month,
  refusal,
  cancellation,
  reversal,
  credit,
];
