import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { applyPricingRule } from "../../../domain/pricing";
import { chargeCount } from "../../../domain/subscription";
import type { BillingPlan, PricingRuleRecord, Segment, Term } from "../types";
import { domainRule, earlier, listRules, rulesFor } from "./rules";

const PLANS_PER_QUERY = 1_000;

/** A version of the vendor's price that is in effect now or will be. */
export type PriceVersion = {
  plan_id: string;
  /** With the plan, what names the version: the start the vendor gave it, and how often it was corrected. */
  vendor_from: Date;
  revision: number;
  segment: Segment;
  term: Term;
  billing_plan: Exclude<BillingPlan, "none">;
  currency: string;
  cost: string;
  list: string;
  valid_from: Date;
  valid_to: Date | null;
};

/** What one seat costs a customer in a period, by one version of the vendor's price and one rule. */
export type SalePrice = {
  readonly planId: string;
  readonly priceFrom: Date;
  readonly priceRevision: number;
  readonly ruleId: string;
  readonly currency: string;
  /** Minor units, one seat. */
  readonly unitTermPrice: number;
  readonly pricePerCharge: number;
  readonly lastCharge: number;
  readonly chargeCount: number;
  readonly marginPercent: string;
  readonly belowFloor: boolean;
  readonly validFrom: Date;
  readonly validTo: Date | null;
};

/** The selling prices that follow from one version of the vendor's price: one for each rule that meets its period. */
export function salePricesOf(version: PriceVersion, rules: readonly PricingRuleRecord[]): SalePrice[] {
  const charges = chargeCount(version.term, version.billing_plan);
  const prices: SalePrice[] = [];
  for (const rule of rulesFor(version.segment, rules)) {
    const validFrom = new Date(Math.max(rule.validFrom.getTime(), version.valid_from.getTime()));
    const validTo = earlier(rule.validTo, version.valid_to);
    if (validTo !== null && validTo <= validFrom) {
      continue;
    }
    const { cost, list, currency } = version;
    const priced = applyPricingRule({ cost, list, currency, chargeCount: charges, rule: domainRule(rule) });
    prices.push({
      planId: version.plan_id,
      priceFrom: version.vendor_from,
      priceRevision: version.revision,
      ruleId: rule.id,
      currency,
      unitTermPrice: priced.termPrice.amount,
      pricePerCharge: priced.pricePerCharge.amount,
      lastCharge: priced.lastCharge.amount,
      chargeCount: charges,
      marginPercent: priced.marginPercent,
      belowFloor: priced.belowFloor,
      validFrom,
      validTo,
    });
  }
  return prices;
}

/** The selling price that holds at an instant; undefined where none does. */
export const priceAt = (version: PriceVersion, rules: readonly PricingRuleRecord[], at: Date): SalePrice | undefined =>
  salePricesOf(version, rules).find(({ validFrom, validTo }) => validFrom <= at && (validTo === null || validTo > at));

/**
 * Brings the stored selling prices of plans in line with the vendor's prices and the rules: what is due is written,
 * what no longer follows ends now, amounts are never changed. Safe to run again.
 *
 * @param planIds the plans; without them, all that are on sale
 */
export async function refreshSalePrices(trx: Knex, now: Date, planIds?: readonly string[]): Promise<void> {
  const rules = await listRules(trx);
  const ids = planIds ?? (await trx("csp_publication").whereNull("withdrawn_at").pluck<string[]>("plan_id"));
  for (let start = 0; start < ids.length; start += PLANS_PER_QUERY) {
    const some = ids.slice(start, start + PLANS_PER_QUERY);
    const versions = await openVersions(trx, some, now);
    await store(
      trx,
      some,
      versions.flatMap((version) => salePricesOf(version, rules)),
      now,
    );
  }
}

/** Price versions of chargeable plans that are in effect at `now` or later. */
export async function openVersions(db: Knex, planIds: readonly string[], now: Date): Promise<PriceVersion[]> {
  const { rows } = await db.raw<{ rows: PriceVersion[] }>(
    `select p.id as plan_id, r.vendor_from, r.revision, k.segment, p.term, p.billing_plan, p.currency,
       trim_scale(r.cost)::text as cost, trim_scale(r.list)::text as list, r.valid_from, r.valid_to
     from csp_plan p
     join csp_sku k on k.id = p.sku_id
     join csp_price r on r.plan_id = p.id
     where p.id = any(?) and p.billing_plan <> 'none' and r.superseded_at is null
       and (r.valid_to is null or r.valid_to > ?)`,
    [[...planIds], now],
  );
  return rows;
}

async function store(trx: Knex, planIds: readonly string[], prices: readonly SalePrice[], now: Date): Promise<void> {
  const rows = prices.map((price) => ({
    id: generateEntityId(undefined, "csale"),
    plan_id: price.planId,
    price_from: price.priceFrom.toISOString(),
    price_revision: price.priceRevision,
    rule_id: price.ruleId,
    currency: price.currency,
    unit_term_price: price.unitTermPrice,
    price_per_charge: price.pricePerCharge,
    last_charge: price.lastCharge,
    charge_count: price.chargeCount,
    margin_percent: price.marginPercent,
    below_floor: price.belowFloor,
    valid_from: price.validFrom.toISOString(),
    valid_to: price.validTo?.toISOString() ?? null,
    created_at: now.toISOString(),
  }));
  await trx.raw(
    `with due as (select * from jsonb_populate_recordset(null::csp_sale_price, cast(? as jsonb))), saved as (
       insert into csp_sale_price select * from due
       on conflict (plan_id, price_from, price_revision, rule_id) do update set valid_to = excluded.valid_to
         where csp_sale_price.valid_to is distinct from excluded.valid_to
     )
     update csp_sale_price s set valid_to = greatest(s.valid_from, cast(? as timestamptz))
     where s.plan_id = any(?) and (s.valid_to is null or s.valid_to > ?)
       and not exists (
         select 1 from due d where (d.plan_id, d.price_from, d.price_revision, d.rule_id)
           = (s.plan_id, s.price_from, s.price_revision, s.rule_id)
       )`,
    [JSON.stringify(rows), now, [...planIds], now],
  );
}
