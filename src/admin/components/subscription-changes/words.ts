import type { SellerChange } from "../../../api/admin/csp/subscriptions/[id]/changes/document";
import { counted, day } from "../format";

export type Wanted =
  | { readonly kind: "seats"; readonly quantity: number }
  | { readonly kind: "cancel" }
  | {
      readonly kind: "renewal";
      readonly outcome: "renew" | "stop" | "extend";
      readonly quantity: number | null;
    };

export const WISHES = [
  ["seats", "Another number of seats"],
  ["renew", "Renew as it is at the end of the term"],
  ["renew_with", "Renew with another number of seats"],
  ["stop", "Stop at the end of the term"],
  ["extend", "Go on by the month after the term"],
  ["cancel", "Cancel all of it now"],
] as const;
export type Wish = (typeof WISHES)[number][0];

/** Whether a wish names a number of seats. */
export const namesSeats = (wish: Wish): boolean => wish === "seats" || wish === "renew_with";

/** What a form asks for; null where the number of seats is none. */
export function wantedOf(wish: Wish, seats: string): Wanted | null {
  const quantity = /^\d{1,6}$/.test(seats.trim()) && Number(seats) > 0 ? Number(seats) : null;
  switch (wish) {
    case "seats":
      return quantity === null ? null : { kind: "seats", quantity };
    case "cancel":
      return { kind: "cancel" };
    case "renew_with":
      return quantity === null ? null : { kind: "renewal", outcome: "renew", quantity };
    default:
      return { kind: "renewal", outcome: wish, quantity: null };
  }
}

type Look = { readonly word: string; readonly color: "green" | "orange" | "grey" | "red" | "blue" };

export const STATE_LOOKS: Readonly<Record<SellerChange["state"], Look>> = {
  requested: { word: "Taken up", color: "blue" },
  awaiting_customer: { word: "Waits for the customer's bank", color: "orange" },
  at_vendor: { word: "At Microsoft", color: "blue" },
  settling: { word: "Being settled", color: "blue" },
  releasing: { word: "Being released", color: "blue" },
  needs_attention: { word: "Needs a person", color: "red" },
  done: { word: "Done", color: "green" },
  refused: { word: "Came to nothing", color: "red" },
  withdrawn: { word: "Withdrawn", color: "grey" },
};

const ASKED: Readonly<Record<SellerChange["asked_as"], string>> = {
  customer: "By the customer",
  seller: "On the customer's behalf",
  system: "Written again by Seatline, as Microsoft's record had lost it",
};

/** Who asked for a change: `On the customer's behalf, user_1: they asked by phone` */
export function askedInWords({ asked_as, asked_by, reason }: SellerChange): string {
  const who = asked_as === "system" ? ASKED.system : `${ASKED[asked_as]} (${asked_by})`;
  return reason === null ? who : `${who}: ${reason}`;
}

const REFUSED_BY = { bank: "Bank", vendor: "Microsoft", seller: "Seller", nobody: "Time" } as const;

/** Why a change came to nothing, with the vendor's own words; null unless it did. */
export function refusalInWords({ refusal, refusal_code, refusal_detail }: SellerChange): string | null {
  if (refusal === null) {
    return null;
  }
  const own = [refusal_code, refusal_detail].filter((part) => part !== null).join(", ");
  return `${REFUSED_BY[refusal.by]}: ${refusal.reason}${own === "" ? "" : ` (${own})`}`;
}

/** When it counts, and what was shown to be due. */
export function countsInWords({ counts_from_on, kind }: SellerChange): string | null {
  return counts_from_on === null || kind === "renewal" ? null : `Counts from ${day(counts_from_on)}`;
}

/** What a change is, as a title. */
export function titleOf({ words, outcome, quantity }: SellerChange): string {
  switch (outcome) {
    case null:
      return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    case "renew":
      return `At the end of the term: renew with ${quantity === null ? "the seats there are then" : counted(quantity, "seat")}`;
    case "stop":
      return "At the end of the term: stop";
    case "extend":
      return "At the end of the term: go on by the month";
  }
}
