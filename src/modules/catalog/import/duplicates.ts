import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { PriceSheetProblem } from "../types";

/** Rows of the staged sheet that say what an earlier row says already, at most `limit`, with the count of all. */
export async function findDuplicates(
  trx: Knex.Transaction,
  limit: number,
): Promise<{ problems: PriceSheetProblem[]; count: number }> {
  const { rows } = await trx.raw<{ rows: { line: number; first: number; total: string }[] }>(
    `with keys as (
       select product_id, sku_id, segment, term, billing_plan, min(line) as first from csp_sheet_stage
       group by product_id, sku_id, segment, term, billing_plan having count(*) > 1
     )
     select s.line, k.first, count(*) over () as total from csp_sheet_stage s
     join keys k using (product_id, sku_id, segment, term, billing_plan)
     where s.line > k.first order by s.line limit ?`,
    [limit],
  );
  const problems = rows.map(({ line, first }) => ({
    line,
    field: "SkuId",
    message: `ProductId, SkuId, Segment, TermDuration and BillingPlan are the same as in line ${first}: keep one of the two.`,
  }));
  return { problems, count: Number(rows[0]?.total ?? 0) };
}
