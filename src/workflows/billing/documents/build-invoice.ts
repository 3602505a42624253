import { generateEntityId } from "@medusajs/framework/utils";
import { addDays, localDateIn, startOfLocalDay } from "../../domain/calendar";
import { assembleInvoice, type InvoiceDraftLine } from "../../domain/invoicing";
import { DEFAULT_TAX_POLICY, type TaxRateSnapshot } from "../../domain/tax";
import type { BillingAccount, InvoiceKind, InvoiceLine, LegalEntity, NewInvoice } from "../../modules/billing";
import type { Company } from "../../modules/company";
import { buyerSnapshot } from "./buyer";
import { describeLine } from "./describe-line";
import type { DueLine } from "./plan-account";
import { sellerSnapshot } from "./seller";

export type InvoiceInput = {
  readonly account: BillingAccount;
  readonly company: Company;
  readonly seller: LegalEntity;
  readonly kind: InvoiceKind;
  readonly periodKey: string;
  readonly lines: readonly DueLine[];
  readonly rates: readonly TaxRateSnapshot[];
  readonly now: Date;
  readonly purchaseOrderNumber?: string | null;
  readonly orderId?: string | null;
  readonly orderDisplayId?: string | null;
  readonly billingRunId?: string | null;
  /** When the card is to be charged unless the money arrives before; by default on the due date. */
  readonly nextChargeAt?: Date;
};

/**
 * An invoice over these lines, ready to be issued: taxed, with both parties' data of the day. Pure but for the fresh ids.
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
  const issuedOn = localDateIn(now, account.timeZone);
  const dueOn = addDays(issuedOn, account.paymentTermsDays);
  return {
    id: generateEntityId(undefined, "cspinv"),
    billingAccountId: account.id,
    companyId: account.companyId,
    kind: input.kind,
    periodKey: input.periodKey,
    issuedAt: now,
    issuedOn,
    dueOn,
    periodStart: draft.period.start,
    periodEnd: draft.period.end,
    currency: account.currency,
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
    nextChargeAt:
      input.nextChargeAt ?? (account.paymentTermsDays === 0 ? now : startOfLocalDay(dueOn, account.timeZone)),
    lines: draft.lines.map((line, index) => toInvoiceLine(line, index + 1)),
  };
}

function toInvoiceLine(line: InvoiceDraftLine<DueLine>, position: number): InvoiceLine {
  return {
    id: generateEntityId(undefined, "cspinl"),
    position,
    chargeKey: line.key,
    subscriptionId: line.subscriptionId,
    kind: line.kind,
    ...describeLine(line),
    formula: line.formula,
    periodStart: line.period.start,
    periodEnd: line.period.end,
    referenceStart: line.referencePeriod.start,
    referenceEnd: line.referencePeriod.end,
    quantity: line.quantity,
    unitPrice: line.unitPrice.amount,
    factorNumerator: line.factor.numerator,
    factorDenominator: line.factor.denominator,
    net: line.net.amount,
    tax: line.tax.amount,
    gross: line.gross.amount,
    policyVersion: line.policyVersion,
    sourceEventId: line.sourceEventId,
  };
}
