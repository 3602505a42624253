import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { PriceSheetProblem } from "../types";

/** Rows of the staged sheet that say what an earlier row says already, at most `limit`, with the count of all. */
export async function findDuplicates(
  trx: Knex.Transaction,
  limit: number,
): Promise<{ problems: PriceSheetProblem[]; count: number }> {
  const { rows } = await trx.raw<{ rows: { line: number; first: number; total: string }[] }>(
    `with repeated as (
       select plan_id, min(line) as first from csp_sheet_stage group by plan_id having count(*) > 1
     )
     select s.line, r.first, count(*) over () as total
     from csp_sheet_stage s join repeated r using (plan_id)
     where s.line > r.first order by s.line limit ?`,
    [limit],
  );
  const problems = rows.map(({ line, first }) => ({
    line,
    field: "SkuId",
    message: `ProductId, SkuId, Segment, TermDuration and BillingPlan are the same as in line ${first}: keep one of the two.`,
  }));
  return { problems, count: Number(rows[0]?.total ?? 0) };
}
