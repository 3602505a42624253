import { z } from "zod";

/** A password that somebody chooses. The shop's forms ask for the same length in words of their own. */
export const newPassword = z
  .string("must be a text")
  .min(10, "must have at least 10 characters")
  .max(200, "must have at most 200 characters");
