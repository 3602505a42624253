import { addDays, type LocalDate, localDateIn, startOfLocalDay } from "../../../domain/calendar";
import type { DiscountedLine } from "../../../domain/discounts";
import {
  assembleInvoice,
  type ChargeLedger,
  documentKind,
  type InvoiceDraftLine,
  type SettledLine,
  settleLines,
} from "../../../domain/invoicing";
import { DEFAULT_TAX_POLICY, keyedRates, type TaxPolicy, type TaxRateSnapshot } from "../../../domain/tax";
import {
  type BillingAccount,
  type DocumentLocale,
  type InvoiceKind,
  type LegalEntity,
  type NewInvoice,
  type NewInvoiceLine,
  newId,
  type PartySnapshot,
} from "../../../modules/billing";
import type { Company } from "../../../modules/company";
import { buyerSnapshot } from "./buyer";
import { describeLine } from "./describe-line";
import type { DueLine } from "./plan-subscription";
import { sellerSnapshot } from "./seller";

export type InvoiceInput = {
  readonly account: BillingAccount;
  readonly company: Company;
  readonly seller: LegalEntity;
  /** What it is when money is owed; lines that come to less than nothing make a credit note. */
  readonly kind: Exclude<InvoiceKind, "credit_note">;
  readonly periodKey: string;
  readonly lines: readonly DiscountedLine<DueLine>[];
  /** What is charged is taxed at; what gives back bears the rates of what it gives back. */
  readonly rates: readonly TaxRateSnapshot[];
  /** What was charged and given back before; the lines go into it. */
  readonly ledger: ChargeLedger;
  /** Under which number of the buyer's each order was placed. */
  readonly orderNumbers: ReadonlyMap<string, string>;
  /** As it was promised; today's by default. */
  readonly taxPolicy?: TaxPolicy;
  /** As the quote had it; what the company says of itself today by default. */
  readonly buyer?: PartySnapshot;
  readonly now: Date;
  /** The day it is in the account's zone at `now`, where it is known already. */
  readonly today?: LocalDate;
  readonly orderId?: string | null;
  readonly orderDisplayId?: string | null;
  readonly billingRunId?: string | null;
  readonly quoteId?: string | null;
  /** When the card is to be charged unless the money arrives before; by default on the due date. */
  readonly nextChargeAt?: Date;
};

/**
 * A document over these lines, ready to be issued: taxed, with both parties' data of the day. An invoice, or a credit
 * note when the lines come to less than nothing; that one's gross goes to the credit balance. Pure but for the fresh ids.
 *
 * @throws CurrencyMismatchError when a line is not in the account's currency; RangeError without lines.
 */
export function buildInvoice(input: InvoiceInput): NewInvoice {
  const { account, now } = input;
  const { rates, ledger, taxPolicy = DEFAULT_TAX_POLICY } = input;
  const lines = settleLines({ lines: input.lines, rates, taxPolicy, ledger, newLineId: () => newId("cspinl") });
  const draft = assembleInvoice({ currency: account.currency, lines, rates, taxPolicy });
  if (draft.period === null) {
    throw new RangeError("An invoice needs at least one line.");
  }
  const isMixed =
    new Set(
      draft.lines.map((line) =>
        keyedRates(line.rates)
          .map(({ key }) => key)
          .join(),
      ),
    ).size > 1;
  const written = draft.lines.map(
    (line, index): NewInvoiceLine => ({
      ...toInvoiceLine(line, index + 1, account.locale),
      taxRates: isMixed ? line.rates : null,
      purchaseOrderNumber: orderNumberOf(line, input),
    }),
  );
  const { kind, silent } = documentKind(draft, { zeroInvoices: account.zeroInvoices });
  return {
    id: newId("cspinv"),
    billingAccountId: account.id,
    companyId: account.companyId,
    kind: kind === "credit_note" ? kind : input.kind,
    periodKey: input.periodKey,
    locale: account.locale,
    ...issueDates(account, now, { issuedOn: input.today, nextChargeAt: input.nextChargeAt }),
    periodStart: draft.period.start,
    periodEnd: draft.period.end,
    currency: account.currency,
    discount: draft.totals.discount.amount,
    net: draft.totals.net.amount,
    tax: draft.totals.tax.amount,
    gross: draft.totals.gross.amount,
    taxPolicy: draft.taxPolicyVersion,
    taxRates: draft.taxSummary.map((row) => row.rate),
    taxSummary: draft.taxSummary.map((row) => ({ rate: row.rate, base: row.base.amount, tax: row.tax.amount })),
    seller: sellerSnapshot(input.seller),
    buyer: input.buyer ?? buyerSnapshot(input.company),
    purchaseOrderNumber: sharedOrderNumber(written),
    orderId: input.orderId ?? null,
    orderDisplayId: input.orderDisplayId ?? null,
    billingRunId: input.billingRunId ?? null,
    quoteId: input.quoteId ?? null,
    creditedInvoiceId: null,
    creditReason: null,
    silent,
    lines: written,
  };
}

