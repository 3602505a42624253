import { toDecimalString } from "./decimal-text";
import type { Money } from "./money";

/** Money as the HTTP API writes it: a decimal string in major units. */
export function decimalMoney(value: Money): { amount: string; currency: string } {
  return { amount: toDecimalString(value), currency: value.currency };
}
