import { InputError } from "../../../errors/input-error";
import { matchPlans } from "./requested-lines";
import { sellablePlan } from "./testing/sellable-plan";

function problemsOf(...given: Parameters<typeof matchPlans>) {
  try {
    matchPlans(...given);
    return [];
  } catch (error) {
    return error instanceof InputError ? error.problems : [];
  }
}

describe("matching requested lines with plans", () => {
  it("joins them in the order they were asked for", () => {
    const plans = [sellablePlan({ planId: "b" }), sellablePlan({ planId: "a" })];
    const requested = [
      { planId: "a", quantity: 1 },
      { planId: "b", quantity: 300 },
    ];
    expect(matchPlans(requested, plans).map((line) => [line.plan.planId, line.quantity])).toEqual([
      ["a", 1],
      ["b", 300],
    ]);
  });

  it.each([
    [0, /1 or more/],
    [-1, /1 or more/],
    [1.5, /whole number/],
    [Number.NaN, /whole number/],
    [301, /at most 300, the seat limit of Premium Business; lower the number/],
  ])("refuses %p seats", (quantity, message) => {
    const [problem] = problemsOf([{ planId: "cplan_1", quantity }], [sellablePlan()]);
    expect(problem).toEqual({ field: "lines.0.quantity", message: expect.stringMatching(message) });
  });

  it("keeps a plan's least number of seats", () => {
    const [problem] = problemsOf([{ planId: "cplan_1", quantity: 4 }], [sellablePlan({ minQuantity: 5 })]);
    expect(problem?.message).toMatch(/at least 5/);
  });

  it("tells every problem at once, each by its line", () => {
    const requested = [
      { planId: "gone", quantity: 1 },
      { planId: "a", quantity: 1 },
      { planId: "a", quantity: 1 },
      { planId: "euro", quantity: 1 },
      { planId: "b", quantity: 0 },
    ];
    const plans = [
      sellablePlan({ planId: "a" }),
      sellablePlan({ planId: "b" }),
      sellablePlan({ planId: "euro", currency: "EUR" }),
    ];
    expect(problemsOf(requested, plans).map((problem) => problem.field)).toEqual([
      "lines.0.plan_id",
      "lines.2.plan_id",
      "lines.3.plan_id",
      "lines.4.quantity",
    ]);
    expect(problemsOf(requested, plans)[2]?.message).toMatch(
      /sold in EUR, the first line in USD; order them separately/,
    );
  });
});
