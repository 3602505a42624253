import { z } from "zod";
import { page } from "../../../http/validators";
import { claimState } from "./document";

export const claimsQuery = z.strictObject({ state: claimState.default("open"), ...page });

/** Who vouches for a tenant, or turns a company away, says why: nobody else can tell afterwards. */
export const decideClaim = z.strictObject({
  reason: z
    .string("must say how you know")
    .trim()
    .min(1, "must say how you know")
    .max(500, "must be at most 500 characters"),
});
