import { z } from "zod";
import { instant, money, paging } from "../../../http/document";

export const runStatus = z.enum(["running", "stopping", "stopped", "done", "interrupted"]);
export type RunStatus = z.output<typeof runStatus>;

/** A billing run: accounts due when it began, done and set aside so far, and the documents it made. */
export const run = z.strictObject({
  id: z.string(),
  trigger: z.enum(["ticker", "admin"]),
  /** `ticker`, a mail address, or the id of what is no user. */
  actor: z.string(),
  status: runStatus,
  dry_run: z.boolean(),
  /** Version of the safety bounds that the run's plans were held against; null before there were any. */
  bounds_policy: z.string().nullable(),
  as_of: instant,
  started_at: instant,
  finished_at: instant.nullable(),
  /** Why it broke off; null when it did not, and when its process died without a word. */
  failure: z.string().nullable(),
  due: z.int(),
  done: z.int(),
  failed: z.int(),
  invoices: z.int(),
  drafts: z.int(),
  credit_notes: z.int(),
  lines: z.int(),
  /** Gross of the documents made, by currency; credit notes count negative. */
  totals: z.array(money),
});
export type Run = z.output<typeof run>;

/** What runs did, newest first, and what is due or held up now. */
export const runsAnswer = z.strictObject({
  runs: z.array(run),
  ...paging,
  due: z.int(),
  parked: z.int(),
  next_run_at: instant.nullable(),
  stopped_run_id: z.string().nullable(),
  now: instant,
});
export type RunsAnswer = z.output<typeof runsAnswer>;

export const runAnswer = z.strictObject({ run: run });
export type RunAnswer = z.output<typeof runAnswer>;

/** `dry_run: true` plans and adds up without writing a document. */
export const runBody = z.strictObject({ dry_run: z.boolean("must be true or false").default(false) });
