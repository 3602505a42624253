import { PLACES, type SeedOptions } from "./population";

/** Rows of the company, subscription and billing modules as they stand before the run, but for the documents. */
export function productRowStatements({ firstDueOn, neverRun }: SeedOptions): string[] {
  const places = PLACES.map(
    ({ country, province }, id) => `(${id}, '${country}', ${province ? `'${province}'` : "null"})`,
  );
  return [
    `insert into csp_company (id, legal_name, tax_id, email, phone, first_name, last_name, line1, line2, city, province,
         postal_code, country_code, created_at, updated_at)
       select c.id, 'Company ' || c.n || ' Ltd.', case when c.n % 3 = 0 then 'TAX' || c.n end, 'billing' || c.n || '@example.com',
         '+1 206 555 ' || lpad((c.n % 10000)::text, 4, '0'), 'Ada', 'Byron', c.n || ' Main Street', null, 'Springfield',
         p.province, lpad((c.n % 100000)::text, 5, '0'), p.country, '${firstDueOn}', '${firstDueOn}'
       from bench.company c join (values ${places.join(", ")}) as p (id, country, province) on p.id = c.place`,
    `insert into csp_company_tenant (company_id, kind, domain, state, vendor_tenant_id, chosen_at, linked_at)
       select id, 'new', 'company' || n || '.onmicrosoft.com', 'linked', 'tenant-' || n, '${firstDueOn}', '${firstDueOn}' from bench.company`,
    // A run a month before the first due day left every subscription settled to that day, as far as was known then.
    `insert into csp_billing_account (id, company_id, currency, time_zone, stripe_customer_id, next_run_at, positions)
       select c.account_id, c.id, 'USD', 'UTC', 'cus_' || c.n, '${firstDueOn}T00:00:00Z', ${neverRun ? "'{}'" : "p.positions"}
       from bench.company c
       cross join lateral (
         select jsonb_object_agg(s.id, jsonb_build_object('settledUntil', '${firstDueOn}', 'sequence',
           (select max(e.sequence) from bench.event e
            where e.subscription_id = s.id and e.on_date <= '${firstDueOn}'::date - interval '1 month'))) as positions
         from bench.subscription s where s.company_id = c.id) p`,
    `insert into csp_payment_method (id, billing_account_id, payment_method_id, brand, last4, exp_month, exp_year,
         is_default, consent_text_version, consent_agreed_at)
       select 'csppm_' || n, account_id, 'pm_' || n, 'visa', '4242', 12, 2031, true, '1', '${firstDueOn}' from bench.company`,
    `insert into csp_subscription (id, company_id, order_id, order_line_id, plan_id, title, sku_title, product_id, variant_id,
         vendor, vendor_tenant_id, vendor_product_id, vendor_sku_id, vendor_subscription_id, segment, domain, status, quantity,
         term, billing_plan, currency, unit_term_price, price_version, started_on, term_started_on, term_ends_on, auto_renew,
         activated_at, synced_at)
       select s.id, s.company_id, 'order_' || s.company_id || '_' || s.started_on, 'ordli_' || s.n, 'cspplan_' || s.product || s.term,
         s.title, s.title, 'prod_' || s.product, 'variant_' || s.product || s.term, 'microsoft', 'tenant', 'CFQ7TTC0LH' || s.product,
         '000' || s.product, 'vendor-' || s.n, 'commercial', 'company.onmicrosoft.com',
         case when s.cancelled_on is null then 'active' else 'cancelled' end, s.quantity_now, s.term, s.billing_plan, 'USD',
         s.unit_term_price, 'price-1', s.started_on, t.on_date, (t.on_date + s.term_months * interval '1 month')::date, true,
         s.started_on, s.started_on
       from bench.subscription s
       cross join lateral (
         select max(on_date) as on_date from bench.event e where e.subscription_id = s.id and e.type in ('started', 'renewed')) t`,
    `insert into csp_subscription_event (id, subscription_id, sequence, source_id, type, on_date, data, recorded_at)
       select e.event_id, e.subscription_id, e.sequence, 'seed:' || e.sequence, e.type, e.on_date,
         case e.type
           when 'cancelled' then '{}'::jsonb
           when 'quantity_changed' then jsonb_build_object('quantity', e.quantity)
           else jsonb_build_object('quantity', e.quantity,
             'terms', jsonb_build_object('term', s.term, 'billingPlan', s.billing_plan, 'currency', 'USD',
               'unitTermPrice', s.unit_term_price, 'priceVersion', 'price-1'),
             'termEndsOn', (e.on_date + s.term_months * interval '1 month')::date)
         end, e.on_date
       from bench.event e join bench.subscription s on s.id = e.subscription_id order by e.subscription_id, e.sequence`,
    `insert into csp_discount (id, name, kind, percent, amount, currency, per, scope, condition, customers, valid_from, valid_until,
         stacking_order, exclusive, created_at)
       values
         ('cspdis_premium', 'Premium months', 'percentage', '5', null, null, null, '{"kind":"products","productIds":["prod_2"]}',
          '{"kind":"none"}', '{"kind":"all"}', '2020-01-01', null, 1, false, now()),
         ('cspdis_volume', 'Fifty seats and more', 'percentage', '2.5', null, null, null, '{"kind":"all"}',
          '{"kind":"seats","atLeast":50}', '{"kind":"all"}', '2020-01-01', null, 2, false, now()),
         ('cspdis_welcome', 'Welcome', 'amount', null, 100, 'USD', 'line', '{"kind":"products","productIds":["prod_0"]}',
          '{"kind":"none"}', '{"kind":"companies","companyIds":["cspcom_00000001","cspcom_00000002"]}', '2020-01-01', null, 3,
          false, now())`,
  ];
}
