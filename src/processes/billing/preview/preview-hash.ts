import { createHash } from "node:crypto";
import type { InvoiceLine } from "../../../modules/billing";
import type { PlannedInvoice } from "./settle-credit";

/** Everything that decides which money a change of seats moves. */
export type HashedChange = {
  readonly subscriptionId: string;
  readonly quantity: number;
  /** The seats the preview started from. */
  readonly currentQuantity: number;
  /** The day from which the new number counts. */
  readonly on: string;
  readonly charge: PlannedInvoice;
  readonly later: readonly InvoiceLine[];
};

const VERSION = 1;

/**
 * The fingerprint of a preview. Whoever confirms a change hands it back; a preview made then that has the same one
 * charges the same money, line by line.
 */
export function previewHash(change: HashedChange): string {
  const { invoice, creditApplied, amountDue } = change.charge;
  const content = [
    VERSION,
    change.subscriptionId,
    change.currentQuantity,
    change.quantity,
    change.on,
    invoice.kind,
    invoice.currency,
    invoice.dueOn,
    invoice.lines.map(lineFacts),
    invoice.taxPolicy,
    invoice.taxSummary.map(({ rate, base, tax }) => [rate.code, rate.ratePercent, rate.countryCode, base, tax]),
    invoice.gross,
    creditApplied,
    amountDue,
    change.later.map(lineFacts),
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}

function lineFacts(line: InvoiceLine): unknown[] {
  return [
    line.chargeKey,
    line.quantity,
    line.unitPrice,
    line.factorNumerator,
    line.factorDenominator,
    line.discount,
    line.net,
    line.tax,
    line.policyVersion,
  ];
}
