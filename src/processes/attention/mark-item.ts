import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError, Modules } from "@medusajs/framework/utils";
import { InputError } from "../../errors/input-error";
import { ATTENTION_MODULE, type By, type ItemKey } from "../../modules/attention";
import { ATTENTION_KINDS, type AttentionEntry, readAttention } from "../../reads/attention";

/** The item as it stands at `now`; null when it does not wait any more. @throws InputError for a kind there is none of */
export async function findItem(container: MedusaContainer, key: ItemKey, now: Date): Promise<AttentionEntry | null> {
  const kind = ATTENTION_KINDS.find(({ name }) => name === key.kind);
  if (kind === undefined) {
    throw InputError.of("kind", `must be one of ${ATTENTION_KINDS.map(({ name }) => name).join(", ")}`);
  }
  const { entries, unreadable } = await readAttention(container, now, [kind]);
  if (unreadable[0] !== undefined) {
    throw unreadable[0].error;
  }
  return entries.find(({ item }) => item.ref === key.ref) ?? null;
}

/** Writes a note beside an item that waits. @throws MedusaError not_found when it does not */
export async function noteItem(container: MedusaContainer, key: ItemKey, words: string, by: By): Promise<void> {
  await standing(container, key, by.now);
  await container.resolve(ATTENTION_MODULE).note(key, words, by);
}

/** Gives an item to a user, or back to everybody (null). @throws InputError when there is no such user */
export async function assignItem(
  container: MedusaContainer,
  key: ItemKey,
  userId: string | null,
  by: By,
): Promise<void> {
  await standing(container, key, by.now);
  if (userId !== null && (await container.resolve(Modules.USER).listUsers({ id: [userId] })).length === 0) {
    throw InputError.of("user_id", "must be the id of a user of the admin");
  }
  await container.resolve(ATTENTION_MODULE).assign(key, userId, by);
}

/**
 * Takes a person's word that nothing is left to do about an item, in the state he looked at.
 *
 * @throws MedusaError not_found; not_allowed for a kind that only its source settles; conflict when the item has changed
 * since he looked
 */
export async function resolveItem(
  container: MedusaContainer,
  { state, ...key }: ItemKey & { readonly state: string },
  reason: string,
  by: By,
): Promise<void> {
  const { kind, item } = await standing(container, key, by.now);
  if (!kind.isSettledByWord) {
    const message = `No word settles this: it goes away by itself when its cause is mended.`;
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
  }
  if (item.state !== state) {
    throw new MedusaError(MedusaError.Types.CONFLICT, "It has changed since you looked at it: look at it again.");
  }
  await container.resolve(ATTENTION_MODULE).resolve({ ...key, state }, reason, by);
}

async function standing(container: MedusaContainer, key: ItemKey, now: Date): Promise<AttentionEntry> {
  const entry = await findItem(container, key, now);
  if (entry === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "It does not wait any more: its cause was mended meanwhile.");
  }
  return entry;
}
