import { z } from "zod";
import { id } from "../../../http/document";
import { page } from "../../../http/validators";
import { findingKind, findingState } from "./document";

export const findingsQuery = z.strictObject({
  state: findingState.optional(),
  kind: findingKind.optional(),
  company_id: id.optional(),
  subscription_id: id.optional(),
  ...page,
});

/** The proposed day unless another one is named. */
export const billBody = z.strictObject({
  on: z.iso.date("must be a day, such as 2026-03-15").optional(),
});

export const ignoreBody = z.strictObject({
  reason: z
    .string("must say why nothing is to be done")
    .trim()
    .min(1, "must say why nothing is to be done")
    .max(500, "must be at most 500 characters"),
});
