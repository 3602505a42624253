import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { PriceStep } from "../types";
import { safeInteger } from "./sellable-plans";

/** A price that holds at `now` or will. */
type Row = { plan_id: string; valid_from: Date; valid_to: Date | null; price_per_charge: string; below_floor: boolean };

/** The next step of the price of each of these plans that is on sale; a plan whose price stays is missing. One query. */
export async function listPriceSteps(
  db: Knex,
  { planIds, now }: { readonly planIds: readonly string[]; readonly now: Date },
): Promise<Map<string, PriceStep>> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select s.plan_id, s.valid_from, s.valid_to, s.price_per_charge, s.below_floor
     from csp_sale_price s join csp_publication b on b.plan_id = s.plan_id and b.withdrawn_at is null
     where s.plan_id = any(:planIds) and (s.valid_to is null or s.valid_to > greatest(s.valid_from, :now))`,
    { planIds: [...planIds], now },
  );
  const steps = new Map<string, PriceStep>();
  for (const planId of new Set(rows.map((row) => row.plan_id))) {
    const step = stepAfter(
      rows.filter((row) => row.plan_id === planId),
      now,
    );
    if (step !== null) {
      steps.set(planId, step);
    }
  }
  return steps;
}

function stepAfter(prices: readonly Row[], now: Date): PriceStep | null {
  const ends = prices.flatMap(({ valid_from, valid_to }) =>
    valid_to === null ? [valid_from] : [valid_from, valid_to],
  );
  const today = priceAt(prices, now);
  const at = ends
    .filter((end) => end > now)
    .sort((one, other) => one.getTime() - other.getTime())
    .find((end) => priceAt(prices, end) !== today);
  return at === undefined ? null : { at, pricePerCharge: priceAt(prices, at) };
}

/** Null when nothing is sold at that instant. */
function priceAt(prices: readonly Row[], at: Date): number | null {
  const price = prices.find(({ valid_from, valid_to }) => valid_from <= at && (valid_to === null || valid_to > at));
  return price === undefined || price.below_floor ? null : safeInteger(price.price_per_charge);
}
