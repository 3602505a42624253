import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";

/** What of Medusa's belongs to licences. `plan` is an id of ours itself. */
export type ObjectKind =
  | "order"
  | "cart"
  | "payment"
  | "product"
  | "customer"
  | "plan"
  | "sales_channel"
  | "only_region";

/** An id and the object of licences that it leads to: an order's line leads to its order. */
export type NamedObject = {
  readonly kind: ObjectKind;
  readonly named: string;
  readonly objectId: string;
  /** Medusa's customer whose object it is, where there is one. */
  readonly customerId: string | null;
};

/** Lines are known by their variant's plan, or by a pointer to a plan that exists: never by a word in their metadata alone. */
const licenceLines = (line: string) => `(
  exists (select 1 from csp_publication p where p.variant_id = ${line}.variant_id)
  or exists (select 1 from csp_plan p where p.id = ${line}.metadata ->> 'plan_id'))`;

const LICENCE_ORDER = `(
  exists (select 1 from csp_checkout k where k.order_id = o.id)
  or exists (select 1 from csp_provisioning_task t where t.group_id = o.id)
  or exists (select 1 from order_item i join order_line_item l on l.id = i.item_id
    where i.order_id = o.id and ${licenceLines("l")}))`;

const LICENCE_CART = `(
  exists (select 1 from csp_checkout k where k.cart_id = c.id)
  or c.metadata ->> 'kind' = 'csp'
  or exists (select 1 from cart_line_item l where l.cart_id = c.id and ${licenceLines("l")}))`;

/** Rows of Medusa's that carry the id of an order. */
const CHILDREN_OF_ORDERS: readonly (readonly [table: string, id: string])[] = [
  ["order_change", "id"],
  ["order_change_action", "id"],
  ["order_claim", "id"],
  ["order_exchange", "id"],
  ["return", "id"],
  ["order_item", "id"],
  ["order_item", "item_id"],
  ["order_shipping", "shipping_method_id"],
  ["order_transaction", "id"],
  ["order_credit_line", "id"],
  ["order_fulfillment", "fulfillment_id"],
];

/**
 * One statement over Medusa's tables and ours: which object an id leads to is Medusa's to say, whether it belongs to
 * licences is ours, and every request that writes asks for both.
 */
const NAMED = `
  with named as (select distinct unnest(:ids::text[]) as id),
  orders as (
    select n.id as named, n.id as order_id from named n
    ${CHILDREN_OF_ORDERS.map(([table, id]) => `union select x.${id}, x.order_id from "${table}" x join named n on n.id = x.${id}`).join("\n    ")}
  ),
  carts as (
    select n.id as named, n.id as cart_id from named n
    union select l.id, l.cart_id from cart_line_item l join named n on n.id = l.id
    union select s.id, s.cart_id from cart_shipping_method s join named n on n.id = s.id
  ),
  payments as (
    select n.id as named, n.id as collection_id from named n
    union select p.id, p.payment_collection_id from payment p join named n on n.id = p.id
    union select s.id, s.payment_collection_id from payment_session s join named n on n.id = s.id
    union select x.id, p.payment_collection_id from capture x join payment p on p.id = x.payment_id join named n on n.id = x.id
    union select x.id, p.payment_collection_id from refund x join payment p on p.id = x.payment_id join named n on n.id = x.id
  ),
  products as (
    select n.id as named, n.id as product_id from named n
    union select v.id, v.product_id from product_variant v join named n on n.id = v.id
    union select o.product_option_id, o.product_id from product_product_option o join named n on n.id = o.product_option_id
    union select w.id, o.product_id from product_option_value w
      join product_product_option o on o.product_option_id = w.option_id join named n on n.id = w.id
    union select s.price_set_id, v.product_id from product_variant_price_set s
      join product_variant v on v.id = s.variant_id join named n on n.id = s.price_set_id
    union select x.id, v.product_id from price x join product_variant_price_set s on s.price_set_id = x.price_set_id
      join product_variant v on v.id = s.variant_id join named n on n.id = x.id
  )
  select 'order' as kind, x.named, o.id as object_id, o.customer_id
    from orders x join "order" o on o.id = x.order_id where ${LICENCE_ORDER}
  union select 'cart', x.named, c.id, c.customer_id from carts x join cart c on c.id = x.cart_id where ${LICENCE_CART}
  union select 'payment', x.named, x.collection_id, null from payments x
    where exists (select 1 from csp_checkout k where k.payment_collection_id = x.collection_id)
      or exists (select 1 from order_payment_collection j join "order" o on o.id = j.order_id
        where j.payment_collection_id = x.collection_id and ${LICENCE_ORDER})
      or exists (select 1 from cart_payment_collection j join cart c on c.id = j.cart_id
        where j.payment_collection_id = x.collection_id and ${LICENCE_CART})
  union select 'product', x.named, x.product_id, null from products x
    where exists (select 1 from csp_publication p where p.product_id = x.product_id)
  union select 'customer', n.id, m.customer_id, m.customer_id
    from named n join csp_company_member m on m.customer_id = n.id
  union select 'customer', a.id, m.customer_id, m.customer_id
    from named n join customer_address a on a.id = n.id join csp_company_member m on m.customer_id = a.customer_id
  union select 'plan', n.id, p.id, null from named n join csp_plan p on p.id = n.id
  union select 'sales_channel', n.id, n.id, null from named n
    where exists (select 1 from product_sales_channel s join csp_publication p on p.product_id = s.product_id
      where s.sales_channel_id = n.id and s.deleted_at is null)
  union select 'only_region', r.id, r.id, null from named n join region r on r.id = n.id
    where exists (select 1 from csp_publication p join csp_plan q on q.id = p.plan_id
        where lower(q.currency) = r.currency_code)
      and not exists (select 1 from region other
        where other.currency_code = r.currency_code and other.id <> r.id and other.deleted_at is null)`;

type Row = { kind: ObjectKind; named: string; object_id: string; customer_id: string | null };

/** Of these ids, those that lead to something of licences. Any text may be asked for. */
export async function readNamedObjects(container: MedusaContainer, ids: readonly string[]): Promise<NamedObject[]> {
  if (ids.length === 0) {
    return [];
  }
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: Row[] }>(NAMED, { ids: [...ids] });
  return rows.map(({ kind, named, object_id, customer_id }) => ({
    kind,
    named,
    objectId: object_id,
    customerId: customer_id,
  }));
}
