import { z } from "zod";
import { instant, whole } from "../../../../../http/document";
import { change, endOfTerm } from "../../../../../store/csp/subscriptions/[id]/changes/document";

export type { ChangePreviewAnswer as SellerChangePreviewAnswer } from "../../../../../store/csp/subscriptions/[id]/changes/document";
export { changePreviewAnswer as sellerChangePreviewAnswer } from "../../../../../store/csp/subscriptions/[id]/changes/document";

/** A change as the seller's people see it: with the vendor's own words, and what stands in its way. */
export const sellerChange = change.extend({
  asked_by: z.string(),
  refusal_code: z.string().nullable(),
  refusal_detail: z.string().nullable(),
  last_error: z.string().nullable(),
  next_at: instant.nullable(),
});
export type SellerChange = z.output<typeof sellerChange>;

export const sellerChangeAnswer = z.strictObject({ change: sellerChange });
export type SellerChangeAnswer = z.output<typeof sellerChangeAnswer>;

export const sellerChangeListAnswer = z.strictObject({ changes: z.array(sellerChange) });
export type SellerChangeListAnswer = z.output<typeof sellerChangeListAnswer>;

const seats = whole(1, 1_000_000);

/** What is wanted; see the shop's routes. */
const wanted = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("seats"), quantity: seats }),
    z.strictObject({ kind: z.literal("cancel") }),
    z.strictObject({ kind: z.literal("renewal"), outcome: endOfTerm, quantity: seats.nullable().default(null) }),
  ],
  "must have a kind: seats, cancel or renewal",
);

/** Why it is done on the company's behalf: the company reads it. */
const reason = z.string("must say why").trim().min(3, "must say why").max(500, "must be at most 500 characters");

export const sellerChangePreviewBody = z.strictObject({ change: wanted });
export const sellerChangeBody = z.strictObject({
  change: wanted,
  hash: z
    .string("must be the preview's hash")
    .min(1, "must be the preview's hash")
    .max(200, "must be the preview's hash"),
  reason,
});
export const reasonBody = z.strictObject({ reason });
