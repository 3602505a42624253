import type { BookRule } from "./book-rule";

/** What gives back, against what it gives back of: the ledger `csp_line_credit` and the lines themselves. */
export const CREDIT_RULES: readonly BookRule[] = [
  {
    name: "charge_never_below_nothing",
    rule: "What all documents together make of one charge is never below nothing, and never more than was charged.",
    sql: `with moved as (
        select distinct m.charge_line_id from csp_line_credit m
        join csp_invoice_line l on l.id = m.credit_line_id
        join csp_invoice d on d.id = l.invoice_id
        where d.created_at >= :since)
      select distinct coalesce(i.number, i.id) as id from moved
      join csp_invoice_line c on c.id = moved.charge_line_id
      join csp_invoice i on i.id = c.invoice_id
      cross join lateral (
        select sum(net) as net, sum(tax) as tax from csp_line_credit where charge_line_id = c.id) m
      where c.net + m.net < 0 or m.net > 0 or (c.tax >= 0 and c.tax + m.tax < 0)`,
  },
  {
    name: "credit_names_its_charges",
    rule: "A line that gives back says of which charges, and comes to the sum of what it takes of each.",
    sql: `select distinct coalesce(d.number, d.id) as id from csp_invoice d
      join csp_invoice_line l on l.invoice_id = d.id
      cross join lateral (
        select sum(net) as net, sum(tax) as tax from csp_line_credit where credit_line_id = l.id) m
      where d.created_at >= :since and case
        when m.net is not null then (m.net, m.tax) is distinct from (l.net::numeric, l.tax::numeric)
        else l.net < 0 and exists (
          select from csp_invoice_line c join csp_invoice i on i.id = c.invoice_id and i.created_at <= d.created_at
          where c.subscription_id = l.subscription_id and c.term_event_id = l.term_event_id
            and c.reference_start = l.reference_start and c.reference_end = l.reference_end
            and c.net > 0 and c.kind <> 'goodwill')
        end`,
  },
  {
    name: "credit_bears_its_rates",
    rule: "What gives back bears the tax rates of the charge it gives back of.",
    sql: `select distinct coalesce(d.number, d.id) as id from csp_invoice d
      join csp_invoice_line l on l.invoice_id = d.id
      join csp_line_credit m on m.credit_line_id = l.id
      join csp_invoice_line c on c.id = m.charge_line_id
      join csp_invoice i on i.id = c.invoice_id
      cross join lateral (select ${rates("coalesce(l.tax_rates, d.tax_rates)")} as rates) given
      cross join lateral (select ${rates("coalesce(c.tax_rates, i.tax_rates)")} as rates) charged
      where d.created_at >= :since and given.rates is distinct from charged.rates`,
  },
];

/** Of a list of rates, what tells them apart, in a fixed order. */
function rates(list: string): string {
  return `(select array_agg(key order by key) from (
    select concat_ws(' ', r ->> 'code', r ->> 'ratePercent', r ->> 'countryCode', r ->> 'provinceCode',
      coalesce(r ->> 'treatment', 'standard')) as key
    from jsonb_array_elements(${list}) r) keyed)`;
}
