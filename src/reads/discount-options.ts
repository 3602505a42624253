import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { containing } from "./like-pattern";
import { type PlanTerms, planInWords } from "./names";

/** What a discount can be limited to. */
export type OptionKind = "products" | "plans" | "subscriptions" | "companies";

type Row = { id: string; name: string };

/** Each finds `:pattern` in the name; what was never on sale cannot have been bought and is left out. */
const SEARCHES: Readonly<Record<OptionKind, string>> = {
  products: `select distinct b.product_id as id, o.title as name
    from csp_publication b join csp_plan p on p.id = b.plan_id join csp_sku k on k.id = p.sku_id
      join csp_offer o on o.id = k.offer_id
    where o.title ilike :pattern order by name, id limit :limit`,
  plans: `select p.id, k.title as name, p.term, p.billing_plan
    from csp_publication b join csp_plan p on p.id = b.plan_id join csp_sku k on k.id = p.sku_id
    where k.title ilike :pattern order by name, p.term, p.billing_plan, p.id limit :limit`,
  subscriptions: `select s.id, s.title || ', ' || c.legal_name as name
    from csp_subscription s join csp_company c on c.id = s.company_id
    where s.status in ('active', 'suspended') and (s.title ilike :pattern or c.legal_name ilike :pattern)
    order by name, s.id limit :limit`,
  companies: `select c.id, c.legal_name as name
    from csp_billing_account a join csp_company c on c.id = a.company_id
    where c.legal_name ilike :pattern order by name, c.id limit :limit`,
};

/** Things of a kind whose name contains the words, by name. One statement over several modules' tables. */
export async function discountOptions(
  container: MedusaContainer,
  search: { readonly kind: OptionKind; readonly q: string; readonly limit: number },
): Promise<Row[]> {
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const parameters = { pattern: containing(search.q), limit: search.limit };
  const { rows } = await db.raw<{ rows: (Row & Partial<PlanTerms>)[] }>(SEARCHES[search.kind], parameters);
  return rows.map(({ id, name, term, billing_plan }) => ({
    id,
    name: term && billing_plan ? planInWords({ name, term, billing_plan }) : name,
  }));
}

/** Where each kind of thing is known by its id. */
const KNOWN: Readonly<Record<OptionKind, string>> = {
  products: "select product_id as id from csp_publication where product_id = any(:ids)",
  plans: "select id from csp_plan where id = any(:ids)",
  subscriptions: "select id from csp_subscription where id = any(:ids)",
  companies: "select id from csp_company where id = any(:ids)",
};

/** Those of the ids that name nothing of the kind, in their order. */
export async function unknownIds(
  container: MedusaContainer,
  { kind, ids }: { readonly kind: OptionKind; readonly ids: readonly string[] },
): Promise<string[]> {
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: { id: string }[] }>(KNOWN[kind], { ids: [...ids] });
  const known = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}
