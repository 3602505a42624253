import { nextSyncAt } from "./next-sync";

const next = (termEndsOn: string, now: string) => nextSyncAt(termEndsOn, new Date(now)).toISOString();

test("daily, a minute after midnight UTC", () => {
  expect(next("2027-03-15", "2026-03-15T10:42:00Z")).toBe("2026-03-16T00:01:00.000Z");
  expect(next("2027-03-15", "2026-03-16T00:01:00Z")).toBe("2026-03-17T00:01:00.000Z");
});

test("the day the term ends is read like any other; then ever more rarely until the vendor has decided", () => {
  expect(next("2027-03-15", "2027-03-14T12:00:00Z")).toBe("2027-03-15T00:01:00.000Z");
  expect(next("2027-03-15", "2027-03-15T00:01:00Z")).toBe("2027-03-15T00:02:00.000Z");
  expect(next("2027-03-15", "2027-03-15T02:00:00Z")).toBe("2027-03-15T02:10:00.000Z");
  expect(next("2027-03-15", "2027-03-15T09:00:00Z")).toBe("2027-03-15T10:00:00.000Z");
});
