import { correctedKey, correctionKey } from "../../../domain/charging";
import { assembleCreditNote, CreditError } from "../../../domain/invoicing";
import { allocate, money } from "../../../domain/money";
import { taxPolicy } from "../../../domain/tax";
import {
  type BillingAccount,
  type InvoiceDetail,
  type InvoiceLine,
  type LineCredit,
  type NewInvoice,
  newId,
  type StoredCharge,
} from "../../../modules/billing";
import { issueDates } from "../plan/build-invoice";
import { ratesOfLine } from "../words";

/** `correction`: what is given back is billed anew. `goodwill`: it stays given. */
export type CreditReason = "correction" | "goodwill";

export type CreditNoteFacts = {
  readonly invoice: InvoiceDetail;
  readonly account: BillingAccount;
  /** Lines of the invoice's earlier credit notes. */
  readonly earlier: readonly InvoiceLine[];
  /** The charges among the invoice's lines, with all that was given back of them in any way. */
  readonly charges: readonly StoredCharge[];
  /** What other lines of the invoice moved of which charges, by the line's id. */
  readonly moves: ReadonlyMap<string, readonly LineCredit[]>;
  /** Corrections billed so far, by the key of the charge. */
  readonly corrections: ReadonlyMap<string, number>;
  readonly reason: CreditReason;
  readonly text: string;
  readonly lines: "all" | readonly { readonly lineId: string; readonly net: number }[];
  readonly now: Date;
};

/**
 * A credit note over all or part of an invoice, taxed as the invoice was. Pure but for the fresh ids.
 *
 * A correction takes lines back whole, in the form in which a run corrects a charge, so that the planner finds them
 * unbilled and bills them anew. Goodwill is outside the planner's books.
 *
 * @throws CreditError naming a line; RangeError for a policy that never existed
 */
export function buildCreditNote(facts: CreditNoteFacts): NewInvoice {
  const { invoice, account, earlier, now } = facts;
  const { currency } = invoice;
  const credited = creditedSoFar(facts);
  const left = linesLeft(facts);
  const asked =
    facts.lines === "all"
      ? left.map(({ line, net }) => ({ line, net })).filter(({ net }) => net !== 0)
      : facts.lines.map(({ lineId, net }) => ({ line: lineOf(invoice, lineId), net }));
  if (asked.length === 0) {
    throw new CreditError(null, "has nothing left to give back.");
  }
  const draft = assembleCreditNote({
    currency,
    taxPolicy: taxPolicy(invoice.taxPolicy),
    invoice: invoice.lines.map((line) => ({
      ...amountsOf(line, line.id, currency),
      rates: ratesOfLine(line, invoice.taxRates),
    })),
    earlier: credited.map(({ key, net, tax }) => ({ key, net: money(net, currency), tax: money(tax, currency) })),
    credits: asked.map(({ line, net }) => ({ key: line.id, net: money(net, currency) })),
  });
  const mixed = invoice.lines.some((line) => line.taxRates !== null);
  const lines = asked.map(({ line, net }, index) => {
    const amounts = draft.lines[index];
    if (amounts === undefined) {
      throw new RangeError(`No credit was worked out for line ${line.id}.`);
    }
    const isUntouched = left.find((one) => one.line.id === line.id)?.net === line.net;
    const form = facts.reason === "correction" ? takenBack(facts, line, net, isUntouched) : given(earlier, line, net);
    return {
      ...line,
      ...form,
      id: newId("cspinl"),
      position: index + 1,
      net: amounts.net.amount,
      tax: amounts.tax.amount,
      gross: amounts.gross.amount,
      taxRates: mixed ? ratesOfLine(line, invoice.taxRates) : null,
      creditedLineId: line.id,
      givesBack: movesOf(facts, line, {
        seats: form.kind === "goodwill" ? 0 : form.quantity,
        net: amounts.net.amount,
        tax: amounts.tax.amount,
      }),
    };
  });
  const number = new Set(earlier.map((line) => line.chargeKey)).size + 1;
  return {
    ...snapshotOf(invoice),
    id: newId("cspinv"),
    kind: "credit_note",
    periodKey: `credit:${invoice.id}:${number}`,
    locale: account.locale,
    ...issueDates(account, now),
    nextChargeAt: null,
    discount: lines.reduce((total, line) => total + line.discount, 0),
    net: draft.totals.net.amount,
    tax: draft.totals.tax.amount,
    gross: draft.totals.gross.amount,
    taxSummary: draft.taxSummary.map(({ rate, base, tax }) => ({ rate, base: base.amount, tax: tax.amount })),
    billingRunId: null,
    quoteId: null,
    creditedInvoiceId: invoice.id,
    creditReason: facts.text,
    silent: false,
    lines,
  };
}

/** What a credit note has in common with its invoice: the parties, the place, the tax and the time. */
function snapshotOf(invoice: InvoiceDetail) {
  const { billingAccountId, companyId, currency, seller, buyer, taxPolicy: policy, taxRates } = invoice;
  const { periodStart, periodEnd, purchaseOrderNumber, orderId, orderDisplayId } = invoice;
  return {
    billingAccountId,
    companyId,
    currency,
    seller,
    buyer,
    taxPolicy: policy,
    taxRates,
    periodStart,
    periodEnd,
    purchaseOrderNumber,
    orderId,
    orderDisplayId,
  };
}

