import type { MedusaContainer } from "@medusajs/framework/types";
import { generateEntityId } from "@medusajs/framework/utils";
import { localDateIn } from "../../../domain/calendar";
import { DEFAULT_CHARGING_POLICY, quotePurchase } from "../../../domain/charging";
import { money, sum } from "../../../domain/money";
import { applyTax, DEFAULT_TAX_POLICY, type TaxRateSnapshot } from "../../../domain/tax";
import { CATALOG_MODULE, type CatalogService, type SellablePlan } from "../../../modules/catalog";
import type { Company } from "../../../modules/company";
import { InputError } from "../../input-error";
import { QUOTE_VALID_MS, SERVICE_TIME_ZONE } from "../rules";
import { quoteHash } from "./quote-hash";
import { matchPlans } from "./requested-lines";
import { companyTaxRates } from "./tax";
import type { Quote, QuotedLine, RequestedLine } from "./types";

/** What a price is asked for. */
export interface QuoteRequest {
  readonly lines: readonly RequestedLine[];
  /** Decides the tax; null for a visitor, whose quote says that tax is not yet known. */
  readonly company: Company | null;
  readonly now: Date;
}

/**
 * Prices what a customer asks for, as it would be charged if it were ordered at `now`. Reads the catalogue once, and
 * the tax set-up when the company is known; writes nothing.
 *
 * @throws InputError naming each line's field that cannot be ordered, or the company's country when it has no tax set-up
 */
export async function priceQuote(container: MedusaContainer, request: QuoteRequest): Promise<Quote> {
  const { lines: requested, company, now } = request;
  const planIds = [...new Set(requested.map((line) => line.planId))];
  const catalog = container.resolve<CatalogService>(CATALOG_MODULE);
  const [plans, rates] = await Promise.all([
    catalog.listPlansForSale({ planIds, now }),
    company ? companyTaxRates(container, company.address) : [],
  ]);
  const untaxed = matchPlans(requested, plans).map(({ plan, quantity }) => priceLine(plan, quantity, now));
  const currency = untaxed[0]?.plan.currency;
  if (!currency) {
    throw InputError.of("lines", "must hold at least one line");
  }
  const { lines, totals } = tax(untaxed, rates);
  const priced = {
    expiresAt: new Date(now.getTime() + QUOTE_VALID_MS),
    currency,
    lines,
    dueNow: totals,
    tax: { status: company ? "included" : "not_yet_known", rates } as const,
  };
  const id = generateEntityId(undefined, "cspquo");
  return { id, hash: quoteHash(priced), companyId: company?.id ?? null, createdAt: now, ...priced };
}

type UntaxedLine = Omit<QuotedLine, "dueNowTax">;

function priceLine(plan: SellablePlan, quantity: number, now: Date): UntaxedLine {
  const { term, billingPlan, currency, unitTermPrice, priceVersion } = plan;
  const purchase = quotePurchase({
    startOn: localDateIn(now, SERVICE_TIME_ZONE),
    quantity,
    terms: { term, billingPlan, currency, unitTermPrice, priceVersion },
    policy: DEFAULT_CHARGING_POLICY,
  });
  const dueNow = purchase.dueNow.map((line) => line.amount);
  return {
    plan,
    quantity,
    unitPrice: money(plan.pricePerCharge, currency),
    dueNow: sum(dueNow, currency),
    eachPeriod: purchase.eachPeriod,
    period: purchase.period,
    wholeTerm: purchase.wholeTerm,
    firstPeriod: purchase.firstPeriod,
    termEndsOn: purchase.termEndsOn,
    formula: purchase.dueNow.map((line) => line.formula).join("; "),
  };
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
