import { add, isZero, type Money, money, multiplyFraction, negate, subtract, sum } from "../money";

/** A line as it stands on an issued document. */
export interface IssuedLine {
  readonly key: string;
  readonly net: Money;
  readonly tax: Money;
}

export interface CreditNoteDraft {
  /** Amounts have the opposite sign of the invoice's lines. */
  readonly lines: readonly (IssuedLine & { readonly gross: Money })[];
  readonly totals: { readonly net: Money; readonly tax: Money; readonly gross: Money };
}

/** A credit that the invoice does not allow; `key` names the line. */
export class CreditError extends Error {
  constructor(
    readonly key: string,
    problem: string,
  ) {
    super(`Line ${key}: ${problem}`);
    this.name = "CreditError";
  }
}

/**
 * Gives back part or all of an invoice's lines. The tax of a credit is its share of the tax the line really bore, not
 * today's: what all credits of a line have given back in tax is rounded as one amount, so that however a line is
 * credited, the last credit returns exactly what is left and the sum never exceeds the invoice.
 * @param earlier lines of all credit notes issued for the invoice before
 * @param credits what to give back, net, with the sign of the invoice's line; one entry a line
 * @throws CreditError for an unknown line, a line named twice, and more than is left of a line
 */
export function assembleCreditNote(input: {
  readonly currency: string;
  readonly invoice: readonly IssuedLine[];
  readonly earlier: readonly IssuedLine[];
  readonly credits: readonly { readonly key: string; readonly net: Money }[];
}): CreditNoteDraft {
  const { currency, invoice, earlier, credits } = input;
  const named = new Set<string>();
  const lines = credits.map(({ key, net }) => {
    if (named.has(key)) {
      throw new CreditError(key, "is named twice.");
    }
    named.add(key);
    const line = invoice.find((candidate) => candidate.key === key);
    if (line === undefined) {
      throw new CreditError(key, "is not on the invoice.");
    }
    const before = earlier.filter((credit) => credit.key === key);
    return creditLine(line, before, net);
  });
  const net = sum(
    lines.map((line) => line.net),
    currency,
  );
  const tax = sum(
    lines.map((line) => line.tax),
    currency,
  );
  return { lines, totals: { net, tax, gross: add(net, tax) } };
}

function creditLine(line: IssuedLine, before: readonly IssuedLine[], net: Money): CreditNoteDraft["lines"][number] {
  const { currency } = line.net;
  const given = (pick: (credit: IssuedLine) => Money) => negate(sum(before.map(pick), currency));
  const left = subtract(
    line.net,
    given((credit) => credit.net),
  );
  if (isZero(net) || Math.sign(net.amount) !== Math.sign(left.amount) || Math.abs(net.amount) > Math.abs(left.amount)) {
    throw new CreditError(line.key, `cannot credit ${net.amount}: ${left.amount} minor units are left of it.`);
  }
  const creditedNet = subtract(line.net, subtract(left, net));
  const creditedTax = multiplyFraction(line.tax, share(creditedNet, line.net), "half_up");
  const tax = subtract(
    creditedTax,
    given((credit) => credit.tax),
  );
  return { key: line.key, net: negate(net), tax: negate(tax), gross: money(-net.amount - tax.amount, currency) };
}

/** Both have the same sign; the fraction's denominator must be positive. */
function share(part: Money, whole: Money): { numerator: number; denominator: number } {
  return { numerator: Math.abs(part.amount), denominator: Math.abs(whole.amount) };
}
