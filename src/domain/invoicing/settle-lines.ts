import type { ChargeKind } from "../charging";
import { type Money, money } from "../money";
import { applyTax, type LineTax, type TaxPolicy, type TaxRateSnapshot } from "../tax";
import type { ChargeLedger, ChargeMove, LedgerCharge } from "./charge-ledger";
import { creditLine } from "./credit-line";
import { byRates, type CreditPart, creditParts, partsTakenBack, proportion } from "./credit-parts";
import { taxesGivenBack } from "./credit-tax";
import { type LineAccount, taxesOf } from "./line-account";
import { type DocumentLine, splitLine } from "./split-line";

/** A line with its tax. */
export type SettledLine<Line extends DocumentLine> = Omit<Line, "kind"> & {
  /** `goodwill`: takes back what was given of a charge before, because the same is given back by right now. */
  readonly kind: ChargeKind | "goodwill";
  readonly lineId: string;
  readonly rates: readonly TaxRateSnapshot[];
  readonly tax: Money;
  readonly taxes: readonly LineTax[];
  readonly moves: readonly ChargeMove[];
};

export type SettleInput<Line extends DocumentLine> = {
  /** Of one document, in any order. */
  readonly lines: readonly Line[];
  /** What is charged now is taxed at. */
  readonly rates: readonly TaxRateSnapshot[];
  readonly taxPolicy: TaxPolicy;
  /** What was charged and given back before; what the lines do goes into it. */
  readonly ledger: ChargeLedger;
  readonly newLineId: () => string;
};

type Part = CreditPart & { readonly tax: number; readonly taxes: readonly LineTax[] };

/**
 * Taxes the lines of a document. What charges bears the rates of the day. What gives back bears the rates, the rounding
 * and the very coins of the charges it gives back; one that gives back charges of several rates becomes a line for
 * each. A correction that bills again what corrections of the same line took off goes the same way back.
 *
 * Nothing gives back more than is left of a charge. A credit that the history calls for stands in full; where goodwill
 * gave part of it before, a line of its own takes that part back.
 */
export function settleLines<Line extends DocumentLine>(input: SettleInput<Line>): SettledLine<Line>[] {
  const charging: Line[] = [];
  const comingBack: { readonly line: Line; readonly parts: readonly CreditPart[] }[] = [];
  for (const line of input.lines) {
    if (line.net.amount > 0) {
      const { parts, rest } = partsTakenBack(line.net.amount, input.ledger.givenBy(line));
      const groups = byRates(parts);
      const shares = groups.map((group) => ({ weight: total(group, "net"), seats: total(group, "seats") }));
      const more = { weight: rest, seats: line.quantity - shares.reduce((seats, one) => seats + one.seats, 0) };
      splitLine(line, rest > 0 ? [...shares, more] : shares).forEach((piece, index) => {
        const group = groups[index];
        if (group === undefined) {
          charging.push(piece);
        } else {
          comingBack.push({ line: piece, parts: fitted(group, piece.net.amount) });
        }
      });
    } else if (line.net.amount === 0) {
      charging.push(line);
    }
  }
  return [
    ...charge(charging, input),
    ...comingBack.map(({ line, parts }) => takeBack(line, parts, input)),
    ...input.lines.filter((line) => line.net.amount < 0).flatMap((line) => giveBack(line, input)),
  ];
}

function charge<Line extends DocumentLine>(
  lines: readonly Line[],
  { rates, taxPolicy, ledger, newLineId }: SettleInput<Line>,
): SettledLine<Line>[] {
  const untaxed = lines.map(({ key, net }) => ({ key, net }));
  const taxed = untaxed.length === 0 ? [] : applyTax(untaxed, rates, taxPolicy).lines;
  return lines.map((line, index) => {
    const { tax, taxes } = taxed[index] ?? { tax: money(0, line.net.currency), taxes: [] };
    const lineId = newLineId();
    if (line.net.amount > 0) {
      const { key, subscriptionId, termEventId, referencePeriod, quantity: seats } = line;
      const amounts = { seats, net: line.net.amount, tax: tax.amount, currency: line.net.currency };
      ledger.addCharge({ lineId, key, subscriptionId, termEventId, referencePeriod, ...amounts, rates, taxPolicy });
    }
    return { ...line, lineId, rates, tax, taxes, moves: [] };
  });
}

/** Bills again what lines of the same key had given back, with the tax they gave back. */
function takeBack<Line extends DocumentLine>(
  line: Line,
  parts: readonly CreditPart[],
  input: SettleInput<Line>,
): SettledLine<Line> {
  const taxed = parts.map((part) => withTax(part, proportion(part.from.tax, part.net, part.from.net)));
  return moving(line, taxed, 1, input);
}

