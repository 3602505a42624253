import { z } from "zod";

const yesOrNo = z
  .enum(["true", "false"], "must be true or false")
  .default("false")
  .transform((text) => text === "true");

/** How a file is uploaded; its bytes are the body. */
export const uploadQuery = z.strictObject({
  filename: z
    .string("must be the file's name")
    .trim()
    .min(1, "must be the file's name")
    .max(200, "must be at most 200 letters"),
  allow_unknown_columns: yesOrNo,
  /** Says what would happen, and imports nothing. */
  dry_run: yesOrNo,
  /** An older month than the newest one is meant. */
  accept_older: yesOrNo,
});
