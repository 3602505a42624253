import type { ChargeKind } from "../../domain/charging";
import { money } from "../../domain/money";
import { groupLines } from "./group-lines";
import type { DueLine } from "./plan-account";

const NONE: ReadonlySet<string> = new Set();

function line(kind: ChargeKind, start: string, amount: number): DueLine {
  return {
    key: `${kind}:${start}`,
    kind,
    period: { start, end: "2027-01-01" },
    amount: money(amount, "USD"),
  } as DueLine;
}

const shape = (lines: DueLine[], today: string, taken = NONE) =>
  groupLines(lines, today, taken).map((group) => [group.periodKey, group.lines.map((one) => one.key)]);

describe("sharing lines out to invoices", () => {
  it("makes one invoice for each day on which periods begin, oldest first", () => {
    const lines = [line("cycle", "2026-03-31", 1), line("cycle", "2026-02-28", 1), line("cycle", "2026-03-31", 1)];
    expect(shape(lines, "2026-04-02")).toEqual([
      ["2026-02-28", ["cycle:2026-02-28"]],
      ["2026-03-31", ["cycle:2026-03-31", "cycle:2026-03-31"]],
    ]);
  });

  it("puts a change on the next invoice of its time, or on today's when there is none", () => {
    const change = line("seat_change", "2026-03-10", 5);
    expect(shape([change, line("cycle", "2026-03-31", 1)], "2026-04-02")).toEqual([
      ["2026-03-31", ["seat_change:2026-03-10", "cycle:2026-03-31"]],
    ]);
    expect(shape([change, line("cycle", "2026-02-28", 1)], "2026-03-12")).toEqual([
      ["2026-02-28", ["cycle:2026-02-28"]],
      ["2026-03-12", ["seat_change:2026-03-10"]],
    ]);
  });

  it("carries a credit into the next invoice, and keeps it back while there is none", () => {
    const credit = line("seat_change", "2026-02-10", -50);
    expect(shape([credit], "2026-02-11")).toEqual([]);
    expect(shape([credit, line("cycle", "2026-02-28", 30), line("cycle", "2026-03-31", 30)], "2026-04-01")).toEqual([
      ["2026-03-31", ["seat_change:2026-02-10", "cycle:2026-02-28", "cycle:2026-03-31"]],
    ]);
  });

  it("makes an invoice over nothing, so that what was delivered for free is on paper", () => {
    expect(shape([line("cycle", "2026-02-28", 0)], "2026-02-28")).toHaveLength(1);
  });

  it("gives what comes due after a day's invoice a key of its own", () => {
    const taken = new Set(["2026-02-28", "2026-02-28#2"]);
    expect(shape([line("cycle", "2026-02-28", 1)], "2026-02-28", taken)).toEqual([
      ["2026-02-28#3", ["cycle:2026-02-28"]],
    ]);
  });
});
