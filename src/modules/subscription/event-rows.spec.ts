import type { CommercialTerms, SubscriptionEvent } from "../../domain/subscription";
import { type EventRow, eventData, eventFromRow } from "./event-rows";

const terms: CommercialTerms = {
  term: "P1Y",
  billingPlan: "monthly",
  currency: "USD",
  unitTermPrice: 26_400,
  priceVersion: "2026-03",
};
const rowOf = (event: SubscriptionEvent): EventRow => ({
  id: event.id,
  subscription_id: "sub1",
  sequence: event.sequence,
  source_id: "any",
  type: event.type,
  on_date: event.on,
  data: JSON.parse(JSON.stringify(eventData(event))),
});
const identity = { id: "ev1", sequence: 1, on: "2026-03-15" };
const term = { ...identity, quantity: 10, terms, termEndsOn: "2027-03-15" };

describe("rows of a history", () => {
  it.each<SubscriptionEvent>([
    { type: "started", ...term },
    { type: "renewed", ...term },
    { type: "extended", ...term, terms: { ...terms, term: "P1M" }, termEndsOn: "2026-04-15" },
    { type: "started", ...term, terms: { ...terms, billingDay: 31 } },
    { type: "quantity_changed", ...identity, quantity: 1 },
    { type: "cancelled", ...identity },
    { type: "ended", ...identity },
  ])("give back what was written: $type", (event) => {
    expect(eventFromRow(rowOf(event))).toEqual(event);
  });

  it.each([0, -1, 1.5])("refuse %d seats", (quantity) => {
    expect(() => eventData({ type: "quantity_changed", on: "2026-03-15", quantity })).toThrow();
    expect(() => eventData({ type: "started", ...term, quantity })).toThrow();
    const row = rowOf({ type: "extended", ...term });
    expect(() => eventFromRow({ ...row, data: { quantity, terms, termEndsOn: "2027-03-15" } })).toThrow();
  });

  it.each([0, 32, 1.5])("refuse billing day %d", (billingDay) => {
    expect(() => eventData({ type: "renewed", ...term, terms: { ...terms, billingDay } })).toThrow();
  });

  it("refuse a stored day that does not exist", () => {
    expect(() => eventFromRow({ ...rowOf({ type: "cancelled", ...identity }), on_date: "2026-02-30" })).toThrow();
  });
});
