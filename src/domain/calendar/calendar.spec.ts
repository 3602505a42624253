import fc from "fast-check";
import {
  addDays,
  addMonthsFromAnchor,
  boundary,
  compareDates,
  contains,
  dayInWords,
  daysBetween,
  earlierDate,
  isLastDayOfMonth,
  isLocalDate,
  lastDayOf,
  laterDate,
  localDateIn,
  parseLocalDate,
  periodDays,
  periodIndexAt,
  periodInWords,
  startOfLocalDay,
} from "./index";

const DAY_MS = 86_400_000;
const dates = fc
  .integer({ min: Date.UTC(1996, 0, 1) / DAY_MS, max: Date.UTC(2105, 0, 1) / DAY_MS })
  .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
const cadences = fc.constantFrom(1, 3, 12, 36);

describe("local dates", () => {
  it.each(["2026-01-01", "2024-02-29", "2000-02-29", "2026-12-31", "1000-01-01", "9999-12-31"])(
    "accepts %s",
    (text) => {
      expect(parseLocalDate(text)).toBe(text);
      expect(isLocalDate(text)).toBe(true);
    },
  );

  it.each([
    "2026-02-30",
    "2025-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-01-32",
    "2026-1-1",
    "26-01-01",
    "2026-01-01T00:00:00Z",
    "2026-01-01 ",
    "0999-01-01",
    "",
    "2026/01/01",
    "2026-01/01",
    "2026-01-0a",
    "2026-01-a1",
    "20x6-01-01",
    "2026-01-:1",
    "2026-01-1:",
    "2026-01-/1",
    "2026-01-1/",
    "+226-01-01",
    ":026-01-01",
    "2026-01-011",
  ])("refuses %j", (text) => {
    expect(() => parseLocalDate(text)).toThrow(`"${text}" is not a date`);
    expect(isLocalDate(text)).toBe(false);
  });

  it("counts days as the platform's own calendar does", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        const expected = new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
        expect(addDays(date, days)).toBe(expected);
        expect(daysBetween(date, expected)).toBe(days);
      }),
      { numRuns: 500 },
    );
  });

  it("refuses fractions of days and months, and years without four digits", () => {
    expect(() => addDays("2026-01-01", 0.5)).toThrow("must be whole");
    expect(() => addMonthsFromAnchor("2026-01-01", 0.5)).toThrow("must be whole");
    expect(addDays("9999-12-30", 1)).toBe("9999-12-31");
    expect(addDays("1000-01-02", -1)).toBe("1000-01-01");
    expect(() => addDays("9999-12-31", 1)).toThrow("is not a date");
    expect(() => addMonthsFromAnchor("1000-01-31", -1)).toThrow("is not a date");
  });

  it("compares and picks", () => {
    expect(compareDates("2026-01-31", "2026-02-01")).toBe(-1);
    expect(compareDates("2026-02-01", "2026-01-31")).toBe(1);
    expect(compareDates("2026-02-01", "2026-02-01")).toBe(0);
    expect(earlierDate("2026-01-31", "2026-02-01")).toBe("2026-01-31");
    expect(earlierDate("2026-02-01", "2026-01-31")).toBe("2026-01-31");
    expect(laterDate("2026-01-31", "2026-02-01")).toBe("2026-02-01");
    expect(laterDate("2026-02-01", "2026-01-31")).toBe("2026-02-01");
  });

  it("knows month ends and says days in words", () => {
    expect(["2026-02-28", "2024-02-28", "2024-02-29", "2026-04-30", "2026-05-30"].map(isLastDayOfMonth)).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
    expect(dayInWords("2026-03-05")).toBe("5 Mar 2026");
  });
});

