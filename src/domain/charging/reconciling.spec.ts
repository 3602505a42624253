import { chargingPolicy, DEFAULT_CHARGING_POLICY, planCharges } from "./index";
import { brief, cancelled, change, net, plan, started, terms } from "./testing/sample";

describe("reconciling with what was billed", () => {
  it("plans nothing twice", () => {
    const events = [started, change(2, "2026-04-01", 15)];
    const billed = plan(events, "2026-05-15").lines;
    expect(plan(events, "2026-05-15", billed).lines).toEqual([]);
  });

  it("does not take back what was billed ahead of an earlier date", () => {
    const billed = plan([started], "2026-06-15").lines;
    expect(plan([started], "2026-03-20", billed)).toEqual({ lines: [], nextChargeOn: "2026-07-15" });
  });

  it("corrects later periods when a change becomes known late", () => {
    const billed = plan([started], "2026-04-15").lines;
    const events = [started, change(2, "2026-04-01", 15)];
    const { lines } = plan(events, "2026-04-20", billed);
    expect(brief(lines)).toEqual([
      ["seat_change", "2026-04-01", "2026-04-15", 5, 4965],
      ["correction", "2026-04-15", "2026-05-15", 5, 11_000],
    ]);
    expect(lines[1]).toMatchObject({
      key: "sub1:cycle:2026-04-15:2026-05-15:start#1",
      formula: "15 seats x 22.00 USD, 15 Apr 2026 to 14 May 2026 = 330.00 USD, less 220.00 USD billed before",
    });
    expect(plan(events, "2026-04-20", [...billed, ...lines]).lines).toEqual([]);
  });

  it("corrects corrections, each with a key of its own", () => {
    const first = plan([started], "2026-04-15").lines;
    const second = plan([started, change(2, "2026-04-01", 15)], "2026-04-15", first).lines;
    const third = plan([started, change(2, "2026-04-01", 12)], "2026-04-15", [...first, ...second]).lines;
    expect(third.map((line) => [line.key, line.quantity, line.amount.amount])).toEqual([
      ["sub1:seat_change:2026-04-01:2026-04-15:change2#1", -3, -2979],
      ["sub1:cycle:2026-04-15:2026-05-15:start#2", -3, -6600],
    ]);
    const all = [...first, ...second, ...third];
    expect(net(all)).toBe(net(plan([started, change(2, "2026-04-01", 12)], "2026-04-15").lines));
  });

  it("takes the line itself for what was billed, also where its corrections stand first in the list", () => {
    const first = plan([started], "2026-03-15").lines;
    const dearer = { ...started, terms: { ...terms, unitTermPrice: 27_600 } };
    const billed = [...first, ...plan([dearer], "2026-03-15", first).lines];
    const { lines } = plan([], "2026-03-15", [...billed].reverse());
    expect(lines).toEqual(plan([], "2026-03-15", billed).lines);
    expect(lines).toMatchObject([{ unitPrice: { amount: 2200 }, quantity: -10, amount: { amount: -23_000 } }]);
  });

  it("reverses several lines in one order, whatever the order they are listed in", () => {
    const billed = plan([started, change(2, "2026-04-01", 15)], "2026-05-15").lines;
    const reversed = plan([], "2026-05-15", billed).lines;
    expect(plan([], "2026-05-15", [...billed].reverse()).lines).toEqual(reversed);
    expect(reversed.map((line) => line.period.start)).toEqual(["2026-03-15", "2026-04-15", "2026-05-15", "2026-04-01"]);
  });

  it("reverses a line whose event was withdrawn, at what was charged", () => {
    const billed = plan([started, change(2, "2026-04-01", 15)], "2026-04-01").lines;
    const { lines } = plan([started], "2026-04-01", billed);
    expect(brief(lines)).toEqual([["correction", "2026-04-01", "2026-04-15", -5, -4965]]);
    expect(plan([started], "2026-04-01", [...billed, ...lines]).lines).toEqual([]);
  });

  it("corrects a price that was wrong", () => {
    const billed = plan([started], "2026-03-15").lines;
    const { lines } = plan([{ ...started, terms: { ...terms, unitTermPrice: 25_200 } }], "2026-03-15", billed);
    expect(brief(lines)).toEqual([["correction", "2026-03-15", "2026-04-15", 0, -1000]]);
  });

  it("keeps the policy a period was billed with, and uses the new one from the next period on", () => {
    const nearest = chargingPolicy("seat-nearest-1");
    const billed = plan([started], "2026-03-15").lines;
    const events = [started, change(2, "2026-04-01", 15), change(3, "2026-05-01", 20)];
    const { lines } = plan(events, "2026-05-01", billed, nearest);
    expect(lines.map((line) => [line.kind, line.amount.amount, line.policyVersion])).toEqual([
      ["seat_change", 4965, "seat-down-1"],
      ["cycle", 33_000, "seat-nearest-1"],
      ["seat_change", 5135, "seat-nearest-1"],
    ]);
  });

  it("survives the loss of a base line when only its correction is at hand", () => {
    const first = plan([started], "2026-04-15").lines;
    const second = plan([started, change(2, "2026-04-01", 15)], "2026-04-15", first).lines;
    const onlyCorrections = second.filter((line) => line.kind === "correction");
    const { lines } = plan([], "2026-04-15", onlyCorrections);
    expect(net([...onlyCorrections, ...lines])).toBe(0);
  });

  it("gives back the seats of a free plan, for nothing", () => {
    const free = { ...started, terms: { ...terms, unitTermPrice: 0 } };
    const billed = plan([free], "2026-04-15").lines;
    const { lines } = plan([free, cancelled("2026-04-15")], "2026-04-15", billed);
    expect(brief(lines)).toEqual([["cancellation", "2026-04-15", "2026-05-15", -10, 0]]);
    expect(plan([free, cancelled("2026-04-15")], "2026-04-15", [...billed, ...lines]).lines).toEqual([]);
  });

  it("takes back a correction of the price alone when nothing is owed", () => {
    const billed = plan([started], "2026-03-15").lines;
    const cheaper = { ...started, terms: { ...terms, unitTermPrice: 25_200 } };
    const corrections = plan([cheaper], "2026-03-15", billed).lines;
    expect(net(plan([], "2026-03-15", corrections).lines)).toBe(1000);
  });

  it("leaves closed periods alone and needs none of their lines", () => {
    const events = [started, change(2, "2026-04-01", 15)];
    const input = { subscriptionId: "sub1", events, billed: [], policy: DEFAULT_CHARGING_POLICY };
    const open = planCharges({ ...input, until: "2026-06-15", closedBefore: "2026-05-15" });
    expect(brief(open.lines)).toEqual([
      ["cycle", "2026-05-15", "2026-06-15", 15, 33_000],
      ["cycle", "2026-06-15", "2026-07-15", 15, 33_000],
    ]);
    const late = planCharges({ ...input, until: "2026-04-20", closedBefore: "2026-04-14" });
    expect(late.lines[0]?.period.start).toBe("2026-03-15");
    const billed = plan([started], "2026-04-15").lines;
    const afterwards = planCharges({ ...input, billed, until: "2026-04-15", closedBefore: "2026-04-15" });
    expect(afterwards.lines.map((line) => [line.kind, line.period.start])).toEqual([["correction", "2026-04-15"]]);
  });

  it("refuses a billed line with a policy that never existed", () => {
    const billed = plan([started], "2026-03-15").lines.map((line) => ({ ...line, policyVersion: "guess-7" }));
    expect(() => plan([started], "2026-03-15", billed)).toThrow(`"guess-7" is not a charging policy`);
  });
});
