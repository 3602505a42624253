import type { ChargeMove, LedgerCharge } from "../../../domain/invoicing";
import { taxPolicy } from "../../../domain/tax";
import type { BillingModuleService, BillingPosition } from "../../../modules/billing";
import type { BillableSubscription } from "../../../modules/subscription";
import { ratesOfLine } from "../words";

/** What a charge ledger is filled with. */
export type LedgerFacts = { readonly charges: readonly LedgerCharge[]; readonly moves: readonly ChargeMove[] };

/** Reads the charges of these lines' documents, and what was given back of them, oldest first. */
export async function ledgerFacts(
  billing: BillingModuleService,
  queries: readonly { readonly subscriptionId: string; readonly settledUntil: string | null }[],
): Promise<ReadonlyMap<string, LedgerFacts>> {
  const facts = new Map<string, { charges: LedgerCharge[]; moves: ChargeMove[] }>();
  if (queries.length === 0) {
    return facts;
  }
  for (const { line, document, moves } of await billing.lineCredits.openCharges(queries)) {
    const known = facts.get(line.subscriptionId) ?? { charges: [], moves: [] };
    known.charges.push({
      lineId: line.id,
      key: line.chargeKey,
      subscriptionId: line.subscriptionId,
      termEventId: line.termEventId,
      referencePeriod: { start: line.referenceStart, end: line.referenceEnd },
      seats: line.quantity,
      net: line.net,
      tax: line.tax,
      currency: document.currency,
      rates: ratesOfLine(line, document.taxRates),
      taxPolicy: taxPolicy(document.taxPolicy),
    });
    known.moves.push(...moves);
    facts.set(line.subscriptionId, known);
  }
  return facts;
}

/**
 * Whether a subscription may give something back now: it has events that its position does not know, or that come due
 * behind it. Everything else is charged only, and its ledger need not be read.
 */
export function mayGiveBack({ events }: BillableSubscription, position: BillingPosition | undefined): boolean {
  return (
    position === undefined ||
    events.some((event) => event.sequence > position.sequence || event.on >= position.settledUntil)
  );
}
