import { AmountFormatError, fromDecimalString, money, toDecimalString } from "../../../../../../domain/money";
import { InputError } from "../../../../../../errors/input-error";
import type { FieldProblem } from "../../../../../../input";
import type { InvoiceDetail } from "../../../../../../modules/billing";
import type { CreditBody } from "./document";

type Asked = { readonly lineId: string; readonly net: number };

/**
 * The lines of a form as the workflow takes them: net in minor units of the invoice's currency. What is wrong is told
 * beside its line; the workflow judges once more, because another note may have come in between.
 *
 * @param credited net given back so far, by line
 * @throws InputError naming each line that is not on the invoice, is named twice or has less left, and each amount that
 * is finer than the currency's smallest coin
 */
export function linesToCredit(
  lines: CreditBody["lines"],
  invoice: Pick<InvoiceDetail, "currency" | "lines">,
  credited: ReadonlyMap<string, number>,
): "all" | Asked[] {
  if (lines === "all") {
    return "all";
  }
  const { currency } = invoice;
  const left = new Map(invoice.lines.map((line) => [line.id, line.net - (credited.get(line.id) ?? 0)]));
  const problems: FieldProblem[] = [];
  const asked = lines.map(({ line_id: lineId, net: text }, index): Asked => {
    const most = left.get(lineId);
    left.delete(lineId);
    const net = minorUnits(text, currency, (message) => problems.push({ field: `lines.${index}.net`, message }));
    if (most === undefined) {
      problems.push({ field: `lines.${index}.line_id`, message: "must be a line of the invoice, named once" });
    } else if (net > most) {
      const message = `must be at most ${toDecimalString(money(Math.max(most, 0), currency))}, which is left`;
      problems.push({ field: `lines.${index}.net`, message });
    }
    return { lineId, net };
  });
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  return asked;
}

/** The amount, or 0 and a problem. */
function minorUnits(text: string, currency: string, onProblem: (message: string) => void): number {
  try {
    return fromDecimalString(text, currency).amount;
  } catch (error) {
    if (!(error instanceof AmountFormatError)) {
      throw error;
    }
    onProblem(error.message);
    return 0;
  }
}
