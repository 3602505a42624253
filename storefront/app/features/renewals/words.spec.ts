import { chosenInWords, daysLeftInWords, eachInWords, planInWords, untilThen, whyNotOpen } from "./words";

const planned = {
  ...{ outcome: "renew", next_quantity: 10, quantity: 10, term: "P1Y" },
  ...{ term_last_on: "2027-03-14", next_on: "2027-03-15" },
} as const;

describe("a renewal in words", () => {
  it("says what happens, with the day and the seats", () => {
    expect(planInWords(planned)).toMatch(/^Renews on .*15.* for another year with 10 seats, as many as now\.$/);
    expect(planInWords({ ...planned, next_quantity: 12 })).toMatch(/with 12 seats, 10 seats until then\.$/);
    expect(planInWords({ ...planned, outcome: "stop", next_quantity: null })).toMatch(/^Stops after .*14/);
    expect(planInWords({ ...planned, outcome: "extend", next_quantity: null })).toMatch(
      /^Goes on by the month from .*15/,
    );
  });

  it("says who has chosen it, and what the record says until it is there", () => {
    expect(chosenInWords("nobody", "Larch")).toContain("by itself");
    expect(chosenInWords("seller", "Larch")).toBe("Larch has chosen this for you.");
    expect(untilThen({ on_record: "renew", outcome: "stop" })).toBe("Until then it says: renew.");
    expect(untilThen({ on_record: "renew", outcome: "renew" })).toContain("another number of seats");
  });

  it.each([
    [0, "waits for its renewal"],
    [1, "1 day left"],
    [30, "30 days left"],
  ])("%i days", (days, words) => {
    expect(daysLeftInWords(days)).toBe(words);
  });

  it("says why nothing can be chosen", () => {
    const open = { is_open: true, is_changing: false, status: "active", days_left: 20 } as const;
    const closed = { ...open, is_open: false } as const;
    expect(whyNotOpen(open)).toBeNull();
    expect(whyNotOpen({ ...closed, is_changing: true })).toMatch(/under way/);
    expect(whyNotOpen({ ...closed, status: "suspended" })).toMatch(/suspended/);
    expect(whyNotOpen({ ...closed, days_left: 1 })).toMatch(/last day/);
    expect(whyNotOpen({ ...closed, days_left: 0 })).toMatch(/is renewing it/);
    expect(eachInWords("month")).toBe("Each month, net");
  });
});