describe("boundaries from the original anchor", () => {
  it.each<[string, number, string[]]>([
    ["2026-01-31", 1, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]],
    ["2026-01-30", 1, ["2026-01-30", "2026-02-28", "2026-03-30"]],
    ["2023-12-29", 1, ["2023-12-29", "2024-01-29", "2024-02-29", "2024-03-29"]],
    ["2024-02-29", 12, ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]],
    ["2024-02-29", 36, ["2024-02-29", "2027-02-28", "2030-02-28", "2033-02-28", "2036-02-29"]],
    ["2026-08-31", 3, ["2026-08-31", "2026-11-30", "2027-02-28", "2027-05-31"]],
    ["2026-11-15", 1, ["2026-11-15", "2026-12-15", "2027-01-15"]],
  ])("%s every %i months", (anchor, months, expected) => {
    expect(expected.map((_, k) => boundary(anchor, months, k))).toEqual(expected);
  });

  it("goes backwards as well", () => {
    expect(boundary("2026-03-31", 1, -1)).toBe("2026-02-28");
    expect(boundary("2026-01-31", 12, -2)).toBe("2024-01-31");
  });

  it.each([0, -1, 1.5])("refuses a recurrence of %d months", (months) => {
    expect(() => boundary("2026-01-01", months, 1)).toThrow("at least 1");
    expect(() => periodIndexAt("2026-01-01", months, "2026-01-01")).toThrow("at least 1");
  });

  it("periods tile time without gap or overlap for any anchor", () => {
    fc.assert(
      fc.property(dates, cadences, fc.integer({ min: -20, max: 20 }), (anchor, months, k) => {
        expect(boundary(anchor, months, k) < boundary(anchor, months, k + 1)).toBe(true);
        const start = boundary(anchor, months, k);
        expect(periodIndexAt(anchor, months, start)).toBe(k);
        expect(periodIndexAt(anchor, months, addDays(start, -1))).toBe(k - 1);
      }),
      { numRuns: 500 },
    );
  });

  it("finds the one period that contains a day", () => {
    fc.assert(
      fc.property(dates, cadences, dates, (anchor, months, date) => {
        const index = periodIndexAt(anchor, months, date);
        const period = { start: boundary(anchor, months, index), end: boundary(anchor, months, index + 1) };
        expect(contains(period, date)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("service periods", () => {
  const period = { start: "2026-03-15", end: "2026-04-15" };

  it.each([
    ["2026-03-14", false],
    ["2026-03-15", true],
    ["2026-04-14", true],
    ["2026-04-15", false],
  ])("%s belongs to it: %s", (date, expected) => {
    expect(contains(period, date)).toBe(expected);
  });

  it("has 31 days, a last day, and words", () => {
    expect(periodDays(period)).toBe(31);
    expect(lastDayOf(period)).toBe("2026-04-14");
    expect(periodInWords(period)).toBe("15 Mar 2026 to 14 Apr 2026");
  });
});

describe("days in a zone", () => {
  it.each([
    ["2026-03-31T22:30:00Z", "Europe/Amsterdam", "2026-04-01"],
    ["2026-03-31T22:30:00Z", "UTC", "2026-03-31"],
    ["2026-03-31T10:00:00Z", "Pacific/Kiritimati", "2026-04-01"],
    ["2026-04-01T11:59:59Z", "Etc/GMT+12", "2026-03-31"],
    ["2026-04-01T03:59:59Z", "America/New_York", "2026-03-31"],
    ["2026-04-01T04:00:00Z", "America/New_York", "2026-04-01"],
  ])("at %s it is in %s the %s", (instant, zone, expected) => {
    expect(localDateIn(new Date(instant), zone)).toBe(expected);
  });

  it.each([
    ["ordinary day", "2026-06-01", "Europe/Amsterdam", "2026-05-31T22:00:00.000Z", 24],
    ["23 hour day", "2026-03-29", "Europe/Amsterdam", "2026-03-28T23:00:00.000Z", 23],
    ["25 hour day", "2026-10-25", "Europe/Amsterdam", "2026-10-24T22:00:00.000Z", 25],
    ["clock jumps over midnight", "2026-04-24", "Africa/Cairo", "2026-04-23T22:00:00.000Z", 23],
    ["clock goes back over midnight", "2018-02-17", "America/Sao_Paulo", "2018-02-17T02:00:00.000Z", 25],
    ["furthest east", "2026-01-01", "Pacific/Kiritimati", "2025-12-31T10:00:00.000Z", 24],
    ["furthest west", "2026-01-01", "Etc/GMT+12", "2026-01-01T12:00:00.000Z", 24],
  ])("%s: %s in %s", (_, date, zone, start, hours) => {
    expect(startOfLocalDay(date, zone).toISOString()).toBe(start);
    expect(
      (startOfLocalDay(addDays(date, 1), zone).getTime() - startOfLocalDay(date, zone).getTime()) / 3_600_000,
    ).toBe(hours);
  });

  it("gives a skipped day the start of the next one", () => {
    expect(startOfLocalDay("2011-12-30", "Pacific/Apia")).toEqual(startOfLocalDay("2011-12-31", "Pacific/Apia"));
  });

  it("the first instant of a day is in it and the one before is not", () => {
    const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/Havana", "Asia/Kathmandu", "Pacific/Auckland");
    fc.assert(
      fc.property(dates, zones, (date, zone) => {
        const start = startOfLocalDay(date, zone);
        expect(localDateIn(start, zone)).toBe(date);
        expect(localDateIn(new Date(start.getTime() - 1), zone)).toBe(addDays(date, -1));
      }),
      { numRuns: 50 },
    );
  });

  it("refuses an unknown zone", () => {
    expect(() => localDateIn(new Date(0), "Mars/Olympus")).toThrow(RangeError);
  });
});
