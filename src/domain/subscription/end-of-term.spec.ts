import { END_OF_TERM_RULES, type EndOfTermInput, type EndOfTermRule, endOfTerm } from "./index";

const term = (change: Partial<EndOfTermInput> = {}): EndOfTermInput => ({
  termStartedOn: "2025-05-20",
  termEndsOn: "2026-05-20",
  autoRenew: false,
  cancelAtEnd: false,
  ...change,
});

describe("the end of a term", () => {
  it.each([
    ["auto-renewal alone", true, false, "renew"],
    ["a cancellation", false, true, "stop"],
    ["a cancellation beside auto-renewal", true, true, "stop"],
    ["neither", false, false, "extend"],
  ])("with %s on record", (_, autoRenew, cancelAtEnd, outcome) => {
    expect(endOfTerm(term({ autoRenew, cancelAtEnd }))).toBe(outcome);
  });

  it.each([
    ["2026-05-03", "stop"],
    ["2026-05-04", "extend"],
    ["2026-05-05", "extend"],
  ])("on %s without a renewal: %s", (termEndsOn, outcome) => {
    expect(endOfTerm(term({ termEndsOn }))).toBe(outcome);
  });

  it.each([
    ["2025-03-31", "stop"],
    ["2025-04-01", "extend"],
    ["2025-04-02", "extend"],
  ])("for a term begun on %s without a renewal: %s", (termStartedOn, outcome) => {
    expect(endOfTerm(term({ termStartedOn, termEndsOn: "2028-04-01" }))).toBe(outcome);
  });

  it("stops before any rule began, and follows the latest rule whatever their order", () => {
    expect(endOfTerm(term({ termStartedOn: "2020-12-31", termEndsOn: "2021-12-31" }))).toBe("stop");
    const third: EndOfTermRule = { validFrom: "2026-06-01", extendsTermsBegunFrom: null };
    const rules = [third, ...[...END_OF_TERM_RULES].reverse()];
    expect([endOfTerm(term(), rules), endOfTerm(term({ termEndsOn: "2026-06-01" }), rules)]).toEqual([
      "extend",
      "stop",
    ]);
  });
});
