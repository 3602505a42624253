import { dueReminder, isReminderSent, lockedFrom, nextReminderAt, remindersOf, reminderUntil } from "./reminders";

const year = { termStartedOn: "2026-03-15", termEndsOn: "2027-03-15" };
const at = (instant: string) => new Date(instant);
const due = (now: string, reminded: number | null = null, term = year) => dueReminder(term, { now: at(now), reminded });

describe("reminders of a term", () => {
  it.each([
    ["three years", { termStartedOn: "2026-03-15", termEndsOn: "2029-03-15" }, [90, 60, 30, 14, 7, 2]],
    ["a year", year, [90, 60, 30, 14, 7, 2]],
    ["a year that ends early", { termStartedOn: "2026-03-15", termEndsOn: "2026-07-01" }, [14, 7, 2]],
    ["a month", { termStartedOn: "2026-03-15", termEndsOn: "2026-04-15" }, [7, 2]],
    ["February", { termStartedOn: "2027-02-01", termEndsOn: "2027-03-01" }, [7, 2]],
    ["a term of a week", { termStartedOn: "2026-03-15", termEndsOn: "2026-03-22" }, []],
  ])("of %s", (_what, term, days) => {
    expect(remindersOf(term)).toEqual(days);
  });

  it.each<[string, string, number | null, number | null]>([
    ["before the first", "2026-12-14T23:59:59.999Z", null, null],
    ["the first, from its day on", "2026-12-15T00:00:00.000Z", null, 90],
    ["the first, once", "2026-12-15T00:00:00.000Z", 90, null],
    ["the second on its own day", "2027-01-14T00:00:00.000Z", 90, 60],
    ["the last two days before", "2027-03-13T00:00:00.000Z", 7, 2],
    ["the last until the lock", "2027-03-13T23:59:59.999Z", 7, 2],
    ["none once the term is locked", "2027-03-14T00:00:00.000Z", 7, null],
    ["none after the end", "2027-03-20T00:00:00.000Z", null, null],
    ["the newest of those a jump passed over", "2027-03-05T12:00:00.000Z", null, 14],
    ["nothing older than what went out, when the clock is set back", "2027-01-20T00:00:00.000Z", 14, null],
  ])("%s", (_what, now, reminded, days) => {
    expect(due(now, reminded)).toBe(days);
  });

  it("come in order on a walk through the year, each once", () => {
    const sent: [string, number][] = [];
    let reminded: number | null = null;
    for (let day = Date.parse("2026-03-15"); day <= Date.parse("2027-04-01"); day += 86_400_000) {
      const now = new Date(day).toISOString();
      const days = due(now, reminded);
      if (days !== null) {
        sent.push([now.slice(0, 10), days]);
        reminded = days;
      }
    }
    expect(sent).toEqual([
      ["2026-12-15", 90],
      ["2027-01-14", 60],
      ["2027-02-13", 30],
      ["2027-03-01", 14],
      ["2027-03-08", 7],
      ["2027-03-13", 2],
    ]);
  });

  it("are looked for at the instant of the next one, and are of use until then or until the lock", () => {
    expect(nextReminderAt(year, at("2026-03-15T10:00:00.000Z"))).toEqual(at("2026-12-15T00:00:00.000Z"));
    expect(nextReminderAt(year, at("2026-12-15T00:00:00.000Z"))).toEqual(at("2027-01-14T00:00:00.000Z"));
    expect(nextReminderAt(year, at("2027-03-13T00:00:00.000Z"))).toBeNull();
    expect(reminderUntil(year, at("2027-03-08T00:00:00.000Z"))).toEqual(at("2027-03-13T00:00:00.000Z"));
    expect(reminderUntil(year, at("2027-03-13T00:00:00.000Z"))).toEqual(lockedFrom("2027-03-15"));
    expect(lockedFrom("2027-03-15")).toEqual(at("2027-03-14T00:00:00.000Z"));
  });

  it("stop after a confirmation, but for the last", () => {
    expect(([90, 60, 30, 14, 7, 2] as const).filter((days) => isReminderSent(days, true))).toEqual([2]);
    expect(([90, 60, 30, 14, 7, 2] as const).every((days) => isReminderSent(days, false))).toBe(true);
  });
});
