import { InputError } from "../../../errors/input-error";
import { statementPeriod } from "./period";

const TODAY = "2026-03-15";

describe("the days of a statement", () => {
  it.each([
    [{}, "2026-01-01", "2027-01-01"],
    [{ from: "2025-12-31" }, "2025-12-31", "2026-01-01"],
    [{ from: "2026-03-16" }, "2026-03-16", "2027-01-01"],
    [{ to: "2025-06-30" }, "2025-01-01", "2025-07-01"],
    [{ from: "2026-02-28", to: "2026-02-28" }, "2026-02-28", "2026-03-01"],
    [{ from: "2024-02-01", to: "2024-02-29" }, "2024-02-01", "2024-03-01"],
    [{ from: "2027-01-01" }, "2027-01-01", "2028-01-01"],
  ])("%p", (asked, start, end) => {
    expect(statementPeriod(asked, TODAY)).toEqual({ start, end });
  });

  it("refuses an end before the beginning, by field", () => {
    expect(() => statementPeriod({ from: "2026-03-02", to: "2026-03-01" }, TODAY)).toThrow(
      InputError.of("to", "must not be before 2026-03-02"),
    );
  });
});
