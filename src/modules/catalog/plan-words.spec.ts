import { licenceWords, planWords } from "./plan-words";

it.each([
  ["Microsoft 365 Business Premium", "Microsoft 365 Business Premium", "Microsoft 365 Business Premium"],
  ["Visio", "Visio Plan 2", "Visio Plan 2"],
  ["Defender", "Plan 1", "Defender Plan 1"],
  ["Defender", "", "Defender"],
])("%s with the SKU %j is called %s", (offerTitle, skuTitle, words) => {
  expect(licenceWords({ offerTitle, skuTitle })).toBe(words);
});

it("has words for a plan that nobody sells, too", () => {
  expect(planWords("P1Y", "monthly")).toBe("Annual, paid monthly");
  expect(planWords("P1M", "none")).toBe("1 month, free");
});
