import { addDays, dayInWords } from "../../../domain/calendar";
import type { Subscription, SubscriptionChange } from "../../../modules/subscription";

const OUTCOMES = {
  renew: "is renewed",
  stop: "ends",
  extend: "goes on by the month in Microsoft's extended service term",
} as const;

/** What a change is, for people: `5 more seats of Business Premium, 15 in all`. */
export function changeInWords(
  { wanted, fromQuantity }: Pick<SubscriptionChange, "wanted" | "fromQuantity">,
  { skuTitle, termEndsOn }: Pick<Subscription, "skuTitle" | "termEndsOn">,
): string {
  switch (wanted.kind) {
    case "seats": {
      const difference = wanted.quantity - fromQuantity;
      const seats = `${Math.abs(difference)} ${difference > 0 ? "more" : "fewer"} ${Math.abs(difference) === 1 ? "seat" : "seats"}`;
      return `${seats} of ${skuTitle}, ${wanted.quantity} in all`;
    }
    case "cancel":
      return `the cancellation of ${skuTitle}`;
    case "renewal": {
      const seats = wanted.quantity === null ? "" : ` with ${wanted.quantity} seats`;
      return `that ${skuTitle} ${OUTCOMES[wanted.outcome]}${seats} after ${dayInWords(addDays(termEndsOn, -1))}`;
    }
  }
}