function giveBack<Line extends DocumentLine>(line: Line, input: SettleInput<Line>): SettledLine<Line>[] {
  const wanted = { seats: Math.max(-line.quantity, 0), net: -line.net.amount };
  const groups = byRates(creditParts(wanted, input.ledger.sourcesOf(line)));
  if (groups.length === 0) {
    // Nothing on record that it could give back: it is taxed like what is charged today.
    return charge([line], input);
  }
  const shares = groups.map((group) => ({ weight: total(group, "net"), seats: total(group, "seats") }));
  return splitLine(line, shares).flatMap((piece, index) => {
    const parts = fitted(groups[index] ?? [], -piece.net.amount);
    const over = parts.flatMap((part) => {
      const net = part.net - Math.max(part.from.net, 0);
      return net > 0 ? [withTax({ ...part, seats: 0, net }, plainTax(part.from.charge, net))] : [];
    });
    const credits = parts.map((part) => {
      const given = Math.min(part.net, Math.max(part.from.net, 0));
      return withTax(part, taxOf(part, given) + plainTax(part.from.charge, part.net - given));
    });
    const credit = moving(piece, credits, -1, input);
    return over.length === 0 ? [credit] : [credit, moving(offset(piece, total(over, "net")), over, 1, input)];
  });
}

/** The line that takes back what goodwill had given of the same charges. */
function offset<Line extends DocumentLine>(line: Line, net: number): Omit<Line, "kind"> & { kind: "goodwill" } {
  const amount = money(net, line.net.currency);
  return {
    ...line,
    key: `${line.key}!1`,
    kind: "goodwill",
    quantity: 1,
    unitPrice: amount,
    factor: { numerator: 1, denominator: 1 },
    amount,
    discount: money(0, amount.currency),
    discounts: [],
    net: amount,
    formula: "less what was given back of it before",
  };
}

/** A line that moves these parts of charges, written into the ledger. */
function moving<Line extends DocumentLine>(
  line: Omit<Line, "kind"> & { readonly kind: ChargeKind | "goodwill" },
  parts: readonly Part[],
  sign: 1 | -1,
  { ledger, newLineId }: SettleInput<Line>,
): SettledLine<Line> {
  const { currency } = line.net;
  const rates = parts[0]?.from.charge.rates ?? [];
  const moves = parts.map(({ from, seats, net, tax }) => ({
    chargeLineId: from.charge.lineId,
    key: line.key,
    seats: sign * seats,
    net: sign * net,
    tax: sign * tax,
    byHand: false,
  }));
  for (const move of moves) {
    ledger.addMove(move);
  }
  const taxes = rates.map((rate, index) => ({
    rate,
    tax: money(sign * parts.reduce((sum, part) => sum + (part.taxes[index]?.tax.amount ?? 0), 0), currency),
  }));
  return { ...line, lineId: newLineId(), rates, tax: money(sign * total(parts, "tax"), currency), taxes, moves };
}

/** Splitting rounds; the parts are made to add up to their line again, the last one taking the difference. */
function fitted(parts: readonly CreditPart[], net: number): CreditPart[] {
  const difference = net - total(parts, "net");
  return parts.map((part, index) => (index === parts.length - 1 ? { ...part, net: part.net + difference } : part));
}

function withTax(part: CreditPart, tax: number): Part {
  const { net, rates, taxPolicy, currency } = part.from.charge;
  const taxes = taxesOf({ key: "", net: money(net, currency), tax: money(tax, currency), rates }, taxPolicy);
  return { ...part, tax, taxes };
}

/** The tax that a charge gives back with more of its net: its own coins, the last of them with the last of the net. */
function taxOf({ from }: CreditPart, net: number): number {
  const { charge } = from;
  const account = accountOf(charge, charge.net - from.net, charge.tax - from.tax);
  if (net === 0) {
    return 0;
  }
  const step = { account, givenNet: charge.net - from.net + net };
  const tax = taxesGivenBack([account], [step], charge.taxPolicy).get(account) ?? 0;
  return -creditLine(step, tax).tax.amount;
}

function accountOf(charge: LedgerCharge, givenNet: number, givenTax: number): LineAccount {
  const amount = (minor: number) => money(minor, charge.currency);
  const line = { key: charge.lineId, net: amount(charge.net), tax: amount(charge.tax), rates: charge.rates };
  return {
    line,
    taxes: taxesOf(line, charge.taxPolicy),
    givenNet: amount(givenNet),
    givenTax: amount(givenTax),
  };
}

function plainTax(charge: LedgerCharge, net: number): number {
  return proportion(charge.tax, net, charge.net);
}

function total<Key extends "net" | "seats" | "tax">(
  parts: readonly { readonly [key in Key]: number }[],
  key: Key,
): number {
  return parts.reduce((sum, part) => sum + part[key], 0);
}
