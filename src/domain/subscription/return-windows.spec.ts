import { openReturnWindows, returnableSeats, returnableUntil } from "./index";

const at = (text: string) => new Date(text);

describe("seats that are bought", () => {
  it("can go back for seven days, counted in hours across a change of the clocks", () => {
    expect(returnableUntil(at("2026-03-15T10:42:00Z"))).toEqual(at("2026-03-22T10:42:00Z"));
    expect(returnableUntil(at("2026-03-27T09:00:00Z"))).toEqual(at("2026-04-03T09:00:00Z"));
  });

  it("follow the rule of the instant they are bought at", () => {
    const rules = [
      { validFrom: at("2026-04-01T00:00:00Z"), hours: 24 },
      { validFrom: at("2026-03-01T00:00:00Z"), hours: 72 },
      { validFrom: at("2026-05-01T00:00:00Z"), hours: 1 },
    ];
    expect(returnableUntil(at("2026-03-31T23:59:59Z"), rules)).toEqual(at("2026-04-03T23:59:59Z"));
    expect(returnableUntil(at("2026-04-01T00:00:00Z"), rules)).toEqual(at("2026-04-02T00:00:00Z"));
    expect(() => returnableUntil(at("2026-02-28T23:59:59Z"), rules)).toThrow("No rule on returning seats applies");
  });
});

describe("the vendor's return windows", () => {
  const first = { quantity: 10, until: at("2026-03-22T10:42:00Z") };
  const added = { quantity: 5, until: at("2026-04-08T18:00:00Z") };

  it.each([
    ["right after the purchase", "2026-03-15T10:42:00Z", 10],
    ["in the last second", "2026-03-22T10:41:59Z", 10],
    ["when they are over", "2026-03-22T10:42:00Z", 0],
  ])("%s (%s) leave %i seats that can go back", (_, now, seats) => {
    expect(returnableSeats([first], at(now))).toBe(seats);
  });

  it("are each batch's own: seats added later do not reopen the first one", () => {
    expect(openReturnWindows([added, first], at("2026-04-02T00:00:00Z"))).toEqual([added]);
    expect(returnableSeats([added, first], at("2026-03-20T00:00:00Z"))).toBe(15);
  });

  it("stand with the one in front that closes first, without empty ones", () => {
    const empty = { quantity: 0, until: at("2026-04-09T00:00:00Z") };
    expect(openReturnWindows([added, empty, first], at("2026-03-16T00:00:00Z"))).toEqual([first, added]);
    expect(openReturnWindows([], at("2026-03-16T00:00:00Z"))).toEqual([]);
  });
});
