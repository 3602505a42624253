import { randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { isFree, LeasedTable } from "../../database";

const TURNS = "csp_cart_turn";
const CHANGES = "csp_cart_change";

/** Longer than a change takes that has to close a card page or to open one, with all repeats of its calls. */
const turnLeases = new LeasedTable(TURNS, 900);

/** Long after anybody sends a request once more. */
const KEYS_KEPT_MS = 24 * 3_600_000;

/** Takes the turn of changing a cart. @returns the token to end it with; null while somebody else has it */
export async function takeTurn(db: Knex, cartId: string): Promise<string | null> {
  const token = randomUUID();
  const taken = turnLeases.taken(db, token);
  const rows: unknown[] = await db(TURNS)
    .insert({ id: cartId, ...taken })
    .onConflict("id")
    .merge(taken)
    .whereRaw(isFree(TURNS))
    .returning("id");
  if (rows.length === 0) {
    return null;
  }
  turnLeases.keep(db, token, [cartId]);
  return token;
}

export async function endTurn(db: Knex, cartId: string, token: string): Promise<void> {
  await turnLeases.held(db, { id: cartId, token }).delete();
}

/** What was asked for under this key when it was done; null when nothing was. */
export async function changeUnder(db: Knex, cartId: string, key: string): Promise<string | null> {
  const row = await db(CHANGES).where({ cart_id: cartId, key }).first<{ asked: string } | undefined>("asked");
  return row?.asked ?? null;
}

/** Notes that a change was made under a key, and forgets those that nobody sends again. */
export async function noteChange(
  db: Knex,
  {
    cartId,
    key,
    asked,
    now,
  }: { readonly cartId: string; readonly key: string; readonly asked: string; readonly now: Date },
): Promise<void> {
  await db(CHANGES).insert({ cart_id: cartId, key, asked, made_at: now }).onConflict(["cart_id", "key"]).ignore();
  await db(CHANGES)
    .where("made_at", "<", new Date(now.getTime() - KEYS_KEPT_MS))
    .delete();
}