type Credited = { readonly key: string; readonly net: number; readonly tax: number };

/** A line and what of it nothing has given back yet; minor units, signed like the line. */
export type LineLeft = { readonly line: InvoiceLine; readonly net: number; readonly tax: number };

/** The lines of an invoice, in its order, with what is left of each. */
export function linesLeft(facts: Pick<CreditNoteFacts, "charges" | "earlier" | "invoice">): LineLeft[] {
  const credited = creditedSoFar(facts);
  return facts.invoice.lines.map((line) => {
    const own = credited.filter(({ key }) => key === line.id);
    const plus = (part: "net" | "tax") => own.reduce((sum, one) => sum + one[part], line[part]);
    return { line, net: plus("net"), tax: plus("tax") };
  });
}

/**
 * What was given back of each line, signed against it: of what charged something by whichever way, be it a note or the
 * run's own credit; of every other line by the notes that name it.
 */
function creditedSoFar({
  charges,
  earlier,
  invoice,
}: Pick<CreditNoteFacts, "charges" | "earlier" | "invoice">): Credited[] {
  const ownIds = new Set(invoice.lines.map((line) => line.id));
  const isCharge = new Set(charges.map(({ line }) => line.id));
  return [
    ...charges
      .filter(({ line }) => ownIds.has(line.id))
      .flatMap(({ line, moves }) => moves.map(({ net, tax }) => ({ key: line.id, net, tax }))),
    ...earlier.flatMap(({ creditedLineId, net, tax }) =>
      creditedLineId === null || isCharge.has(creditedLineId) ? [] : [{ key: creditedLineId, net, tax }],
    ),
  ];
}

/** Of which charges the credit of a line gives back what: of itself, or of what the line had moved, the other way. */
function movesOf(
  { charges, invoice: { currency }, moves }: CreditNoteFacts,
  line: InvoiceLine,
  credit: { readonly seats: number; readonly net: number; readonly tax: number },
): LineCredit[] {
  if (charges.some((charge) => charge.line.id === line.id)) {
    return [{ chargeLineId: line.id, ...credit, seats: credit.net === -line.net ? credit.seats : 0 }];
  }
  const own = moves.get(line.id) ?? [];
  const weights = own.map(({ net }) => Math.abs(net));
  if (weights.every((weight) => weight === 0)) {
    return [];
  }
  const nets = allocate(money(credit.net, currency), weights);
  const taxes = allocate(money(credit.tax, currency), weights);
  return own.map(({ chargeLineId, seats }, index) => ({
    chargeLineId,
    seats: credit.net === -line.net ? -seats : 0,
    net: nets[index]?.amount ?? 0,
    tax: taxes[index]?.amount ?? 0,
  }));
}

function lineOf(invoice: InvoiceDetail, lineId: string): InvoiceLine {
  const line = invoice.lines.find((candidate) => candidate.id === lineId);
  if (line === undefined) {
    throw new CreditError(lineId, "is not on the invoice.");
  }
  return line;
}

function amountsOf(line: InvoiceLine, key: string, currency: string) {
  return { key, net: money(line.net, currency), tax: money(line.tax, currency) };
}

type LineForm = Pick<
  InvoiceLine,
  | "chargeKey"
  | "kind"
  | "quantity"
  | "unitPrice"
  | "factorNumerator"
  | "factorDenominator"
  | "formula"
  | "discount"
  | "discounts"
>;

/** The line with its signs turned, as a correction of the charge it was. */
function takenBack({ corrections }: CreditNoteFacts, line: InvoiceLine, net: number, isUntouched: boolean): LineForm {
  if (net !== line.net || !isUntouched) {
    throw new CreditError(line.id, "is billed anew as a whole or not at all; give back a part of it as goodwill.");
  }
  const base = correctedKey(line.chargeKey);
  return {
    chargeKey: correctionKey(base, (corrections.get(base) ?? 0) + 1),
    kind: "correction",
    quantity: -line.quantity,
    unitPrice: line.unitPrice,
    factorNumerator: line.factorNumerator,
    factorDenominator: line.factorDenominator,
    formula: `reversal of ${line.formula}`,
    discount: -line.discount,
    discounts: line.discounts.map((one) => ({ ...one, amount: { ...one.amount, amount: -one.amount.amount } })),
  };
}

/** An amount that is given without a calculation. */
function given(earlier: readonly InvoiceLine[], line: InvoiceLine, net: number): LineForm {
  const before = earlier.filter((credit) => credit.creditedLineId === line.id).length;
  return {
    chargeKey: `${line.chargeKey}!${before + 1}`,
    kind: "goodwill",
    quantity: -1,
    unitPrice: net,
    factorNumerator: 1,
    factorDenominator: 1,
    formula: `credit of what was billed with ${line.formula}`,
    discount: 0,
    discounts: [],
  };
}
