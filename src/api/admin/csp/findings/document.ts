import { z } from "zod";
import { day, instant, money, named, oneOf, paging } from "../../../http/document";
import { attentionAct } from "../attention/document";

export const findingKind = oneOf(["seats", "state", "plan", "renewal", "dates", "extended", "unknown"]);
export const findingState = oneOf(["open", "billed", "ignored", "vanished"]);

/** A difference between the vendor and our books. */
export const finding = z.strictObject({
  id: z.string(),
  kind: findingKind,
  /** Null: the vendor has it and we do not. */
  subscription_id: z.string().nullable(),
  company: named,
  vendor_subscription_id: z.string(),
  theirs: z.string(),
  ours: z.string(),
  /** Both values in a sentence. */
  words: z.string(),
  state: findingState,
  first_seen_at: instant,
  last_seen_at: instant,
  /** When it stood no more; null while the vendor says it. */
  gone_at: instant.nullable(),
  /** What our history has to say for both to agree; null: no event would. */
  proposal: z.strictObject({ type: z.string(), on: day, quantity: z.int().nullable() }).nullable(),
  /** What hangs on the proposal, before tax; negative is given back. Null while it is not planned, or nothing is proposed. */
  stake: z.strictObject({ unbilled: money, each_period: money, period_months: z.int() }).nullable(),
  /** What can be done about it; nothing once it is settled. */
  acts: z.array(attentionAct),
  settled: z.strictObject({ at: instant, by: named.nullable(), reason: z.string().nullable() }).nullable(),
});
export type Finding = z.output<typeof finding>;

export const findingsAnswer = z.strictObject({ findings: z.array(finding), ...paging });
export type FindingsAnswer = z.output<typeof findingsAnswer>;

export const findingAnswer = z.strictObject({ finding });
export type FindingAnswer = z.output<typeof findingAnswer>;
