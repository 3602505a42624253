import { addDays, localDateIn } from "../../../../../../domain/calendar";
import { decimalMoney, money } from "../../../../../../domain/money";
import { changeTransitions } from "../../../../../../domain/states";
import type { InvoiceLine } from "../../../../../../modules/billing";
import type { Subscription, SubscriptionChange } from "../../../../../../modules/subscription";
import type { ChangePreview } from "../../../../../../processes/billing/preview/change";
import { changeInWords } from "../../../../../../processes/changes/telling/words";
import { plannedInvoiceDocument } from "../../../billing/answer";
import { plannedLineDocument } from "../../../invoices/answer";
import { PERIODS } from "../../answer";
import type * as document from "./document";

/** What a change would mean, in the words of an invoice. */
export function changePreviewDocument(preview: ChangePreview): document.ChangePreview {
  const { subscription, account, on, charge, nextTerm } = preview;
  const { currency, timeZone } = account;
  const part = (lines: readonly InvoiceLine[]) => ({
    lines: lines.map((line) => plannedLineDocument(line, currency)),
    net: decimalMoney(
      money(
        lines.reduce((net, line) => net + line.net, 0),
        currency,
      ),
    ),
  });
  const [first] = preview.later;
  return {
    hash: preview.hash,
    subscription_id: subscription.id,
    current_quantity: subscription.quantity,
    from_on: on,
    valid_until_at: `${addDays(on, 1)}T00:00:00.000Z`,
    change: part(preview.changeLines),
    charge: charge && {
      at_once: charge.atOnce,
      on: localDateIn(charge.at, timeZone),
      ...plannedInvoiceDocument(charge.planned),
    },
    later: first
      ? { period: PERIODS[subscription.terms.billingPlan], from_on: first.periodStart, ...part(preview.later) }
      : null,
    rest_of_term: decimalMoney(preview.restOfTerm),
    undo_until_at: preview.undoUntil?.toISOString() ?? null,
    next_term: nextTerm && {
      from_on: nextTerm.from,
      quantity: nextTerm.quantity,
      first_charge: decimalMoney(nextTerm.firstCharge),
      whole_term: decimalMoney(nextTerm.wholeTerm),
      price_known: nextTerm.isPriceKnown,
    },
  };
}

/** A change as the company's people see it. */
export function changeDocument(change: SubscriptionChange, subscription: Subscription): document.Change {
  const { wanted, shown, askedBy, refusal, state } = change;
  return {
    id: change.id,
    subscription_id: change.subscriptionId,
    kind: change.kind,
    words: changeInWords(change, subscription),
    state,
    from_quantity: change.fromQuantity,
    quantity: wanted.kind === "cancel" ? null : wanted.quantity,
    outcome: wanted.kind === "renewal" ? wanted.outcome : null,
    amount_due: decimalMoney(money(shown.amountDue, shown.currency)),
    at_once: shown.atOnce,
    asked_as: askedBy.as,
    reason: askedBy.reason,
    refusal: refusal && { reason: refusal.reason, by: refusal.by },
    counts_from_on: change.countsFrom,
    confirmed_at: change.confirmedAt?.toISOString() ?? null,
    invoice_id: change.invoiceId,
    awaits_until_at: state === "awaiting_customer" ? (change.awaitsUntil?.toISOString() ?? null) : null,
    can_withdraw: changeTransitions.may(state, "withdraw"),
    asked_at: change.createdAt.toISOString(),
    finished_at: change.finishedAt?.toISOString() ?? null,
  };
}
