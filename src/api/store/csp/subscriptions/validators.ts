import { z } from "zod";
import { quantity } from "../fields";

/** All seats after the change. The plan's limits and the return windows are checked against the subscription. */
export const postSeatChange = z.strictObject({ quantity });
export type PostSeatChange = z.infer<typeof postSeatChange>;

/** What is wanted. Seats are all after the change; those of a renewal may be left out: as many as there are then. */
export const wantedChange = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("seats"), quantity }),
    z.strictObject({ kind: z.literal("cancel") }),
    z.strictObject({
      kind: z.literal("renewal"),
      outcome: z.enum(["renew", "stop", "extend"], "must be renew, stop or extend"),
      quantity: quantity.nullable().default(null),
    }),
  ],
  "must have a kind: seats, cancel or renewal",
);

export const postChangePreview = z.strictObject({ change: wantedChange });
export type PostChangePreview = z.infer<typeof postChangePreview>;

/** `hash` is that of the preview that was agreed to. */
export const postChange = z.strictObject({
  change: wantedChange,
  hash: z
    .string("must be the preview's hash")
    .min(1, "must be the preview's hash")
    .max(200, "must be the preview's hash"),
});
export type PostChange = z.infer<typeof postChange>;
