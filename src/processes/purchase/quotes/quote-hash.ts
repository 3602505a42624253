import { createHash } from "node:crypto";
import type { Quote } from "./types";

const SEPARATOR = ".";

/** Everything in a quote that determines when how much money moves; the promise's end is part of it. */
type HashedQuote = Omit<Quote, "id" | "hash" | "createdAt" | "companyId">;

/**
 * The quote's fingerprint. It carries the instant until which the price is promised, so that whoever is handed it back
 * can tell a changed price from an expired promise without looking the quote up.
 */
export function quoteHash(quote: HashedQuote): string {
  const expiry = quote.expiresAt.getTime().toString(36);
  return `${expiry}${SEPARATOR}${fingerprint(quote, expiry)}`;
}

/**
 * Compares what a customer agreed to with what the same lines cost now.
 *
 * @param agreed the hash the customer was shown
 * @param fresh the quote of the same cart at `now`
 */
export function compareQuotes(agreed: string, fresh: HashedQuote, now: Date): "same" | "changed" | "expired" {
  const [expiry = "", digest = ""] = agreed.split(SEPARATOR);
  const expiresAt = Number.parseInt(expiry, 36);
  if (!Number.isFinite(expiresAt) || digest !== fingerprint(fresh, expiry)) {
    return "changed";
  }
  return expiresAt > now.getTime() ? "same" : "expired";
}

function fingerprint(quote: HashedQuote, expiry: string): string {
  const lines = quote.lines.map((line) => [
    line.plan.planId,
    line.plan.term,
    line.plan.billingPlan,
    line.plan.priceVersion,
    line.plan.unitTermPrice,
    line.plan.chargeCount,
    line.quantity,
    line.dueNow.amount,
    line.dueNowTax.amount,
    line.eachPeriod.amount,
    line.wholeTerm.amount,
    line.firstPeriod.start,
    line.firstPeriod.end,
    line.termEndsOn,
  ]);
  const rates = quote.tax.rates.map((rate) => [
    rate.code,
    rate.name,
    rate.ratePercent,
    rate.countryCode,
    rate.provinceCode,
  ]);
  const content = [1, expiry, quote.currency, quote.tax.status, rates, lines, quote.dueNow.gross.amount];
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}
