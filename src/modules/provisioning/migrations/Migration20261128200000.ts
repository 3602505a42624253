import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * What an adapter remembers of an order becomes its own JSON, which nobody else reads: one row for each order, with a
 * revision that every write names. Orders under way keep what was known of them, in the form that Partner Center's
 * adapter reads; tries that were given up are told in the notes of the order they belonged to.
 */
export class Migration20261128200000 extends Migration {
  override async up(): Promise<void> {
    // One statement, and none when it has been done: whatever breaks, it is done wholly or not at all.
    this.addSql(`do $migration$ begin
      if not exists (
        select from information_schema.columns
        where table_schema = current_schema() and table_name = 'csp_vendor_order' and column_name = 'generation')
      then return; end if;

      alter table csp_vendor_order
        add column revision integer not null default 1 check (revision > 0),
        add column reference text null,
        add column notes jsonb null;
      update csp_vendor_order o set reference = o.cart_id, notes = jsonb_build_object(
        'version', 1,
        'generation', o.generation,
        'cartRequestId', o.cart_request_id,
        'checkoutBegun', o.checkout_begun,
        'cart', case when o.cart_id is null or o.cart_created_at is null then null else jsonb_build_object(
          'cartId', o.cart_id,
          'createdAt', to_char(o.cart_created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'lines', o.lines,
          'refused', o.refused,
          'checkoutRequestId', o.checkout_request_id) end,
        'abandoned', coalesce((
          select jsonb_agg(
            jsonb_build_object(
              'generation', a.generation,
              'cartId', a.cart_id,
              'because', coalesce(a.abandoned_because, ''))
            order by a.generation)
          from csp_vendor_order a where a.order_id = o.order_id and a.state = 'abandoned'), '[]'::jsonb))
      where o.state <> 'abandoned';
      delete from csp_vendor_order where state = 'abandoned';

      drop index csp_vendor_order_one_current;
      drop index csp_vendor_order_cart;
      alter table csp_vendor_order
        drop constraint csp_vendor_order_pkey,
        drop constraint csp_vendor_order_state_check,
        drop column generation, drop column cart_request_id, drop column cart_id, drop column cart_created_at,
        drop column checkout_request_id, drop column checkout_begun, drop column lines, drop column refused,
        drop column abandoned_because,
        alter column notes set not null,
        alter column revision drop default,
        add primary key (order_id),
        add constraint csp_vendor_order_state_check check (state in ('open', 'placed'));
      -- What is under way at the vendor belongs to one order of ours.
      create unique index csp_vendor_order_reference on csp_vendor_order (vendor, reference);
    end $migration$`);
  }

  /** Brings Partner Center's orders back to columns; tries that were given up stay given up and are not told again. */
  override async down(): Promise<void> {
    this.addSql("drop index csp_vendor_order_reference");
    this.addSql("alter table csp_vendor_order drop constraint csp_vendor_order_pkey");
    this.addSql("alter table csp_vendor_order drop constraint csp_vendor_order_state_check");
    this.addSql(`alter table csp_vendor_order
      add column generation integer null check (generation > 0), add column cart_request_id text null,
      add column cart_id text null, add column cart_created_at timestamptz null,
      add column checkout_request_id text null, add column checkout_begun boolean not null default false,
      add column lines jsonb not null default '[]', add column refused jsonb not null default '[]',
      add column abandoned_because text null,
      add constraint csp_vendor_order_state_check check (state in ('open', 'abandoned', 'placed'))`);
    this.addSql(`update csp_vendor_order set
      generation = (notes ->> 'generation')::integer,
      cart_request_id = notes ->> 'cartRequestId',
      cart_id = notes #>> '{cart,cartId}',
      cart_created_at = (notes #>> '{cart,createdAt}')::timestamptz,
      checkout_request_id = coalesce(notes #>> '{cart,checkoutRequestId}', gen_random_uuid()::text),
      checkout_begun = (notes ->> 'checkoutBegun')::boolean,
      lines = coalesce(notes #> '{cart,lines}', '[]'),
      refused = coalesce(notes #> '{cart,refused}', '[]')`);
    this.addSql(`alter table csp_vendor_order
      alter column generation set not null, alter column cart_request_id set not null,
      alter column checkout_request_id set not null,
      drop column revision, drop column reference, drop column notes,
      add primary key (order_id, generation)`);
    this.addSql("create unique index csp_vendor_order_cart on csp_vendor_order (vendor, cart_id)");
    this.addSql(`create unique index csp_vendor_order_one_current on csp_vendor_order (order_id)
      where state <> 'abandoned'`);
  }
}
