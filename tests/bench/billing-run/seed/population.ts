/** What the seeded world looks like. Dates are YYYY-MM-DD, in UTC. */
export interface SeedOptions {
  /** How many subscriptions; the last company is cut to fit. */
  readonly subscriptions: number;
  /** Billed months before the first due day: how deep the history is. */
  readonly billedMonths: number;
  /** The first day that is not billed yet. */
  readonly firstDueOn: string;
  /** The last day that is due: later than the first by the months a run was missed. */
  readonly lastDueOn: string;
  /** One company with everything, instead of companies with 1 to 8 subscriptions. */
  readonly oneCompany: boolean;
  /** No billing run has looked at the accounts before: only their orders were invoiced. */
  readonly neverRun: boolean;
}

/** Places a company can be in, with the one tax rate there, percent. */
export const PLACES = [
  { country: "us", province: "CA", ratePercent: "7.25" },
  { country: "us", province: "NY", ratePercent: "8.875" },
  { country: "de", province: null, ratePercent: "19" },
] as const;

/**
 * The plan of the world, in a schema of its own beside the product's tables: who exists, what they bought and what
 * happened since they were last billed. The product's rows are derived from it, and so is what a run has to bill.
 *
 * Chance is a hash of the row's number, so that a world is the same wherever it is made.
 */
export function populationStatements(options: SeedOptions): string[] {
  const { subscriptions, billedMonths, firstDueOn, lastDueOn } = options;
  const size = options.oneCompany ? String(subscriptions) : "1 + floor(bench.chance(n, 1) * 8)::int";
  return [
    "create schema bench",
    `create function bench.chance(n bigint, salt int) returns double precision language sql immutable
       return (hashint8extended(n, salt) & 2147483647)::double precision / 2147483648`,
    `create table bench.company as
       select n, 'cspcom_' || lpad(n::text, 8, '0') as id, 'cspacc_' || lpad(n::text, 8, '0') as account_id,
         least(size, ${subscriptions} - first) as size, first, floor(bench.chance(n, 2) * ${PLACES.length})::int as place
       from (
         select n, size, sum(size) over (order by n) - size as first
         from (select n, ${size} as size from generate_series(1, ${subscriptions}) n) sized) placed
       where first < ${subscriptions}`,
    `create table bench.plan as
       select * from (values
         (1, 0.70, 'P1Y', 'monthly', 12, 1), (2, 0.80, 'P1M', 'monthly', 1, 1), (3, 0.88, 'P3Y', 'monthly', 36, 1),
         (4, 0.97, 'P1Y', 'annual', 12, 12), (5, 1.00, 'P3Y', 'annual', 36, 12)
       ) as p (id, upto, term, billing_plan, term_months, charge_months)`,
    `create table bench.product as
       select * from (values
         (0, 'Microsoft 365 Business Basic', 600), (1, 'Microsoft 365 Business Standard', 1250),
         (2, 'Microsoft 365 Business Premium', 2200), (3, 'Office 365 E3', 2300), (4, 'Microsoft 365 E5', 5700),
         (5, 'Exchange Online Plan 1', 400)
       ) as p (id, title, month_price)`,
    `create table bench.subscription as
       select s.*, q.quantity + coalesce(s.change, 0) as quantity_now,
         ('${firstDueOn}'::date - s.months_before * interval '1 month')::date as started_on, q.quantity
       from (
         select c.id as company_id, c.account_id, c.place, i as n, 'cspsub_' || lpad(i::text, 9, '0') as id,
           p.term, p.billing_plan, p.term_months, p.charge_months, g.id as product, g.title,
           g.month_price * p.charge_months as unit_price, g.month_price * p.term_months as unit_term_price,
           greatest(1, ceil(${billedMonths}::numeric / p.charge_months))::int * p.charge_months as months_before,
           case when bench.chance(i, 13) < 0.2 then ('${firstDueOn}'::date - 1 - floor(bench.chance(i, 14) * 27)::int) end as changed_on,
           case when bench.chance(i, 13) < 0.2 then
             case when bench.chance(i, 15) < 0.25 then -1 else 1 + floor(bench.chance(i, 16) * 5)::int end end as change,
           case when bench.chance(i, 13) > 0.99 then ('${firstDueOn}'::date - 1 - floor(bench.chance(i, 17) * 20)::int) end as cancelled_on
         from bench.company c
         cross join lateral generate_series(c.first + 1, c.first + c.size) i
         join bench.plan p on p.id = (select min(id) from bench.plan where bench.chance(i, 11) < upto)
         join bench.product g on g.id = floor(bench.chance(i, 12) * 6)::int) s
       cross join lateral (select 2 + floor(power(bench.chance(s.n, 18), 3) * 100)::int as quantity) q`,
    // What happened to each subscription, in order; what happened after the last billing is not billed yet.
    `create table bench.event as
       select id as subscription_id, type, on_date, quantity, row_number() over (partition by id order by on_date)::int as sequence,
         id || '_e' || row_number() over (partition by id order by on_date) as event_id
       from (
         select id, 'started' as type, started_on as on_date, quantity from bench.subscription
         union all
         select id, 'renewed', renewed.day::date, case when renewed.day::date > changed_on then quantity_now else quantity end
         from bench.subscription,
           generate_series(started_on + term_months * interval '1 month', '${lastDueOn}'::date, term_months * interval '1 month') renewed (day)
         where cancelled_on is null or renewed.day < cancelled_on
         union all
         select id, 'quantity_changed', changed_on, quantity_now from bench.subscription where changed_on is not null
         union all
         select id, 'cancelled', cancelled_on, null from bench.subscription where cancelled_on is not null
       ) e`,
    "create index on bench.subscription (id)",
    "create index on bench.subscription (company_id)",
    "create index on bench.event (subscription_id, on_date)",
    "analyze bench.company, bench.subscription, bench.event",
  ];
}
