import type { BigNumberInput } from "@medusajs/framework/types";
import { MathBN, MedusaError } from "@medusajs/framework/utils";
import { fromDecimalString } from "../../domain/money";
import { reasonOf } from "../../errors/reason-of";

/**
 * Medusa's amount (major units, a number of any precision) as an integer of the currency's smallest coin.
 * @throws MedusaError invalid_data when the amount is finer than the coin, or not an amount: nothing is ever rounded
 */
export function toMinorUnits(amount: BigNumberInput, currencyCode: string): number {
  try {
    return fromDecimalString(MathBN.convert(amount).toFixed(), currencyCode.toUpperCase()).amount;
  } catch (error) {
    const reason = reasonOf(error);
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `The amount cannot be paid by card: ${reason}`);
  }
}
