import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { type BillingPlan, planWords, type Term } from "../modules/catalog";

/** Names by id. What is unknown, or gone meanwhile, has no entry. */
export type Names = ReadonlyMap<string, string>;

type Row = { id: string; name: string };

/** Companies by their legal names. */
export async function companyNames(container: MedusaContainer, companyIds: readonly string[]): Promise<Names> {
  return byId(await select(container, "select id, legal_name as name from csp_company where id = any(?)", companyIds));
}

/** Plans in words, also those that are no longer on sale: `Business Premium, Annual, paid monthly`. */
export async function planNames(container: MedusaContainer, planIds: readonly string[]): Promise<Names> {
  const rows = await select<Row & PlanTerms>(
    container,
    `select p.id, k.title as name, p.term, p.billing_plan from csp_plan p join csp_sku k on k.id = p.sku_id
     where p.id = any(?)`,
    planIds,
  );
  return byId(rows.map((row) => ({ id: row.id, name: planInWords(row) })));
}

/** Subscriptions with their companies: `Business Premium, Fabrikam, Inc.` */
export async function subscriptionNames(
  container: MedusaContainer,
  subscriptionIds: readonly string[],
): Promise<Names> {
  return byId(
    await select(
      container,
      `select s.id, s.title || ', ' || coalesce(c.legal_name, s.company_id) as name
       from csp_subscription s left join csp_company c on c.id = s.company_id where s.id = any(?)`,
      subscriptionIds,
    ),
  );
}

/** Medusa's products by their titles. */
export async function productNames(container: MedusaContainer, productIds: readonly string[]): Promise<Names> {
  const products =
    productIds.length === 0
      ? []
      : await container.resolve(Modules.PRODUCT).listProducts({ id: [...new Set(productIds)] }, { take: null });
  return new Map(products.map((product) => [product.id, product.title]));
}

/**
 * Who stands behind the ids that runs, credits and journal entries keep: users and customers by their mail address. Ids
 * of others (the ticker, an API key, somebody who was removed) have no entry.
 */
export async function actorNames(container: MedusaContainer, actors: readonly string[]): Promise<Names> {
  const ids = (prefix: string) => [...new Set(actors)].filter((actor) => actor.startsWith(prefix));
  const [users, customers] = [ids("user_"), ids("cus_")];
  const people = [
    ...(users.length === 0 ? [] : await container.resolve(Modules.USER).listUsers({ id: users })),
    ...(customers.length === 0 ? [] : await container.resolve(Modules.CUSTOMER).listCustomers({ id: customers })),
  ];
  return new Map(people.flatMap(({ id, email }) => (email ? [[id, email] as const] : [])));
}

export type PlanTerms = { term: Term; billing_plan: BillingPlan };

/** A plan's own title with its terms in words. */
export function planInWords({ name, term, billing_plan }: { name: string } & PlanTerms): string {
  return `${name}, ${planWords(term, billing_plan)}`;
}

async function select<T extends Row = Row>(
  container: MedusaContainer,
  sql: string,
  ids: readonly string[],
): Promise<readonly T[]> {
  if (ids.length === 0) {
    return [];
  }
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  return (await db.raw<{ rows: T[] }>(sql, [[...new Set(ids)]])).rows;
}

function byId(rows: readonly Row[]): Names {
  return new Map(rows.map(({ id, name }) => [id, name]));
}
