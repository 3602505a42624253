import { readQuantity } from "./preview.server";

describe("readQuantity", () => {
  const limited = { min_quantity: 1, max_quantity: 300 };

  it.each([
    ["1", 1],
    ["300", 300],
    ["007", 7],
  ])("reads %s", (text, quantity) => {
    expect(readQuantity(text, limited)).toEqual({ ok: true, quantity });
  });

  it.each(["0", "301", "1.5", "-1", "1e2", "ten", "", "9999999", "١٠"])("refuses %j and says what fits", (text) => {
    expect(readQuantity(text, limited)).toEqual({
      ok: false,
      problem: "Enter a whole number of seats from 1 to 300.",
    });
  });

  it("names only the lower limit where there is no upper one", () => {
    expect(readQuantity("2", { min_quantity: 5, max_quantity: null })).toEqual({
      ok: false,
      problem: "Enter a whole number of seats, 5 or more.",
    });
  });
});
