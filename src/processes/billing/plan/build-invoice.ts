import { addDays, type LocalDate, localDateIn, startOfLocalDay } from "../../../domain/calendar";
import type { DiscountedLine } from "../../../domain/discounts";
import { assembleInvoice, documentKind, type InvoiceDraftLine } from "../../../domain/invoicing";
import { DEFAULT_TAX_POLICY, type TaxRateSnapshot } from "../../../domain/tax";
import {
  type BillingAccount,
  type DocumentLocale,
  type InvoiceKind,
  type InvoiceLine,
  type LegalEntity,
  type NewInvoice,
  newId,
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
  readonly rates: readonly TaxRateSnapshot[];
  readonly now: Date;
  /** The day it is in the account's zone at `now`, where it is known already. */
  readonly today?: LocalDate;
  readonly purchaseOrderNumber?: string | null;
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
  const draft = assembleInvoice({
    currency: account.currency,
    lines: input.lines,
    rates: input.rates,
    taxPolicy: DEFAULT_TAX_POLICY,
  });
  if (draft.period === null) {
    throw new RangeError("An invoice needs at least one line.");
  }
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
    buyer: buyerSnapshot(input.company),
    purchaseOrderNumber: input.purchaseOrderNumber ?? account.purchaseOrderNumber,
    orderId: input.orderId ?? null,
    orderDisplayId: input.orderDisplayId ?? null,
    billingRunId: input.billingRunId ?? null,
    quoteId: input.quoteId ?? null,
    creditedInvoiceId: null,
    creditReason: null,
    silent,
    lines: draft.lines.map((line, index) => toInvoiceLine(line, index + 1, account.locale)),
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

function toInvoiceLine(
  line: InvoiceDraftLine<DiscountedLine<DueLine>>,
  position: number,
  locale: DocumentLocale,
): InvoiceLine {
  return {
    id: newId("cspinl"),
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
    taxCodes: null,
    creditedLineId: null,
  };
}
