import { z } from "zod";
import { instant, oneOf, paging } from "../../../http/document";

export const taskState = oneOf(["ready", "leased", "waiting", "done", "refused", "skipped", "needs_attention"]);
export type TaskState = z.output<typeof taskState>;

/** A step of an order at the vendor. */
export const task = z.strictObject({
  id: z.string(),
  order_id: z.string(),
  order_display_id: z.string().nullable(),
  company_id: z.string().nullable(),
  kind: z.enum(["ensure_tenant", "attest_agreement", "place_order", "await_vendor", "settle_order"]),
  position: z.int(),
  state: taskState,
  attempts: z.int(),
  failures: z.int(),
  /** Null for what is running or final. */
  next_at: instant.nullable(),
  last_error: z.string().nullable(),
  /** What the last step came to; null until it is done, and for every other step. */
  settlement: z.enum(["invoiced", "nothing_live"]).nullable(),
  /** True: the order was cancelled before this step, so it was refused by nobody. */
  canceled: z.boolean(),
  /** Whose doing the step's refusal is; null for one that was not refused, and where nobody noted it. */
  refused_by: z.enum(["bank", "vendor", "seller", "nobody"]).nullable(),
  /** Whether the retry button has anything to do. */
  can_retry: z.boolean(),
  created_at: instant,
  started_at: instant.nullable(),
  finished_at: instant.nullable(),
});
export type Task = z.output<typeof task>;

export const tasksAnswer = z.strictObject({ tasks: z.array(task), ...paging, now: instant });
export type TasksAnswer = z.output<typeof tasksAnswer>;

export const taskAnswer = z.strictObject({ task: task });
export type TaskAnswer = z.output<typeof taskAnswer>;

/** Why a standing order is ended; the customer reads it. */
export const refuseBody = z.strictObject({
  reason: z
    .string("must be a sentence for the customer")
    .trim()
    .min(10, "must be a sentence for the customer, of at least 10 letters")
    .max(500, "must be at most 500 letters"),
});
