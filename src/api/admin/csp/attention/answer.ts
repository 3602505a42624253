import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { settingsOf } from "../../../../connections/settings";
import { decimalMoney, money } from "../../../../domain/money";
import {
  ATTENTION_KINDS,
  type AtStake,
  type AttentionAct,
  type AttentionEntry,
  readAttention,
} from "../../../../reads/attention";
import { actorNames, companyNames } from "../../../../reads/names";
import { logOf } from "../../../../telemetry/log";
import type * as document from "./document";
import type { AttentionQuery } from "./validators";

const DAY_MS = 24 * 3_600_000;
/** People among whom work is shared; a seller with more has a tool of his own for it. */
const MOST_USERS = 200;

/** One page of what waits for a person. */
export async function attentionAnswer(
  container: MedusaContainer,
  query: AttentionQuery,
  { me, now }: { readonly me: string; readonly now: Date },
): Promise<document.AttentionAnswer> {
  const { entries: read, unreadable } = await readAttention(container, now);
  const entries = await withoutGoneAssignees(container, read);
  for (const { kind, error } of unreadable) {
    logOf(container).error(`Attention: ${kind.title} cannot be read`, { rule: kind.name, error });
  }
  const { limit, offset } = query;
  const wanted = entries.filter((entry) => isWanted(entry, query, me, now));
  const users = await container.resolve(Modules.USER).listUsers({}, { take: MOST_USERS, select: ["id", "email"] });
  return {
    items: await itemDocuments(container, wanted.slice(offset, offset + limit)),
    count: wanted.length,
    limit,
    offset,
    kinds: ATTENTION_KINDS.map((kind) => ({
      name: kind.name,
      title: kind.title,
      count: entries.filter((entry) => entry.kind === kind).length,
    })),
    unreadable: unreadable.map(({ kind }) => kind.title),
    users: users.map(({ id, email }) => ({ id, name: email })),
    me: users.some(({ id }) => id === me) ? me : null,
    mailed_to: settingsOf(container).attention.mailTo.length,
    now: now.toISOString(),
  };
}

/** What somebody had taken who is no user any more is nobody's again. */
async function withoutGoneAssignees(
  container: MedusaContainer,
  entries: readonly AttentionEntry[],
): Promise<AttentionEntry[]> {
  const ids = [...new Set(entries.flatMap(({ mark }) => mark?.assignedTo ?? []))];
  const users =
    ids.length === 0 ? [] : await container.resolve(Modules.USER).listUsers({ id: ids }, { select: ["id"] });
  const known = new Set(users.map(({ id }) => id));
  return entries.map((entry) =>
    entry.mark?.assignedTo && !known.has(entry.mark.assignedTo)
      ? { ...entry, mark: { ...entry.mark, assignedTo: null } }
      : entry,
  );
}

function isWanted({ kind, item, mark }: AttentionEntry, query: AttentionQuery, me: string, now: Date): boolean {
  const has = mark?.assignedTo ?? null;
  const { assigned, older_than_days: days } = query;
  return (
    (query.kind === undefined || query.kind === kind.name) &&
    (assigned === undefined || (assigned === "nobody" ? has === null : has === (assigned === "me" ? me : assigned))) &&
    (days === undefined || now.getTime() - item.since.getTime() >= days * DAY_MS) &&
    (query.with_money === undefined || item.money !== null)
  );
}

/** Items with the names of companies and people. */
export async function itemDocuments(
  container: MedusaContainer,
  entries: readonly AttentionEntry[],
): Promise<document.AttentionItem[]> {
  const companies = await companyNames(
    container,
    entries.flatMap(({ item }) => item.companyId ?? []),
  );
  const people = await actorNames(
    container,
    entries.flatMap(({ mark }) => [mark?.assignedTo ?? [], mark?.notes.map((note) => note.actor) ?? []].flat()),
  );
  return entries.map(({ kind, item, mark }) => ({
    kind: kind.name,
    kind_title: kind.title,
    ref: item.ref,
    state: item.state,
    since: item.since.toISOString(),
    words: item.words,
    detail: item.detail,
    customer_reads: item.customerReads,
    company: item.companyId === null ? null : nameOf(item.companyId, companies),
    links: [...item.links],
    money: item.money && moneyDocument(item.money),
    assigned_to: mark?.assignedTo ? nameOf(mark.assignedTo, people) : null,
    notes: (mark?.notes ?? []).map(({ at, actor, words }) => ({
      at: at.toISOString(),
      actor: people.get(actor) ?? actor,
      words,
    })),
    acts: item.acts.map(actDocument),
    can_resolve: kind.isSettledByWord,
  }));
}

function moneyDocument({ amount, currency, rule, inputs }: AtStake): document.AttentionItem["money"] {
  const inWords = (minor: number) => decimalMoney(money(minor, currency.toUpperCase()));
  return {
    sum: inWords(amount),
    rule,
    inputs: inputs.map((input) => ({ words: input.words, amount: inWords(input.amount) })),
  };
}

const nameOf = (id: string, names: ReadonlyMap<string, string>) => ({ id, name: names.get(id) ?? id });

/** A way out of something that waits. */
export function actDocument({ words, path, asksReason, warning }: AttentionAct): document.AttentionAct {
  return { words, path, asks_reason: asksReason, warning };
}
