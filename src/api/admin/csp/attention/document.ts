import { z } from "zod";
import { id, instant, money, named, paging } from "../../../http/document";

/** What somebody wrote beside an item. */
export const attentionNote = z.strictObject({ at: instant, actor: z.string(), words: z.string() });

/** A route that does something about the item, called with POST below `/admin/csp`. */
export const attentionAct = z.strictObject({
  words: z.string(),
  path: z.string(),
  /** True: it wants `{ reason }`. */
  asks_reason: z.boolean(),
  /** What is asked before it is done; null: nothing. */
  warning: z.string().nullable(),
});
export type AttentionAct = z.output<typeof attentionAct>;

/** Something that waits for a person. */
export const attentionItem = z.strictObject({
  kind: z.string(),
  kind_title: z.string(),
  ref: z.string(),
  /** Sent back with a person's word that it is settled: it holds for this state and no later one. */
  state: z.string(),
  since: instant,
  words: z.string(),
  detail: z.string().nullable(),
  /** What the customer reads of it; null when he reads nothing. */
  customer_reads: z.string().nullable(),
  company: named.nullable(),
  links: z.array(z.strictObject({ words: z.string(), path: z.string() })),
  /** Null when no sum depends on it, or none is known. */
  money: z
    .strictObject({
      sum: money,
      rule: z.string(),
      inputs: z.array(z.strictObject({ words: z.string(), amount: money })),
    })
    .nullable(),
  /** Who has it. */
  assigned_to: named.nullable(),
  notes: z.array(attentionNote),
  acts: z.array(attentionAct),
  /** Whether a person's word settles it. */
  can_resolve: z.boolean(),
});
export type AttentionItem = z.output<typeof attentionItem>;

export const attentionAnswer = z.strictObject({
  items: z.array(attentionItem),
  ...paging,
  /** Every kind with how much of it waits, whatever was filtered. */
  kinds: z.array(z.strictObject({ name: z.string(), title: z.string(), count: z.int() })),
  /** Kinds that could not be read just now, by their titles. */
  unreadable: z.array(z.string()),
  /** Users who can take items on. */
  users: z.array(named),
  /** The signed-in user; null for an API key. */
  me: z.string().nullable(),
  /** Whether the seller is told by mail, and to how many addresses. */
  mailed_to: z.int(),
  now: instant,
});
export type AttentionAnswer = z.output<typeof attentionAnswer>;

export const attentionCountAnswer = z.strictObject({ count: z.int() });
export type AttentionCountAnswer = z.output<typeof attentionCountAnswer>;

const item = { kind: id, ref: z.string("must be an id").min(1, "must be an id").max(500, "must be an id") };
const sentence = (what: string) =>
  z.string(`must be ${what}`).trim().min(3, `must be ${what}`).max(2000, "must be at most 2000 letters");

export const noteBody = z.strictObject({ ...item, words: sentence("what you want to say") });
export const assignmentBody = z.strictObject({ ...item, user_id: id.nullable() });
export const resolutionBody = z.strictObject({
  ...item,
  state: z.string("must be the item's state, as it was shown").max(5000, "must be the item's state, as it was shown"),
  reason: sentence("why nothing is left to do"),
});

/** The item as it is now; null when a person's word has settled it. */
export const attentionItemAnswer = z.strictObject({ item: attentionItem.nullable() });
export type AttentionItemAnswer = z.output<typeof attentionItemAnswer>;
