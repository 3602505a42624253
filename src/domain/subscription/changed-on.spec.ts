import { changedOn } from "./changed-on";

const HOUR = 3_600_000;
const askedAt = new Date("2026-03-15T23:58:00Z");
const window = (boughtAt: string, quantity: number) => ({
  quantity,
  until: new Date(Date.parse(boughtAt) + 168 * HOUR),
});
const first = window("2026-03-14T09:00:00Z", 10);

describe("the day from which a change of seats counts", () => {
  it("is that of the window which the added seats opened", () => {
    const windows = [first, window("2026-03-16T00:01:00Z", 5)];
    const seenAt = new Date("2026-03-16T06:00:00Z");
    expect(changedOn({ added: 5, askedAt, seenAt, windowsBefore: [first], windows })).toBe("2026-03-16");
  });

  it("is the day of the asking where no window of so many seats was opened", () => {
    const seenAt = new Date("2026-03-17T06:00:00Z");
    const others = [first, window("2026-03-16T00:01:00Z", 7)];
    expect(changedOn({ added: 5, askedAt, seenAt, windowsBefore: [first], windows: others })).toBe("2026-03-15");
    expect(changedOn({ added: -3, askedAt, seenAt, windowsBefore: [first], windows: [] })).toBe("2026-03-15");
  });

  it("is never a day before it was asked for or after it was seen", () => {
    const windowsBefore = [first];
    const early = [first, window("2026-03-12T10:00:00Z", 5)];
    const late = [first, window("2026-03-18T10:00:00Z", 5)];
    const seenAt = new Date("2026-03-16T06:00:00Z");
    expect(changedOn({ added: 5, askedAt, seenAt, windowsBefore, windows: early })).toBe("2026-03-15");
    expect(changedOn({ added: 5, askedAt, seenAt, windowsBefore, windows: late })).toBe("2026-03-15");
  });
});
