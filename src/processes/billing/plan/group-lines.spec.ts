import type { ChargeKind } from "../../../domain/charging";
import { groupLines } from "./group-lines";

const NONE: ReadonlySet<string> = new Set();

function line(kind: ChargeKind, start: string) {
  return { key: `${kind}:${start}`, kind, period: { start, end: "2027-01-01" } };
}
type Line = ReturnType<typeof line>;

const shape = (lines: Line[], today: string, taken = NONE, billingDay: number | null = null) =>
  groupLines(lines, { today, taken, billingDay }).map((group) => [group.periodKey, group.lines.map((one) => one.key)]);

describe("sharing lines out to documents", () => {
  it("makes one for each day on which periods begin, oldest first", () => {
    const lines = [line("cycle", "2026-03-31"), line("cycle", "2026-02-28"), line("cycle", "2026-03-31")];
    expect(shape(lines, "2026-04-02")).toEqual([
      ["2026-02-28", ["cycle:2026-02-28"]],
      ["2026-03-31", ["cycle:2026-03-31", "cycle:2026-03-31"]],
    ]);
  });

  it("puts a change on the next document of its time, or on today's when there is none", () => {
    const change = line("seat_change", "2026-03-10");
    expect(shape([change, line("cycle", "2026-03-31")], "2026-04-02")).toEqual([
      ["2026-03-31", ["seat_change:2026-03-10", "cycle:2026-03-31"]],
    ]);
    expect(shape([change, line("cycle", "2026-02-28")], "2026-03-12")).toEqual([
      ["2026-02-28", ["cycle:2026-02-28"]],
      ["2026-03-12", ["seat_change:2026-03-10"]],
    ]);
  });

  it("gives what comes due after a day's document a key of its own", () => {
    const taken = new Set(["2026-02-28", "2026-02-28#2"]);
    expect(shape([line("cycle", "2026-02-28")], "2026-02-28", taken)).toEqual([["2026-02-28#3", ["cycle:2026-02-28"]]]);
  });

  it.each([
    ["2026-03-31", "2026-04-01"],
    ["2026-04-01", "2026-04-01"],
    ["2026-04-02", "2026-05-01"],
    ["2026-05-01", "2026-05-01"],
  ])("with a billing day of 1, what is due on %s is on the document of %s", (start, key) => {
    expect(shape([line("cycle", start), line("seat_change", start)], "2026-05-01", NONE, 1)).toEqual([
      [key, [`cycle:${start}`, `seat_change:${start}`]],
    ]);
  });

  it("never keys a document by a day that is still to come", () => {
    expect(shape([line("cancellation", "2026-04-02")], "2026-04-20", NONE, 1)).toEqual([
      ["2026-04-20", ["cancellation:2026-04-02"]],
    ]);
  });
});
