import fc from "fast-check";
import {
  returnableSeats,
  returnWindows,
  SEVEN_DAYS,
  type SeatMovement,
  type SeatTranche,
  seatTranches,
  splitTranches,
  takeFromTranches,
} from "./index";

const at = (text: string) => new Date(text);
const bought: SeatMovement = { kind: "term_began", quantity: 10, at: at("2026-03-15T10:42:00Z") };
const changed = (quantity: number, on: string): SeatMovement => ({ kind: "seats_changed", quantity, at: at(on) });
const brief = (tranches: readonly SeatTranche[]) =>
  tranches.map(({ quantity, openedAt }) => [quantity, openedAt.toISOString().slice(0, 10)]);

describe("seat tranches", () => {
  it("are opened by each addition and closed from the newest backwards", () => {
    const movements = [bought, changed(15, "2026-04-01T09:00:00Z"), changed(18, "2026-04-03T09:00:00Z")];
    expect(brief(seatTranches(movements))).toEqual([
      [10, "2026-03-15"],
      [5, "2026-04-01"],
      [3, "2026-04-03"],
    ]);
    expect(brief(seatTranches([...movements, changed(14, "2026-04-04T09:00:00Z")]))).toEqual([
      [10, "2026-03-15"],
      [4, "2026-04-01"],
    ]);
    expect(seatTranches([])).toEqual([]);
  });

  it("do not move when the total stays", () => {
    expect(brief(seatTranches([bought, changed(10, "2026-04-01T09:00:00Z")]))).toEqual([[10, "2026-03-15"]]);
  });

  it("become one with a window for all seats when the term is renewed", () => {
    const renewed: SeatMovement = { kind: "term_began", quantity: 12, at: at("2027-03-15T00:00:00Z") };
    const movements = [bought, changed(15, "2027-03-13T09:00:00Z"), renewed];
    expect(brief(seatTranches(movements))).toEqual([[12, "2027-03-15"]]);
    const windows = (moves: readonly SeatMovement[]) =>
      returnWindows({
        tranches: seatTranches(moves),
        vendor: null,
        rules: [SEVEN_DAYS],
        now: at("2027-03-15T12:00:00Z"),
      });
    expect(returnableSeats(windows(movements))).toBe(12);
    expect(returnableSeats(windows(movements.slice(0, 2)))).toBe(5);
  });

  it.each([
    [0, [10, 5], []],
    [3, [10, 2], [3]],
    [5, [10], [5]],
    [6, [9], [1, 5]],
    [15, [], [10, 5]],
  ])("divided by %i seats for an upgrade keep the instants their windows opened at", (seats, kept, moved) => {
    const tranches = seatTranches([bought, changed(15, "2026-04-01T09:00:00Z")]);
    const parts = splitTranches([...tranches].reverse(), seats);
    expect(parts.kept.map((tranche) => tranche.quantity)).toEqual(kept);
    expect(parts.moved.map((tranche) => tranche.quantity)).toEqual(moved);
    const opened = new Set(tranches.map((tranche) => tranche.openedAt));
    expect([...parts.kept, ...parts.moved].every((tranche) => opened.has(tranche.openedAt))).toBe(true);
  });

  it.each([
    [16, "1 more than there are"],
    [-1, "at least 0, got -1"],
    [0.5, "at least 0, got 0.5"],
  ])("cannot lose %d seats", (seats, problem) => {
    const tranches = seatTranches([bought, changed(15, "2026-04-01T09:00:00Z")]);
    expect(() => takeFromTranches(tranches, seats)).toThrow(problem);
  });

  it("always add up to the seats, oldest first, and no movement but a new term moves an instant", () => {
    const moves = fc.array(
      fc.record({
        kind: fc.constantFrom<SeatMovement["kind"]>("seats_changed", "seats_changed", "seats_changed", "term_began"),
        quantity: fc.integer({ min: 1, max: 50 }),
        days: fc.integer({ min: 0, max: 9 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(moves, (random) => {
        let now = bought.at.getTime();
        const movements = [bought];
        for (const { kind, quantity, days } of random) {
          now += days * 86_400_000;
          movements.push({ kind, quantity, at: new Date(now) });
        }
        const tranches = seatTranches(movements);
        const last = movements.at(-1);
        expect(tranches.reduce((seats, tranche) => seats + tranche.quantity, 0)).toBe(last?.quantity);
        expect(tranches.every((tranche) => tranche.quantity > 0)).toBe(true);
        const opened = tranches.map((tranche) => tranche.openedAt.getTime());
        expect(opened).toEqual([...opened].sort((a, b) => a - b));
        const before = seatTranches(movements.slice(0, -1)).map((tranche) => tranche.openedAt.getTime());
        const known = last?.kind === "term_began" ? [] : before;
        expect(opened.every((instant) => known.includes(instant) || instant === last?.at.getTime())).toBe(true);
      }),
    );
  });
});
