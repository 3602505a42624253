import { nextSyncAt } from "./next-sync";

const next = (termEndsOn: string, now: string) => nextSyncAt(termEndsOn, new Date(now)).toISOString();

test("daily, a minute after midnight UTC", () => {
  expect(next("2027-03-15", "2026-03-15T10:42:00Z")).toBe("2026-03-16T00:01:00.000Z");
  expect(next("2027-03-15", "2026-03-16T00:01:00Z")).toBe("2026-03-17T00:01:00.000Z");
});

test("the day the term ends is read like any other; then ever more rarely until the vendor has decided", () => {
  expect(next("2027-03-15", "2027-03-14T12:00:00Z")).toBe("2027-03-15T00:01:00.000Z");
  expect(next("2027-03-15", "2027-03-15T00:00:00Z")).toBe("2027-03-15T00:02:00.000Z");
  expect(next("2027-03-15", "2027-03-15T00:01:00Z")).toBe("2027-03-15T00:02:00.000Z");
  expect(next("2027-03-15", "2027-03-15T02:00:00Z")).toBe("2027-03-15T04:00:00.000Z");
  expect(next("2027-03-15", "2027-03-15T09:00:00Z")).toBe("2027-03-15T12:00:00.000Z");
});

test("a term on which the vendor never decides is read daily from the second day on", () => {
  expect(next("2027-03-15", "2027-03-15T12:00:00Z")).toBe("2027-03-16T00:01:00.000Z");
  expect(next("2027-03-15", "2027-03-16T00:01:00Z")).toBe("2027-03-17T00:01:00.000Z");
  expect(next("2027-03-15", "2028-01-01T00:01:00Z")).toBe("2028-01-02T00:01:00.000Z");
});

test("no month of a monthly term takes more than 1.2 readings a day, however long the vendor takes to decide", () => {
  const daysOf = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
  for (const [from, to] of [
    ["2027-02-15", "2027-03-15"],
    ["2027-03-15", "2027-04-15"],
  ] as const) {
    let readings = 0;
    // The term that ended on the first day is renewed a day later, and the next one is overdue again when it ends.
    const renewedAt = Date.parse(from) + 86_400_000;
    for (let now = new Date(`${from}T00:01:00Z`); now < new Date(to); readings += 1) {
      now = nextSyncAt(now.getTime() < renewedAt ? from : to, now);
    }
    expect(readings / daysOf(from, to)).toBeLessThanOrEqual(1.2);
  }
});
