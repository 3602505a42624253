import { isProjected, projectEvents } from "../subscription";
import { FAR } from "./testing/histories";
import { cancelled, change, net, plan, started } from "./testing/sample";

describe("a forecast from projected events", () => {
  const events = [started, change(2, "2026-04-01", 15)];
  const billed = plan(events, "2026-04-15").lines;
  const renewing = { changes: [], endOfTerm: { outcome: "renew" as const } };
  const forecast = (until: string, schedule: Parameters<typeof projectEvents>[1] = renewing) =>
    plan(projectEvents(events, schedule, until), until, billed).lines;

  it("is the sum of the months to come, renewals included", () => {
    const lines = forecast("2027-04-14");
    expect(lines).toHaveLength(11);
    expect(net(lines)).toBe(11 * 33_000);
    expect(lines.at(-1)?.sourceEventId).toBe("projected:1");
  });

  it("is changed by a cancellation by exactly its credit and the months that are not charged", () => {
    const stopped = plan([...events, cancelled("2026-05-01")], FAR, billed).lines;
    expect(net(forecast("2027-03-14")) - net(stopped)).toBe(10 * 33_000 + 15 * Math.floor((2200 * 14) / 30));
  });

  it("shows the price of an extension and the seats of a renewal", () => {
    const unitPrice = { amount: 2719, currency: "USD" };
    const extending = { changes: [], endOfTerm: { outcome: "extend" as const, unitPrice } };
    expect(net(forecast("2027-05-14", extending))).toBe(10 * 33_000 + 2 * 15 * 2719);
    const smaller = { ...renewing, changes: [{ when: "renewal" as const, quantity: 8 }] };
    expect(net(forecast("2027-05-14", smaller))).toBe(10 * 33_000 + 2 * 8 * 2200);
  });

  it("bears ids that no charged line bears", () => {
    const known = new Set(events.map((event) => event.id));
    const projected = projectEvents(events, renewing, "2029-01-01").filter((event) => !known.has(event.id));
    expect(projected).toHaveLength(2);
    expect(projected.every(isProjected)).toBe(true);
  });
});
