import { AmountFormatError, fromDecimalString } from "../../../../domain/money";
import type { InvoiceDetail } from "../../../../modules/billing";
import { type FieldProblem, InputError } from "../../../../workflows/input-error";
import type { CreditBody } from "./validators";

/**
 * The lines of a form as the workflow takes them: net in minor units of the invoice's currency.
 *
 * @throws InputError naming each amount that is finer than the currency's smallest coin
 */
export function linesToCredit(
  lines: CreditBody["lines"],
  { currency }: Pick<InvoiceDetail, "currency">,
): "all" | { readonly lineId: string; readonly net: number }[] {
  if (lines === "all") {
    return "all";
  }
  const problems: FieldProblem[] = [];
  const read = lines.map((line, index) => {
    try {
      return { lineId: line.line_id, net: fromDecimalString(line.net, currency).amount };
    } catch (error) {
      if (!(error instanceof AmountFormatError)) {
        throw error;
      }
      problems.push({ field: `lines.${index}.net`, message: error.message });
      return { lineId: line.line_id, net: 0 };
    }
  });
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  return read;
}
