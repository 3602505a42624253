import { addDays, localDateIn } from "../../../../domain/calendar";
import { decimalMoney, money } from "../../../../domain/money";
import { endOfTerm, openReturnWindows, safeUntil } from "../../../../domain/subscription";
import type { InvoiceLine } from "../../../../modules/billing";
import type { SeatChangePreview } from "../../../../processes/billing/preview/change";
import type { ListedSubscription } from "../../../../processes/billing/preview/list-subscriptions";
import { plannedInvoiceDocument } from "../billing/answer";
import { plannedLineDocument } from "../invoices/answer";
import type * as document from "./document";

export const PERIODS = { monthly: "month", annual: "year", triennial: "three_years" } as const;

/** A subscription as its company's people see it at `now`. */
export function subscriptionDocument(
  { subscription, nextCharge, total }: ListedSubscription,
  now: Date,
): document.Subscription {
  const { terms, quantity } = subscription;
  const over = subscription.status === "cancelled" || subscription.status === "ended";
  const renewal = over ? "stop" : endOfTerm(subscription);
  const { cancellationAllowedUntil } = subscription;
  const cancelUntil = over ? null : cancellationAllowedUntil && safeUntil(cancellationAllowedUntil);
  const windows = over ? [] : subscription.returnWindows.map((one) => ({ ...one, until: safeUntil(one.until) }));
  return {
    id: subscription.id,
    offer_title: subscription.title,
    sku_title: subscription.skuTitle,
    quantity,
    term: terms.term,
    billing_plan: terms.billingPlan,
    status: subscription.status,
    domain: subscription.domain,
    started_on: subscription.startedOn,
    term_last_on: addDays(subscription.termEndsOn, -1),
    renews_on: renewal === "renew" ? subscription.termEndsOn : null,
    renewal,
    next_charge: nextCharge === null ? null : { on: nextCharge.on, net: decimalMoney(nextCharge.net) },
    whole_term: decimalMoney(total.wholeTerm),
    whole_term_before_discounts: decimalMoney(total.wholeTermBefore),
    cancel_until_at: cancelUntil && cancelUntil > now ? cancelUntil.toISOString() : null,
    return_windows: openReturnWindows(windows, now).map((window) => ({
      quantity: window.quantity,
      until_at: window.until.toISOString(),
    })),
    end_wish: subscription.endWish && {
      ...subscription.endWish,
      confirmed_at: subscription.endWishKeptAt?.toISOString() ?? null,
    },
    vendor_subscription_id: subscription.vendorSubscriptionId,
  };
}

/** What another number of seats would cost, in the words of an invoice. */
export function seatPreviewDocument(preview: SeatChangePreview): document.SeatPreview {
  const { subscription, account, on, charge } = preview;
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
    quantity: preview.quantity,
    current_quantity: subscription.quantity,
    from_on: on,
    valid_until_at: `${addDays(on, 1)}T00:00:00.000Z`,
    change: part(preview.changeLines),
    charge: {
      at_once: charge.atOnce,
      on: localDateIn(charge.at, timeZone),
      ...plannedInvoiceDocument(charge.planned),
    },
    later: first
      ? { period: PERIODS[subscription.terms.billingPlan], from_on: first.periodStart, ...part(preview.later) }
      : null,
  };
}
