import { z } from "zod";
import { quantity } from "../fields";

/** All seats after the change. The plan's limits and the return windows are checked against the subscription. */
export const postSeatChange = z.strictObject({ quantity });
export type PostSeatChange = z.infer<typeof postSeatChange>;
