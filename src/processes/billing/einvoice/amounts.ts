import { toDecimalString } from "../../../domain/money";
import type { XmlElement } from "./xml";

/** An amount element: a plain decimal from minor units, with its currency. */
export function amountElement(amountMinor: number, currency: string): XmlElement {
  return { "@currencyID": currency, "#": toDecimalString({ amount: amountMinor, currency }) };
}
