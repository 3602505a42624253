import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { isExtendedTerm } from "../extended-terms";
import { STILL_LISTED } from "../reads/on-sale";
import type { BillingPlan, PlanCandidate, RefusedPlan, Segment, Term } from "../types";
import { listRules } from "./rules";
import { openVersions, priceAt } from "./sale-prices";

type CandidateRow = {
  plan_id: string;
  offer_id: string;
  handle: string;
  category: string;
  offer_title: string;
  sku_title: string;
  description: string;
  vendor_product_id: string;
  vendor_sku_id: string;
  segment: Segment;
  term: Term;
  billing_plan: BillingPlan;
  market: string;
  currency: string;
  is_trial: boolean;
  is_listed: boolean;
};

const SELECT = `select p.id as plan_id, o.id as offer_id, o.handle, o.category, o.title as offer_title,
    k.title as sku_title, k.description, o.vendor_product_id, k.vendor_sku_id, k.segment, p.term, p.billing_plan,
    p.market, p.currency, k.is_trial, ${STILL_LISTED} as is_listed
  from csp_plan p join csp_sku k on k.id = p.sku_id join csp_offer o on o.id = k.offer_id
  where p.id = any(:planIds)`;

/**
 * Tells which of these plans can go on sale at `now` in the seller's market and currency, and of the others why not.
 */
export async function judgePlans(
  db: Knex,
  input: { planIds: readonly string[]; market: string; currency: string; now: Date },
): Promise<{ ready: PlanCandidate[]; refused: RefusedPlan[] }> {
  const rules = await listRules(db);
  const { rows } = await db.raw<{ rows: CandidateRow[] }>(SELECT, {
    planIds: [...input.planIds],
    now: input.now,
  });
  const versions = await openVersions(db, input.planIds, input.now);
  const ready: PlanCandidate[] = [];
  const refused: RefusedPlan[] = [];
  const found = new Map(rows.map((row) => [row.plan_id, row]));
  for (const planId of new Set(input.planIds)) {
    const row = found.get(planId);
    if (!row) {
      refused.push({ planId, title: planId, reason: "There is no such plan." });
      continue;
    }
    const title = `${row.sku_title} (${row.term}, ${row.billing_plan})`;
    const current = versions.find((version) => version.plan_id === planId && version.valid_from <= input.now);
    const price = current && priceAt(current, rules, input.now);
    const reason = refusal(row, input, { current, price });
    if (reason === null && price && row.billing_plan !== "none") {
      ready.push({
        planId,
        offerId: row.offer_id,
        handle: row.handle,
        category: row.category,
        offerTitle: row.offer_title,
        skuTitle: row.sku_title,
        description: row.description,
        vendorProductId: row.vendor_product_id,
        vendorSkuId: row.vendor_sku_id,
        segment: row.segment,
        term: row.term,
        billingPlan: row.billing_plan,
        currency: row.currency,
        pricePerCharge: price.pricePerCharge,
      });
    } else {
      refused.push({ planId, title, reason: reason ?? "The plan cannot be sold." });
    }
  }
  return { ready, refused };
}

function refusal(
  row: CandidateRow,
  shop: { market: string; currency: string },
  prices: { current?: { cost: string; list: string }; price?: { belowFloor: boolean; marginPercent: string } },
): string | null {
  if (row.is_trial || row.billing_plan === "none") {
    return "Trials are not sold: choose a paid plan of the same product.";
  }
  if (isExtendedTerm(row.sku_title)) {
    return "An extended service term follows a term that ends; it cannot be ordered.";
  }
  if (row.market !== shop.market || row.currency !== shop.currency) {
    return `The plan is priced for ${row.market} in ${row.currency}; this shop sells in ${shop.market} in ${shop.currency}.`;
  }
  if (!row.is_listed) {
    return "The vendor's newest price sheet does not list the plan any more.";
  }
  if (!prices.current) {
    return "The vendor's price is not in effect today: import the current price sheet.";
  }
  if (Number(prices.current.cost) === 0 && Number(prices.current.list) === 0) {
    return "The plan is free of charge and needs no sale.";
  }
  if (!prices.price) {
    return "No pricing rule is in force: save one first.";
  }
  return prices.price.belowFloor
    ? `The margin of ${prices.price.marginPercent}% is under the rule's floor: change the pricing rule.`
    : null;
}
