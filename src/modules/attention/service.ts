import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { type Act, JournalTable } from "../../database";
import type { By, ItemKey, Mark, News, NewsBatch, Note } from "./types";

const MARKS = "csp_attention_mark";
const NOTES = "csp_attention_note";
const NEWS = "csp_attention_news";

const journal = new JournalTable("csp_attention_journal");

type MarkRow = {
  kind: string;
  ref: string;
  assigned_to: string | null;
  resolved_by: string | null;
  resolved_at: Date | null;
  resolved_reason: string | null;
  resolved_state: string | null;
};

type NewsRow = { kind: string; ref: string; since: Date; batch: string; words: string; money: string | null };

/**
 * What people say of things that wait for them. The things themselves are no rows: each is read from the state of its
 * source (`src/reads/attention`), and is gone when that is healed. What was said stays.
 */
export default class AttentionService {
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
  }

  /** What was said of these items; one about which nobody said anything is missing. Two queries. */
  async listMarks(keys: readonly ItemKey[]): Promise<Mark[]> {
    if (keys.length === 0) {
      return [];
    }
    const pairs = keys.map(({ kind, ref }) => [kind, ref]);
    const rows = await this.db<MarkRow>(MARKS).whereIn(["kind", "ref"], pairs);
    const notes = await this.db<Note>(NOTES).whereIn(["kind", "ref"], pairs).orderBy("id");
    const marks = new Map(rows.map((row) => [keyOf(row), markOf(row)]));
    for (const { kind, ref, at, actor, words } of notes) {
      const mark = marks.get(keyOf({ kind, ref })) ?? { kind, ref, assignedTo: null, resolved: null, notes: [] };
      marks.set(keyOf(mark), { ...mark, notes: [...mark.notes, { kind, ref, at, actor, words }] });
    }
    return [...marks.values()];
  }

  /** Writes a note beside an item. */
  async note(item: ItemKey, words: string, by: By): Promise<void> {
    await this.db.transaction(async (trx) => {
      await trx(NOTES).insert({ kind: item.kind, ref: item.ref, at: by.now, actor: by.actor, words });
      await journal.write(trx, [actOf(item, "note", { words }, by)]);
    });
  }

  /** Says who has the item; null gives it back to everybody. */
  async assign(item: ItemKey, userId: string | null, by: By): Promise<void> {
    await this.mark(item, { assigned_to: userId, assigned_at: userId === null ? null : by.now }, [
      actOf(item, userId === null ? "unassign" : "assign", userId === null ? {} : { to: userId }, by),
    ]);
  }

  /** Takes a person's word that nothing is left to do about the item in this state. */
  async resolve(item: ItemKey & { readonly state: string }, reason: string, by: By): Promise<void> {
    const { kind, ref, state } = item;
    const columns = { resolved_by: by.actor, resolved_at: by.now, resolved_reason: reason, resolved_state: state };
    await this.mark({ kind, ref }, columns, [actOf(item, "resolve", { reason }, by)]);
  }

  /**
   * Journals an act on something whose own module has no journal, in the act's own transaction: an event asked for again,
   * a reading out of turn.
   */
  async recordAct(trx: Knex, act: Act): Promise<void> {
    await journal.write(trx, [act]);
  }

  /**
   * Notes news that were not noted before, all in one batch. An item that was healed and came back is news again. Of two
   * processes that find the same item, one has it in its batch.
   */
  async noteNews(found: readonly News[], now: Date): Promise<void> {
    if (found.length === 0) {
      return;
    }
    const batch = randomUUID();
    await this.db(NEWS)
      .insert(
        found.map(({ kind, ref, since, words, money }) => ({ kind, ref, since, words, money, batch, found_at: now })),
      )
      .onConflict(["kind", "ref", "since"])
      .ignore();
  }

  /** Batches of which no mail has gone out, in the order they were found. */
  async unmailedNews(): Promise<NewsBatch[]> {
    const rows: NewsRow[] = await this.db(NEWS).whereNull("mailed_at").orderBy(["found_at", "batch", "kind", "ref"]);
    const batches = new Map<string, News[]>();
    for (const { batch, kind, ref, since, words, money } of rows) {
      batches.set(batch, [...(batches.get(batch) ?? []), { kind, ref, since, words, money }]);
    }
    return [...batches].map(([batch, news]) => ({ batch, news }));
  }

  async markMailed(batch: string, now: Date): Promise<void> {
    await this.db(NEWS).where({ batch }).whereNull("mailed_at").update({ mailed_at: now });
  }

  /** Whether a mail about the item, as it stands since then, has gone out to the partner. */
  async wasMailed(item: ItemKey & { readonly since: Date }): Promise<boolean> {
    const { kind, ref, since } = item;
    return (await this.db(NEWS).where({ kind, ref, since }).whereNotNull("mailed_at").first("kind")) !== undefined;
  }

  private async mark(item: ItemKey, columns: Record<string, unknown>, acts: readonly Act[]): Promise<void> {
    const { kind, ref } = item;
    await this.db.transaction(async (trx) => {
      await trx(MARKS)
        .insert({ kind, ref, ...columns })
        .onConflict(["kind", "ref"])
        .merge(columns);
      await journal.write(trx, acts);
    });
  }
}

const keyOf = ({ kind, ref }: ItemKey): string => `${kind} ${ref}`;

function markOf(row: MarkRow): Mark {
  const { resolved_by: by, resolved_at: at, resolved_reason: reason, resolved_state: state } = row;
  const resolved = by !== null && at !== null && reason !== null && state !== null ? { by, at, reason, state } : null;
  return { kind: row.kind, ref: row.ref, assignedTo: row.assigned_to, resolved, notes: [] };
}

function actOf(item: ItemKey, action: string, detail: Act["detail"], { actor, now }: By): Act {
  return { at: now, actor, action, objectKind: item.kind, objectId: item.ref, detail };
}
