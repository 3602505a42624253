import { z } from "zod";
import { page } from "../../../http/validators";
import { claimState } from "./document";

export const claimsQuery = z.strictObject({ state: claimState.default("open"), ...page });

export const decideClaim = z.strictObject({
  reason: z.string().trim().max(500, "must be at most 500 characters").default(""),
});
