import { PLACES, type SeedOptions } from "./population";

const SELLER = "csple_default";

/** Invoices, lines and number series of everything billed before the first due day. */
export function billedHistoryStatements({ firstDueOn }: SeedOptions): string[] {
  const rates = PLACES.map(({ country, province, ratePercent }, id) => {
    const rate = {
      code: "tax",
      name: "Sales tax",
      ratePercent,
      countryCode: country.toUpperCase(),
      provinceCode: province,
    };
    return `(${id}, ${ratePercent}, '${JSON.stringify(rate)}'::jsonb)`;
  });
  return [
    `insert into csp_legal_entity (id, legal_name, address_lines, country_code, tax_id, support_email, support_phone, time_zone,
         currency, number_prefix)
       values ('${SELLER}', 'Harbour Pine Cloud, Inc.', '["410 Alder Street"]', 'US', '91-0000000', 'support@harbourpine.example',
         '+1 206 555 0100', 'UTC', 'USD', 'INV')`,
    // The first charge of an order is on its activation invoice, what follows on a recurring one of the day.
    `create table bench.billed as
       select s.id as subscription_id, s.company_id, s.account_id, s.place, p.day::date as period_start,
         (p.day + s.charge_months * interval '1 month')::date as period_end, s.quantity, s.unit_price, s.title,
         s.quantity * s.unit_price as net, round(s.quantity * s.unit_price * r.percent / 100)::bigint as tax, e.event_id,
         case when p.day = s.started_on then 'activation' else 'recurring' end as kind,
         case when p.day = s.started_on then 'order_' || s.company_id || '_' || s.started_on else p.day::date::text end as period_key
       from bench.subscription s
       join (values ${rates.join(", ")}) as r (id, percent, rate) on r.id = s.place
       cross join lateral generate_series(s.started_on, '${firstDueOn}'::date - 1, s.charge_months * interval '1 month') p (day)
       cross join lateral (
         select event_id from bench.event e
         where e.subscription_id = s.id and e.type in ('started', 'renewed') and e.on_date <= p.day order by e.on_date desc limit 1) e`,
    `create table bench.document as
       select *, 'INV-' || to_char(issued_on, 'YYYY') as series,
         row_number() over (partition by extract(year from issued_on) order by issued_on, account_id, kind) as sequence,
         'cspinv_h' || row_number() over (order by issued_on, account_id, kind) as id
       from (
         select account_id, company_id, place, kind, period_key, period_start as issued_on, max(period_end) as period_end,
           sum(net) as net, sum(tax) as tax
         from bench.billed group by 1, 2, 3, 4, 5, 6) d`,
    "create index on bench.document (account_id, kind, period_key)",
    "analyze bench.billed, bench.document",
    `insert into csp_invoice (id, billing_account_id, legal_entity_id, company_id, kind, period_key, series, sequence, number,
         issued_at, issued_on, due_on, period_start, period_end, currency, net, tax, gross, tax_policy, tax_rates, tax_summary,
         seller, buyer, order_id, status, paid_at, amount_paid, mailed_at)
       select d.id, d.account_id, '${SELLER}', d.company_id, d.kind, d.period_key, d.series, d.sequence,
         d.series || '-' || lpad(d.sequence::text, 6, '0'), d.issued_on, d.issued_on, d.issued_on, d.issued_on, d.period_end, 'USD',
         d.net, d.tax, d.net + d.tax, 'tax-document-1', jsonb_build_array(r.rate),
         jsonb_build_array(jsonb_build_object('rate', r.rate, 'base', d.net, 'tax', d.tax)),
         '{"name":"Harbour Pine Cloud, Inc.","addressLines":["410 Alder Street"],"countryCode":"US","taxId":null,"email":null,"phone":null}',
         jsonb_build_object('name', c.legal_name, 'addressLines', jsonb_build_array(c.line1, c.city), 'countryCode',
           upper(c.country_code), 'taxId', c.tax_id, 'email', c.email, 'phone', c.phone),
         case when d.kind = 'activation' then d.period_key end, 'paid', d.issued_on, d.net + d.tax, d.issued_on
       from bench.document d
       join csp_company c on c.id = d.company_id
       join (values ${rates.join(", ")}) as r (id, percent, rate) on r.id = d.place order by d.issued_on, d.sequence`,
    `insert into csp_invoice_line (id, invoice_id, position, charge_key, subscription_id, kind, title, detail, formula,
         period_start, period_end, reference_start, reference_end, quantity, unit_price, factor_numerator, factor_denominator,
         net, tax, gross, policy_version, source_event_id)
       select 'cspinl_h' || row_number() over (order by b.period_start, d.sequence, b.subscription_id), d.id,
         row_number() over (partition by d.id order by b.subscription_id),
         b.subscription_id || ':cycle:' || b.period_start || ':' || b.period_end || ':' || b.event_id, b.subscription_id, 'cycle',
         b.title, 'billed before', b.quantity || ' x ' || (b.unit_price / 100.0)::numeric(12, 2) || ' USD', b.period_start, b.period_end,
         b.period_start, b.period_end, b.quantity, b.unit_price, b.period_end - b.period_start, b.period_end - b.period_start,
         b.net, b.tax, b.net + b.tax, 'seat-down-1', b.event_id
       from bench.billed b
       join bench.document d on d.account_id = b.account_id and d.kind = b.kind and d.period_key = b.period_key
       order by b.period_start, d.sequence, b.subscription_id`,
    `insert into csp_number_series (legal_entity_id, series, next_number)
       select '${SELLER}', series, max(sequence) + 1 from bench.document group by series`,
    "drop table bench.billed, bench.document",
  ];
}
