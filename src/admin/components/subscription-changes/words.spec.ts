import type { SellerChange } from "../../../api/admin/csp/subscriptions/[id]/changes/document";
import { askedInWords, countsInWords, namesSeats, refusalInWords, titleOf, WISHES, wantedOf } from "./words";

const change = {
  ...{ words: "5 more seats of Teams, 15 in all", kind: "add_seats", outcome: null, quantity: 15 },
  ...{ asked_as: "seller", asked_by: "user_1", reason: "By phone", refusal: null, counts_from_on: "2026-11-30" },
  ...{ refusal_code: null, refusal_detail: null },
} as SellerChange;

describe("a change on a customer's behalf", () => {
  it("is what the form asks for", () => {
    expect(wantedOf("seats", " 12 ")).toEqual({ kind: "seats", quantity: 12 });
    expect(wantedOf("renew", "12")).toEqual({ kind: "renewal", outcome: "renew", quantity: null });
    expect(wantedOf("renew_with", "12")).toEqual({ kind: "renewal", outcome: "renew", quantity: 12 });
    expect(wantedOf("stop", "")).toEqual({ kind: "renewal", outcome: "stop", quantity: null });
    expect(wantedOf("extend", "")).toEqual({ kind: "renewal", outcome: "extend", quantity: null });
    expect(wantedOf("cancel", "x")).toEqual({ kind: "cancel" });
  });

  it.each(["", "0", "-1", "1.5", "ten", "1234567"])("is none with %p seats, where seats are named", (seats) => {
    const none = WISHES.filter(([wish]) => wantedOf(wish, seats) === null).map(([wish]) => wish);
    expect(none).toEqual(["seats", "renew_with"]);
    expect(none.every(namesSeats)).toBe(true);
  });

  it("is told with who asked, and with the vendor's own words when it came to nothing", () => {
    expect(titleOf(change)).toBe("5 more seats of Teams, 15 in all");
    expect(titleOf({ ...change, outcome: "renew", quantity: 1 })).toBe("At the end of the term: renew with 1 seat");
    expect(titleOf({ ...change, outcome: "stop", quantity: null })).toBe("At the end of the term: stop");
    expect(askedInWords(change)).toBe("On the customer's behalf (user_1): By phone");
    expect(askedInWords({ ...change, asked_as: "system", reason: null })).toMatch(/^Written again by Seatline/);
    expect(countsInWords(change)).toBe("Counts from 30 Nov 2026");
    expect(countsInWords({ ...change, kind: "renewal" })).toBeNull();
    expect(refusalInWords(change)).toBeNull();
    const refusal = { reason: "It is renewing.", by: "vendor" } as const;
    expect(refusalInWords({ ...change, refusal })).toBe("Microsoft: It is renewing.");
    expect(refusalInWords({ ...change, refusal, refusal_code: "900278", refusal_detail: "Locked." })).toBe(
      "Microsoft: It is renewing. (900278, Locked.)",
    );
  });
});
