import {
  type CommercialTerms,
  END_OF_TERM_RULES,
  type EndOfTermChoice,
  type EndOfTermInput,
  type EndOfTermRule,
  endOfTerm,
  type VendorEndOfTerm,
} from "./index";

const terms: CommercialTerms = {
  term: "P1Y",
  billingPlan: "monthly",
  currency: "USD",
  unitTermPrice: 26_400,
  priceVersion: "2025-05",
};
const vendor = (change: Partial<VendorEndOfTerm> = {}): VendorEndOfTerm => ({
  autoRenew: false,
  cancelAtEnd: false,
  announced: null,
  ...change,
});
const ask = (change: Partial<EndOfTermInput> = {}, termEndsOn = "2026-05-20", on = "2025-05-20") =>
  endOfTerm({
    term: { type: "started", on, terms, termEndsOn },
    choice: "undecided",
    vendor: vendor(),
    monthlyPlanPrice: 2640,
    rules: END_OF_TERM_RULES,
    ...change,
  });

describe("auto-renewal that is off", () => {
  it.each([
    ["the day before the rule", "2026-05-03", "stop"],
    ["the first day of the rule", "2026-05-04", "extend"],
    ["the day after", "2026-05-05", "extend"],
  ])("at a term that ends on %s (%s) means %s", (_, termEndsOn, outcome) => {
    expect(ask({}, termEndsOn)).toMatchObject({ outcome, on: termEndsOn });
  });

  it.each([
    ["2025-03-31", "stop"],
    ["2025-04-01", "extend"],
    ["2025-04-02", "extend"],
  ])("for a term begun on %s means %s", (on, outcome) => {
    expect(ask({}, "2028-04-01", on).outcome).toBe(outcome);
  });

  it("stops when a cancellation is recorded, also beside auto-renewal", () => {
    expect(ask({ vendor: vendor({ cancelAtEnd: true }) }).outcome).toBe("stop");
    expect(ask({ vendor: vendor({ cancelAtEnd: true, autoRenew: true }) }).outcome).toBe("stop");
  });

  it("stops before any rule began, and follows the latest rule whatever their order", () => {
    expect(ask({}, "2021-12-31", "2020-12-31").outcome).toBe("stop");
    const [first, second] = END_OF_TERM_RULES;
    const third: EndOfTermRule = { validFrom: "2026-06-01", extension: null };
    const rules = [third, second, first].filter((rule) => rule !== undefined);
    expect([ask({ rules }).outcome, ask({ rules }, "2026-06-01").outcome]).toEqual(["extend", "stop"]);
  });
});

describe("who decides", () => {
  it("auto-renewal renews, whatever was chosen, and says when that is not the choice", () => {
    const found = (choice: EndOfTermChoice) => ask({ choice, vendor: vendor({ autoRenew: true }) });
    expect(found("renew")).toEqual({ outcome: "renew", on: "2026-05-20", decidedBy: "vendor", asChosen: true });
    expect(found("stop")).toMatchObject({ outcome: "renew", asChosen: false });
    expect(found("extend")).toMatchObject({ outcome: "renew", asChosen: false });
    expect(found("undecided")).toMatchObject({ outcome: "renew", asChosen: true });
  });

  it("auto-renewal that is off without a cancellation is not the stop the customer chose", () => {
    expect(ask({ choice: "stop" })).toMatchObject({ outcome: "extend", asChosen: false });
  });

  it.each<[EndOfTermChoice, string, string]>([
    ["renew", "2026-05-20", "renew"],
    ["undecided", "2026-05-20", "renew"],
    ["stop", "2026-05-20", "stop"],
    ["extend", "2026-05-20", "extend"],
    ["extend", "2026-05-03", "stop"],
  ])("without the vendor, %s at a term that ends on %s means %s", (choice, termEndsOn, outcome) => {
    expect(ask({ choice, vendor: null }, termEndsOn)).toMatchObject({
      outcome,
      decidedBy: "choice",
      asChosen: choice === "undecided" || choice === outcome,
    });
  });

  it("the vendor's own word wins over its flags, the choice and the rules", () => {
    const says = (outcome: "renew" | "stop" | "extend") =>
      vendor({ autoRenew: outcome !== "renew", cancelAtEnd: true, announced: { outcome, unitPrice: null } });
    expect(ask({ vendor: says("renew"), choice: "stop" })).toMatchObject({ outcome: "renew", asChosen: false });
    expect(ask({ vendor: says("stop"), choice: "stop" })).toMatchObject({ outcome: "stop", asChosen: true });
    expect(ask({ vendor: says("extend") }).outcome).toBe("extend");
  });
});

describe("the price of an extended month", () => {
  const price = (change: Partial<EndOfTermInput>, termEndsOn?: string) => {
    const found = ask(change, termEndsOn);
    return found.outcome === "extend" ? found.unitPrice : null;
  };

  it.each([
    ["three percent on the monthly plan", 2640, 2719],
    ["rounded to the nearest", 2650, 2730],
    ["a tie away from zero", 50, 52],
    ["nothing for nothing", 0, 0],
  ])("is %s: %i becomes %i", (_, monthlyPlanPrice, amount) => {
    expect(price({ monthlyPlanPrice })).toEqual({ amount, currency: "USD" });
  });

  it.each([
    ["P1Y", 26_400, 2706],
    ["P1Y", 26_399, 2706],
    ["P3Y", 79_200, 2706],
    ["P1Y", 100, 10],
    ["P1Y", 200, 21],
  ] as const)("is 23 percent on a month's share of %s at %i where there is no monthly plan: %i", (...example) => {
    const [term, unitTermPrice, amount] = example;
    const running = { type: "renewed", on: "2025-05-20", termEndsOn: "2026-05-20" } as const;
    const committed = { ...running, terms: { ...terms, term, unitTermPrice } };
    expect(price({ monthlyPlanPrice: null, term: committed })?.amount).toBe(amount);
  });

  it("stays what it was at the next month of a SKU without a monthly plan, and follows the list of one that has one", () => {
    const month = { ...terms, term: "P1M" as const, unitTermPrice: 2706 };
    const term = { type: "extended", on: "2026-05-20", terms: month, termEndsOn: "2026-06-20" } as const;
    expect(price({ term, monthlyPlanPrice: null })?.amount).toBe(2706);
    expect(price({ term, monthlyPlanPrice: 3000 })?.amount).toBe(3090);
  });

  it("is the vendor's when it names one, also where no rule has one", () => {
    const unitPrice = { amount: 2800, currency: "USD" };
    const announced = { outcome: "extend" as const, unitPrice };
    expect(price({ vendor: vendor({ announced }) })).toEqual(unitPrice);
    expect(price({ vendor: vendor({ announced }) }, "2026-05-03")).toEqual(unitPrice);
    const unpriced = vendor({ announced: { outcome: "extend", unitPrice: null } });
    expect(() => price({ vendor: unpriced }, "2026-05-03")).toThrow("no rule of that day has a price for it");
  });
});