/** The days a document gets when it is issued at `now`: its own, the one it is due on, and when the card is charged. */
export function issueDates(
  account: Pick<BillingAccount, "timeZone" | "paymentTermsDays">,
  now: Date,
  known: { readonly issuedOn?: LocalDate | undefined; readonly nextChargeAt?: Date | undefined } = {},
): Pick<NewInvoice, "issuedAt" | "issuedOn" | "dueOn" | "nextChargeAt"> {
  const issuedOn = known.issuedOn ?? localDateIn(now, account.timeZone);
  const dueOn = addDays(issuedOn, account.paymentTermsDays);
  const chargeAt = account.paymentTermsDays === 0 ? now : startOfLocalDay(dueOn, account.timeZone);
  return { issuedAt: now, issuedOn, dueOn, nextChargeAt: known.nextChargeAt ?? chargeAt };
}

/** The number the order was placed under, else the one the seller keeps for the account. */
export function orderNumberOf(
  { subscription }: Pick<DueLine, "subscription">,
  { account, orderNumbers }: Pick<InvoiceInput, "account" | "orderNumbers">,
): string | null {
  return orderNumbers.get(subscription.orderId) ?? account.purchaseOrderNumber;
}

/** The document's own order number: the one that all its lines share. */
export function sharedOrderNumber(lines: readonly { readonly purchaseOrderNumber: string | null }[]): string | null {
  const [first = null] = lines.map((line) => line.purchaseOrderNumber);
  return lines.every((line) => line.purchaseOrderNumber === first) ? first : null;
}

function toInvoiceLine(
  line: InvoiceDraftLine<SettledLine<DiscountedLine<DueLine>>>,
  position: number,
  locale: DocumentLocale,
): Omit<NewInvoiceLine, "taxRates" | "purchaseOrderNumber"> {
  return {
    id: line.lineId,
    position,
    chargeKey: line.key,
    subscriptionId: line.subscriptionId,
    kind: line.kind,
    ...describeLine(line, locale),
    formula: line.formula,
    periodStart: line.period.start,
    periodEnd: line.period.end,
    referenceStart: line.referencePeriod.start,
    referenceEnd: line.referencePeriod.end,
    quantity: line.quantity,
    unitPrice: line.unitPrice.amount,
    factorNumerator: line.factor.numerator,
    factorDenominator: line.factor.denominator,
    discount: line.discount.amount,
    discounts: line.discounts,
    net: line.net.amount,
    tax: line.tax.amount,
    gross: line.gross.amount,
    policyVersion: line.policyVersion,
    sourceEventId: line.sourceEventId,
    termEventId: line.termEventId,
    taxCodes: null,
    creditedLineId: null,
    givesBack: line.moves.map(({ chargeLineId, seats, net, tax }) => ({ chargeLineId, seats, net, tax })),
  };
}
