import {
  countsAgainAt,
  endOfSighting,
  hasEnded,
  isStable,
  SIGHTING_RULE,
  type Sighting,
  seenAgain,
  sightedState,
} from "./sighting";

const START = Date.parse("2026-03-15T10:00:00.000Z");
const at = (minutes: number) => new Date(START + minutes * 60_000);
const GONE = { state: "gone", said: "deleted" } as const;
const booked = (change: object = {}) => ({
  status: "active" as const,
  termEndsOn: "2027-03-15",
  sighting: null,
  ...change,
});

/** The sighting after readings at these minutes, each with its word. */
function sighted(readings: readonly (readonly [number, string])[]): Sighting {
  const last = readings.reduce<Sighting | null>(
    (before, [minutes, said]) => seenAgain(before, { state: "gone", said }, at(minutes)),
    null,
  );
  if (last === null) {
    throw new Error("no reading");
  }
  return last;
}

describe("what the vendor says again and again", () => {
  it("counts after five readings, a quarter of an hour apart", () => {
    const readings = [0, 15, 30, 45, 60].map((minutes) => [minutes, "deleted"] as const);
    expect(isStable(sighted(readings.slice(0, 4)))).toBe(false);
    expect(sighted(readings)).toMatchObject({ readings: 5, since: at(0).toISOString() });
    expect(isStable(sighted(readings))).toBe(true);
    expect(countsAgainAt(sighted(readings))).toEqual(at(75));
  });

  it("counts one reading only of all within a quarter of an hour", () => {
    expect(sighted([0, 1, 2, 3, 4, 5, 14].map((minutes) => [minutes, "deleted"] as const)).readings).toBe(1);
  });

  it("counts anew when the word changes, and keeps since when the licences are gone", () => {
    expect(
      sighted([
        [0, "expired"],
        [15, "expired"],
        [30, "deleted"],
      ]),
    ).toMatchObject({
      readings: 1,
      said: "deleted",
      since: at(0).toISOString(),
    });
  });

  it("begins anew with another state", () => {
    const before = seenAgain(null, { state: "suspended", said: "suspended" }, at(0));
    expect(seenAgain(before, GONE, at(60))).toMatchObject({ readings: 1, since: at(60).toISOString() });
  });
});

describe("what is said against our books", () => {
  it.each([
    ["active", booked(), null],
    ["pending", booked(), null],
    ["suspended", booked(), "suspended"],
    ["deleted", booked(), "gone"],
    ["expired", booked(), "gone"],
    ["unknown", booked(), "gone"],
    ["expired", booked({ termEndsOn: "2026-03-15" }), "run_out"],
    ["unknown", booked({ termEndsOn: "2026-03-15" }), "gone"],
    // Gone before the term ended is gone since then.
    ["expired", booked({ termEndsOn: "2026-03-15", sighting: sighted([[0, "expired"]]) }), "gone"],
    ["active", booked({ status: "cancelled" }), "alive"],
    ["suspended", booked({ status: "ended" }), "alive"],
    ["deleted", booked({ status: "cancelled" }), null],
    ["unknown", booked({ status: "ended" }), null],
  ] as const)("%s", (said, books, expected) => {
    expect(sightedState(books, said, "2026-03-15")).toBe(expected);
  });
});

describe("an end without a person's word", () => {
  const stable = (said: string, state: Sighting["state"] = "gone") =>
    ({ ...sighted([[0, said]]), state, readings: SIGHTING_RULE.readings }) as const;

  it.each([
    ["deleted in the term", stable("deleted"), "2026-06-01", true],
    ["deleted once", { ...stable("deleted"), readings: 1 }, "2026-06-01", false],
    ["expired in the term", stable("expired"), "2026-06-01", false],
    ["expired after the term", stable("expired", "run_out"), "2027-03-15", true],
    ["expired in the term, which has ended since", stable("expired"), "2027-03-15", true],
    ["not known", stable("unknown"), "2027-03-15", false],
    ["suspended", stable("suspended", "suspended"), "2027-03-15", false],
    ["alive", stable("active", "alive"), "2027-03-15", false],
  ] as const)("%s", (_what, sighting, today, expected) => {
    expect(hasEnded(sighting, "2027-03-15", today)).toBe(expected);
  });

  it.each([
    ["2026-06-01T10:00:00.000Z", "cancelled", "2026-06-01"],
    ["2026-03-14T23:00:00.000Z", "cancelled", "2026-03-15"],
    ["2027-03-15T00:01:00.000Z", "ended", "2027-03-15"],
    ["2027-03-20T00:01:00.000Z", "ended", "2027-03-15"],
  ] as const)("first seen at %s: %s on %s", (since, type, on) => {
    expect(endOfSighting({ since }, { termStartedOn: "2026-03-15", termEndsOn: "2027-03-15" })).toEqual({ type, on });
  });
});
