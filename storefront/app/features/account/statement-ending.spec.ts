import { endingOf } from "./statement-ending";

const period = { start_on: "2026-01-01", end_on: "2027-01-01", last_on: "2026-12-31" };

describe("the last balance of a statement", () => {
  it.each([
    ["2026-11-28", "Balance so far", "2026-11-28"],
    ["2026-12-31", "Balance so far", "2026-12-31"],
    ["2027-01-01", "Closing balance", "2026-12-31"],
  ])("read on %s is the %s of %s", (as_of_on, name, on) => {
    expect(endingOf({ period, as_of_on })).toMatchObject({ name, on });
  });
});
