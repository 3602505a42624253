import { countriesOf } from "./countries.server";

describe("the countries that a company can choose", () => {
  it.each<[string, string[], string[]]>([
    ["none", [], []],
    ["two", ["us", "de"], ["Germany", "United States"]],
    ["one that the list does not know", ["li"], ["Liechtenstein"]],
    ["one in capital letters, and twice", ["NL", "nl"], ["Netherlands"]],
  ])("are those set up for tax: %s", (_words, taxed, open) => {
    const countries = countriesOf(taxed);
    expect(countries.open.map(({ label }) => label)).toEqual(open);
    const codes = [...countries.open, ...countries.closed].map(({ value }) => value);
    expect(new Set(codes).size).toBe(codes.length);
    expect(countries.closed.length).toBeGreaterThan(50);
  });
});
