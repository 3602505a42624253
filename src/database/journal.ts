import type { Knex } from "@medusajs/framework/mikro-orm/knex";

/** One act of a person: who did what to which thing, and with which details. */
export type Act = {
  readonly at: Date;
  /** A user's, a customer's or an API key's id. */
  readonly actor: string;
  readonly action: string;
  /** What kind of thing it was done to, such as `provisioning_task`, and its id. */
  readonly objectKind: string;
  readonly objectId: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

/**
 * A module's own part of the journal. The table has `id bigint identity`, `at`, `actor`, `action`, `object_kind`,
 * `object_id` and `detail jsonb`, and only grows; `src/reads/journal.ts` reads all of them as one.
 */
export class JournalTable {
  constructor(private readonly table: string) {}

  /**
   * Writes acts in the transaction of what they tell about, so that there is neither an act without its person nor a line
   * about nothing. Where another module owns what is changed, its `inTransaction` is the transaction, which both write in.
   */
  async write(trx: Knex, acts: readonly Act[]): Promise<void> {
    if (acts.length === 0) {
      return;
    }
    await trx(this.table).insert(
      acts.map((act) => ({
        at: act.at,
        actor: act.actor,
        action: act.action,
        object_kind: act.objectKind,
        object_id: act.objectId,
        detail: JSON.stringify(act.detail),
      })),
    );
  }
}
