import type { MedusaContainer } from "@medusajs/framework/types";
import { generateEntityId } from "@medusajs/framework/utils";
import { localDateIn } from "../../../domain/calendar";
import type { PromisedTenant } from "../../../domain/customer-profile";
import { wholeTerm } from "../../../domain/discounts";
import { AmountTooLargeError, type Money, money, sum } from "../../../domain/money";
import { applyTax, DEFAULT_TAX_POLICY, type TaxRateSnapshot } from "../../../domain/tax";
import { InputError } from "../../../errors/input-error";
import { cardAmountProblem } from "../../../integrations/stripe";
import { BILLING_MODULE } from "../../../modules/billing";
import { CATALOG_MODULE } from "../../../modules/catalog";
import type { Company } from "../../../modules/company";
import { type BillableSubscription, SUBSCRIPTION_MODULE } from "../../../modules/subscription";
import { buyerSnapshot, taxParty } from "../../billing/plan/buyer";
import { DiscountBook } from "../../billing/plan/discount-lines";
import { QUOTE_VALID_MS, SERVICE_TIME_ZONE } from "../rules";
import { type DiscountedTerm, discountTerms, planTerm } from "./plan-term";
import { quoteHash } from "./quote-hash";
import { matchPlans } from "./requested-lines";
import { companyTaxRates } from "./tax";
import type { Quote, QuotedLine, RequestedLine } from "./types";

/** What a price is asked for. */
export type QuoteRequest = {
  readonly lines: readonly RequestedLine[];
  /** Decides the tax; null for a visitor, whose quote says that tax is not yet known. */
  readonly company: Company | null;
  readonly now: Date;
};

/**
 * Prices what a customer asks for, as it would be charged if it were ordered at `now`. Reads the catalogue once, and
 * the tax set-up when the company is known; writes nothing.
 *
 * @throws InputError naming each line's field that cannot be ordered, or the company's country when it has no tax set-up
 */
export async function priceQuote(container: MedusaContainer, request: QuoteRequest): Promise<Quote> {
  try {
    return await priced(container, request);
  } catch (error) {
    if (error instanceof AmountTooLargeError) {
      throw InputError.of("lines", "come to more than can be reckoned. Please split the order.");
    }
    throw error;
  }
}

async function priced(container: MedusaContainer, request: QuoteRequest): Promise<Quote> {
  const { lines: requested, company, now } = request;
  const planIds = [...new Set(requested.map((line) => line.planId))];
  const catalog = container.resolve(CATALOG_MODULE);
  const billing = container.resolve(BILLING_MODULE);
  const [plans, rates, discounts, account] = await Promise.all([
    catalog.listPlansForSale({ planIds, now }),
    company ? companyTaxRates(container, company) : [],
    billing.discounts.list(),
    company ? billing.findAccount(company.id) : null,
  ]);
  const billingDay = account?.billingDay ?? null;
  const ordered = matchPlans(requested, plans);
  const currency = ordered[0]?.plan.currency;
  if (!currency) {
    throw InputError.of("lines", "must hold at least one line");
  }
  const startOn = localDateIn(now, SERVICE_TIME_ZONE);
  const subscriptions = company && discounts.length > 0 ? await subscriptionsOf(container, company) : [];
  const terms = discountTerms(ordered.map(planTerm(startOn, billingDay)), {
    currency,
    company,
    discounts: new DiscountBook(discounts),
    subscriptions,
  });
  const untaxed = terms.map(quotedLine);
  const { lines, totals } = tax(untaxed, rates);
  refuseWhatNoCardPays(totals.gross);
  const quote = {
    expiresAt: new Date(now.getTime() + QUOTE_VALID_MS),
    currency,
    billingDay,
    tenant: company && promisedTenant(company),
    lines,
    dueNow: totals,
    tax: {
      status: company ? "included" : "not_yet_known",
      rates,
      party: company ? taxParty(company) : null,
      buyer: company ? buyerSnapshot(company) : null,
    } as const,
  };
  const id = generateEntityId(undefined, "cspquo");
  return { id, hash: quoteHash(quote), companyId: company?.id ?? null, createdAt: now, ...quote };
}

function promisedTenant({ tenant }: Company): PromisedTenant | null {
  return tenant && { kind: tenant.kind, domain: tenant.domain, vendorTenantId: tenant.vendorTenantId };
}

type UntaxedLine = Omit<QuotedLine, "dueNowTax">;

function quotedLine({ plan, quantity, purchase, lines }: DiscountedTerm): UntaxedLine {
  const dueNow = lines.filter((line) => purchase.dueNow.some((due) => due.period.start === line.period.start));
  const later = lines.find((line) => !dueNow.includes(line));
  const { currency } = plan;
  const netOf = (some: readonly (typeof lines)[number][]) =>
    sum(
      some.map((line) => line.net),
      currency,
    );
  return {
    plan,
    quantity,
    unitPrice: money(plan.pricePerCharge, currency),
    dueNow: netOf(dueNow),
    discount: sum(
      dueNow.map((line) => line.discount),
      currency,
    ),
    discounts: [...new Set(dueNow.flatMap((line) => line.discounts.map((one) => `${one.name} ${one.inWords}`)))],
    promisedDiscounts: dueNow[0]?.discounts ?? [],
    eachPeriod: netOf(later ? [later] : dueNow),
    period: purchase.period,
    ...wholeTerm(lines, currency),
    firstPeriod: purchase.firstPeriod,
    termEndsOn: purchase.termEndsOn,
    formula: purchase.dueNow.map((line) => line.formula).join("; "),
  };
}

function subscriptionsOf(container: MedusaContainer, company: Company): Promise<BillableSubscription[]> {
  return container.resolve(SUBSCRIPTION_MODULE).listForBilling({ companyIds: [company.id] });
}

function tax(lines: readonly UntaxedLine[], rates: readonly TaxRateSnapshot[]) {
  const nets = lines.map((line, index) => ({ key: String(index), net: line.dueNow }));
  const taxed = applyTax(nets, rates, DEFAULT_TAX_POLICY);
  return {
    lines: lines.map((line, index) => ({
      ...line,
      dueNowTax: taxed.lines[index]?.tax ?? money(0, line.dueNow.currency),
    })),
    totals: taxed.totals,
  };
}

/** A quote is a promise to take the money, which the card processor must be able to keep. */
function refuseWhatNoCardPays(gross: Money): void {
  const problem = gross.amount > 0 ? cardAmountProblem(gross.amount, gross.currency) : null;
  if (problem !== null) {
    const advice = problem.kind === "too_large" ? " Please split the order." : "";
    throw InputError.of("lines", `${problem.words}${advice}`);
  }
}
