import { z } from "zod";
import { taskStates } from "../../../../modules/provisioning";

const stateSchema = z.enum(taskStates, { error: `must be one of ${taskStates.join(", ")}` });

/** `state` may hold several, separated by commas. */
export const listTasksSchema = z.strictObject({
  state: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .pipe(z.array(stateSchema).min(1))
    .optional(),
  order_id: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
