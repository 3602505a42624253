import { createHash } from "node:crypto";
import type { InvoiceLine } from "../../../modules/billing";
import type { ChangeWanted } from "../../../modules/subscription";
import type { NextTerm } from "./next-term";
import type { PlannedInvoice } from "./settle-credit";

/** Everything that decides what a change is and which money it moves. */
export type HashedChange = {
  readonly subscriptionId: string;
  readonly wanted: ChangeWanted;
  /** The seats the preview started from. */
  readonly currentQuantity: number;
  /** The day from which the new number counts. */
  readonly on: string;
  /** Null when no document is made of it. */
  readonly charge: PlannedInvoice | null;
  readonly later: readonly InvoiceLine[];
  readonly nextTerm: NextTerm | null;
};

const VERSION = 2;

/**
 * The fingerprint of a preview. Whoever confirms a change hands it back; a preview made then that has the same one
 * charges the same money, line by line.
 */
export function previewHash(change: HashedChange): string {
  const { wanted, nextTerm } = change;
  const content = [
    VERSION,
    change.subscriptionId,
    change.currentQuantity,
    [wanted.kind, "quantity" in wanted ? wanted.quantity : null, "outcome" in wanted ? wanted.outcome : null],
    change.on,
    change.charge && chargeFacts(change.charge),
    change.later.map(lineFacts),
    nextTerm && [nextTerm.from, nextTerm.quantity, nextTerm.firstCharge, nextTerm.wholeTerm, nextTerm.priceVersion],
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}

function chargeFacts({ invoice, creditApplied, amountDue }: PlannedInvoice): unknown[] {
  return [
    invoice.kind,
    invoice.currency,
    invoice.dueOn,
    invoice.lines.map(lineFacts),
    invoice.taxPolicy,
    invoice.taxSummary.map(({ rate, base, tax }) => [rate.code, rate.ratePercent, rate.countryCode, base, tax]),
    invoice.gross,
    creditApplied,
    amountDue,
  ];
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
