import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import type { BillingPlan, Term } from "../../../modules/catalog";
import { billingWords, termWords } from "../../catalog/plan-words";

type Row = { id: string; title: string; term: Term; billing_plan: BillingPlan };

/** Plans in words by id, also those that are no longer on sale: `Business Premium, 1 year, Billed monthly`. Reads only. */
export async function planNames(
  container: MedusaContainer,
  planIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (planIds.length === 0) {
    return new Map();
  }
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select p.id, k.title, p.term, p.billing_plan from csp_plan p join csp_sku k on k.id = p.sku_id
     where p.id = any(?)`,
    [[...new Set(planIds)]],
  );
  return new Map(
    rows.map((row) => [row.id, `${row.title}, ${termWords(row.term)}, ${billingWords(row.billing_plan)}`]),
  );
}
