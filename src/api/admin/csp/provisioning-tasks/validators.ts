import { z } from "zod";
import { page } from "../../../http/validators";
import { taskState } from "./document";

/** `state` may hold several, separated by commas. */
export const tasksQuery = z.strictObject({
  state: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .pipe(z.array(taskState).min(1))
    .optional(),
  order_id: z.string().min(1).optional(),
  ...page,
});
