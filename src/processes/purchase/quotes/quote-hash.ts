import { createHash } from "node:crypto";
import type { PromisedTenant } from "../../../domain/customer-profile";
import type { Quote } from "./types";

const SEPARATOR = ".";

/** `tenant_changed`: the licences would go to another tenant than the one that was shown. */
export type QuoteVerdict = "same" | "changed" | "expired" | "tenant_changed";

/** Everything in a quote that determines when how much money moves and what for; the promise's end is part of it. */
type HashedQuote = Omit<Quote, "id" | "hash" | "createdAt" | "companyId">;

/**
 * The quote's fingerprint. It carries the instant until which the price is promised, and the tenant's print apart, so that
 * whoever is handed it back can tell a changed price from another tenant and from an expired promise without looking the
 * quote up.
 */
export function quoteHash(quote: HashedQuote): string {
  const expiry = quote.expiresAt.getTime().toString(36);
  return [expiry, fingerprint(quote, expiry), tenantPrint(quote.tenant)].join(SEPARATOR);
}

/**
 * Compares what a customer agreed to with what the same lines cost now, and where they would go. An id that the vendor has
 * given the tenant since changes nothing: the customer was shown its domain.
 *
 * @param agreed the hash the customer was shown
 * @param fresh the quote of the same cart at `now`
 */
export function compareQuotes(agreed: string, fresh: HashedQuote, now: Date): QuoteVerdict {
  const [expiry = "", digest = "", tenant = ""] = agreed.split(SEPARATOR);
  const expiresAt = Number.parseInt(expiry, 36);
  if (!Number.isFinite(expiresAt) || tenant === "") {
    return "changed";
  }
  const known = fresh.tenant;
  const prints = [tenantPrint(known), tenantPrint(known && { ...known, vendorTenantId: null })];
  if (!prints.includes(tenant)) {
    return "tenant_changed";
  }
  if (digest !== fingerprint(fresh, expiry)) {
    return "changed";
  }
  return expiresAt > now.getTime() ? "same" : "expired";
}

function tenantPrint(tenant: PromisedTenant | null): string {
  const content = tenant && [tenant.kind, tenant.domain.toLowerCase(), tenant.vendorTenantId?.toLowerCase()];
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
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
    rate.treatment,
    rate.note,
  ]);
  const { party, buyer } = quote.tax;
  const who = [party?.countryCode, party?.provinceCode, party?.taxId, buyer?.name, buyer?.addressLines];
  const content = [
    2,
    who,
    quote.billingDay,
    expiry,
    quote.currency,
    quote.tax.status,
    rates,
    lines,
    quote.dueNow.gross.amount,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}
