import { z } from "zod";

export const retriedEventAnswer = z.strictObject({ id: z.string(), state: z.literal("waiting") });
export type RetriedEventAnswer = z.output<typeof retriedEventAnswer>;
