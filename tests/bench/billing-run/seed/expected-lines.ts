import type { SeedOptions } from "./population";

/**
 * What a run over the seeded world has to bill, worked out from the plan of the world with set arithmetic alone: one line
 * for each charge period that begins on a due day, one for each seat change and each cancellation since the last billing.
 * A part of a period is its days over the period's days, rounded down per seat. Amounts are net, before discounts, in
 * cents. A period keeps the discounts it was first billed with, which before the first due day were none.
 */
export function expectedLineStatements({ firstDueOn, lastDueOn }: SeedOptions): string[] {
  const openPeriod = `'${firstDueOn}'::date - ('${firstDueOn}'::date - charge_months * interval '1 month')::date`;
  const afterPercents = `quantity_now * unit_price * case when product = 2 then 0.95 else 1 end
           * case when quantity_now >= 50 then 0.975 else 1 end`;
  const part = (from: string) => `div(unit_price::numeric * ('${firstDueOn}'::date - ${from}), ${openPeriod})::bigint`;
  return [
    `create table bench.expected as
       select id as subscription_id, 'cycle' as kind, p.day::date as period_start,
         (p.day + charge_months * interval '1 month')::date as period_end, quantity_now as quantity, unit_price,
         quantity_now * unit_price::bigint as amount,
         quantity_now * unit_price - (${afterPercents})
           + case when product = 0 and company_id in ('cspcom_00000001', 'cspcom_00000002') then least(100, ${afterPercents}) else 0 end
           as discount
       from bench.subscription
       cross join lateral generate_series('${firstDueOn}'::date, '${lastDueOn}'::date, charge_months * interval '1 month') p (day)
       where cancelled_on is null
       union all
       select id, 'seat_change', changed_on, '${firstDueOn}', change, unit_price, change * ${part("changed_on")}, 0
       from bench.subscription where changed_on is not null
       union all
       select id, 'cancellation', cancelled_on, '${firstDueOn}', -quantity, unit_price, -quantity * ${part("cancelled_on")}, 0
       from bench.subscription where cancelled_on is not null`,
    "create unique index on bench.expected (subscription_id, kind, period_start)",
    "analyze bench.expected",
  ];
}
