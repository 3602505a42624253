import type { Change } from "../../server/api/changes.server";
import {
  askedBy,
  changeTitle,
  endExplained,
  endInWords,
  isNews,
  lookSeconds,
  refusalWords,
  stateWords,
  whyClosed,
} from "./words";

const STATES: readonly Change["state"][] = [
  ...(["requested", "awaiting_customer", "at_vendor", "settling", "releasing"] as const),
  ...(["needs_attention", "done", "refused", "withdrawn"] as const),
];

describe("what is said of a change", () => {
  it.each<[Parameters<typeof changeTitle>[0], string]>([
    [
      { kind: "add_seats", words: "5 more seats of Teams, 15 in all", outcome: null, quantity: 15 },
      "5 more seats of Teams, 15 in all",
    ],
    [
      { kind: "cancel", words: "the cancellation of Teams", outcome: null, quantity: null },
      "The cancellation of Teams",
    ],
    [{ kind: "renewal", words: "", outcome: "renew", quantity: 1 }, "At the end of the term: renew with 1 seat"],
    [{ kind: "renewal", words: "", outcome: "extend", quantity: null }, "At the end of the term: go on by the month"],
  ])("names it: %j", (change, title) => {
    expect(changeTitle(change)).toBe(title);
  });

  it("has words for every state, and speaks of a payment only where one is made", () => {
    for (const state of STATES) {
      expect(stateWords({ state, kind: "add_seats", at_once: true }, "Contoso").title).not.toBe("");
    }
    const requested = (kind: Change["kind"], at_once: boolean) =>
      stateWords({ state: "requested", kind, at_once }, "C");
    expect(requested("add_seats", true).title).toBe("Securing the payment");
    expect(requested("add_seats", false).title).toBe("Taken up");
    expect(requested("renewal", false).title).toBe("Taken up");
    expect(stateWords({ state: "settling", kind: "renewal", at_once: false }, "C").words).not.toMatch(/invoice/);
    expect(stateWords({ state: "needs_attention", kind: "cancel", at_once: true }, "Contoso").words).toMatch(/Contoso/);
  });

  it("looks again soon only while it moves by itself", () => {
    expect(STATES.filter((state) => lookSeconds({ state }) < 10)).toEqual([
      ...["requested", "at_vendor", "settling", "releasing"],
    ]);
  });

  it("is news for a day, when somebody asked for it", () => {
    const finished_at = "2026-11-30T10:00:00.000Z";
    expect(isNews({ finished_at, asked_as: "customer" }, "2026-12-01T09:59:59.000Z")).toBe(true);
    expect(isNews({ finished_at, asked_as: "seller" }, "2026-12-01T10:00:00.000Z")).toBe(false);
    expect(isNews({ finished_at, asked_as: "system" }, finished_at)).toBe(false);
    expect(isNews({ finished_at: null, asked_as: "customer" }, finished_at)).toBe(false);
  });

  it("names who asked, and whose doing a refusal was", () => {
    expect(askedBy("seller", "Contoso")).toBe("Contoso, for you");
    expect(askedBy("customer", "Contoso")).toBe("Your company");
    expect(refusalWords({ by: "vendor", reason: "No." }, "Contoso")).toBe("Microsoft: No.");
    expect(refusalWords({ by: "bank", reason: "No." }, "Contoso")).toBe("Your bank: No.");
    expect(refusalWords({ by: "seller", reason: "No." }, "Contoso")).toBe("Contoso: No.");
    expect(refusalWords({ by: "nobody", reason: "Too late." }, "Contoso")).toBe("Too late.");
  });

  it("explains the ends of a term that are no renewal", () => {
    expect(endExplained("stop", "29 Nov 2027")).toMatch(/until 29 Nov 2027/);
    expect(endExplained("extend", "29 Nov 2027")).toMatch(/extended service term/);
    expect(endExplained("renew", "29 Nov 2027")).toBeNull();
    expect(endInWords({ outcome: "renew", quantity: null })).toMatch(/there are then/);
  });

  it("says why nothing can be asked for", () => {
    expect(whyClosed("active", false)).toBeNull();
    expect(whyClosed("active", true)).toMatch(/under way/);
    for (const status of ["suspended", "cancelled", "ended"] as const) {
      expect(whyClosed(status, false)).toMatch(/\.$/);
    }
  });
});
