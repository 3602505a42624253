import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { CheckResult } from "./checks";

const TABLE = "csp_book_finding";

/**
 * Keeps what a look through the books found: a rule that is broken keeps the day on which it was first seen so, and one
 * that holds has no row.
 *
 * @param unread names of rules that could not be looked at now: what was found of them before stays
 */
export async function saveFindings(
  db: Knex,
  results: readonly CheckResult[],
  now: Date,
  unread: readonly string[],
): Promise<void> {
  const broken = results.filter((result) => result.broken.length > 0);
  await db.transaction(async (trx) => {
    await trx(TABLE)
      .whereNotIn("name", [...broken.map(({ name }) => name), ...unread])
      .delete();
    for (const { name, rule, broken: ids } of broken) {
      const found = { rule, broken: JSON.stringify(ids), checked_at: now };
      await trx(TABLE)
        .insert({ name, since: now, ...found })
        .onConflict("name")
        .merge(found);
    }
  });
}
