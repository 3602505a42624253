import fc from "fast-check";
import { addDays, type LocalDate } from "../calendar";
import { money } from "../money";
import { addedSeatPrice, checkedVersions, lockedPrice, type PriceVersion, PriceVersionError, priceOn } from "./index";

const version = (id: string, validFrom: LocalDate, validUntil: LocalDate | null, cents = 26_400): PriceVersion => ({
  id,
  validFrom,
  validUntil,
  unitTermPrice: money(cents, "USD"),
});
const versions = [
  version("spring", "2026-03-01", "2026-09-01", 27_720),
  version("autumn", "2026-09-01", null, 29_000),
  version("winter", "2026-01-01", "2026-03-01", 26_400),
];

describe("the price version of a day", () => {
  it.each([
    ["2026-01-01", "winter"],
    ["2026-02-28", "winter"],
    ["2026-03-01", "spring"],
    ["2026-08-31", "spring"],
    ["2026-09-01", "autumn"],
    ["2099-01-01", "autumn"],
  ])("%s is in %s", (on, id) => {
    expect(priceOn(versions, on).id).toBe(id);
  });

  it("is refused before the first and after the last", () => {
    expect(() => priceOn(versions, "2025-12-31")).toThrow("No price version is in force on 31 Dec 2025");
    const ended = versions.filter(({ id }) => id !== "autumn");
    expect(() => priceOn(ended, "2026-09-01")).toThrow("No price version is in force on 1 Sep 2026");
    expect(() => priceOn([], "2026-09-01")).toThrow(PriceVersionError);
    expect(new PriceVersionError("x").name).toBe("PriceVersionError");
  });

  it.each<[string, PriceVersion[], string]>([
    [
      "an overlap of a day",
      [version("a", "2026-01-01", "2026-03-02"), version("b", "2026-03-01", null)],
      "versions a and b overlap: the second begins on 1 Mar 2026",
    ],
    [
      "an open version before another",
      [version("b", "2026-03-01", null), version("a", "2026-01-01", null)],
      "versions a and b overlap",
    ],
    [
      "a gap of a day",
      [version("a", "2026-01-01", "2026-02-28"), version("b", "2026-03-01", null)],
      "versions a and b leave a gap: there is no price from 28 Feb 2026 to 1 Mar 2026",
    ],
    [
      "two of one start",
      [version("a", "2026-01-01", "2026-02-01"), version("b", "2026-01-01", "2026-02-01")],
      "versions a and b overlap",
    ],
    ["no day at all", [version("a", "2026-01-01", "2026-01-01")], "version a ends on 1 Jan 2026"],
    ["an end before the start", [version("a", "2026-01-02", "2026-01-01")], "not after its start on 2 Jan 2026"],
    [
      "two currencies",
      [
        version("a", "2026-01-01", "2026-02-01"),
        { ...version("b", "2026-02-01", null), unitTermPrice: money(1, "EUR") },
      ],
      "versions a and b differ in currency: USD and EUR",
    ],
  ])("refuses %s and names the versions", (_, wrong, message) => {
    expect(() => checkedVersions(wrong)).toThrow(PriceVersionError);
    expect(() => checkedVersions(wrong)).toThrow(message);
    expect(() => priceOn(wrong, "2026-01-15")).toThrow(message);
  });

  it("puts versions in order without touching the given list", () => {
    const given = [...versions];
    expect(checkedVersions(given).map(({ id }) => id)).toEqual(["winter", "spring", "autumn"]);
    expect(given).toEqual(versions);
  });
});

describe("price lock", () => {
  const term = { start: "2026-02-15", end: "2027-02-15" };

  it("holds the first day's price to the end of the term, for added seats too", () => {
    const lock = lockedPrice({ term, versions });
    expect(lock).toEqual({ versionId: "winter", unitTermPrice: money(26_400, "USD"), term });
    for (const on of ["2026-02-15", "2026-03-01", "2026-12-31", "2027-02-14"]) {
      expect(addedSeatPrice(lock, on)).toEqual(money(26_400, "USD"));
    }
    expect(() => addedSeatPrice(lock, "2026-02-14")).toThrow("14 Feb 2026 is not a day of the term 15 Feb 2026 to");
    expect(() => addedSeatPrice(lock, "2027-02-15")).toThrow("15 Feb 2027 is not a day of the term");
  });

  it.each([
    ["2026-02-28", "winter"],
    ["2026-03-01", "spring"],
    ["2026-03-02", "spring"],
  ])("of a term that begins on %s is %s's", (start, id) => {
    expect(lockedPrice({ term: { start, end: "2028-01-01" }, versions }).versionId).toBe(id);
  });

  it("of a renewed term is the price of the renewal's day", () => {
    const renewed = { start: term.end, end: "2028-02-15" };
    expect(lockedPrice({ term: renewed, versions }).versionId).toBe("autumn");
  });

  const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays("2025-01-01", days));
  const lists = fc
    .array(fc.record({ days: fc.integer({ min: 1, max: 400 }), cents: fc.nat({ max: 100_000 }) }), {
      minLength: 1,
      maxLength: 8,
    })
    .map((steps) => {
      let start = "2024-06-01";
      return steps.map(({ days, cents }, index) => {
        const from = start;
        start = addDays(start, days);
        return version(`v${index}`, from, index === steps.length - 1 ? null : start, cents);
      });
    });

  it("covers every day from the first start with exactly one version", () => {
    fc.assert(
      fc.property(lists, day, (list, on) => {
        const covering = list.filter((one) => one.validFrom <= on && (one.validUntil === null || on < one.validUntil));
        expect(covering).toEqual([priceOn([...list].reverse(), on)]);
      }),
    );
  });

  it("is not moved by versions that begin after the term does", () => {
    fc.assert(
      fc.property(
        lists,
        day,
        fc.integer({ min: 1, max: 1100 }),
        fc.nat({ max: 100_000 }),
        (list, start, days, cents) => {
          const term = { start, end: addDays(start, days) };
          const lock = lockedPrice({ term, versions: list });
          const changedOn = addDays(start, 1);
          const kept = list
            .filter((one) => one.validFrom <= start)
            .map((one) =>
              one.validUntil === null || one.validUntil > start ? { ...one, validUntil: changedOn } : one,
            );
          const repriced = [...kept, version("new", changedOn, null, cents)];
          expect(lockedPrice({ term, versions: repriced })).toEqual(lock);
        },
      ),
    );
  });
});
