import { type EndFacts, isConfirmed, plannedEnd } from "./planned-end";

const READ = new Date("2027-02-01T06:00:00.000Z");
const KEPT = new Date("2027-02-02T06:00:00.000Z");
const facts = (part: Partial<EndFacts> = {}): EndFacts => ({
  ...{ termStartedOn: "2026-03-15", termEndsOn: "2027-03-15", quantity: 10 },
  ...{ autoRenew: true, cancelAtEnd: false, extendAtEnd: false, nextQuantity: null },
  ...{ endWish: null, endWishKeptAt: null, syncedAt: READ },
  ...part,
});
const silent = { autoRenew: false };

describe("what is planned for the end of a term", () => {
  it.each<[string, Partial<EndFacts>, object]>([
    ["nothing said: the vendor renews", {}, { outcome: "renew", quantity: 10, chosenBy: "nobody", keptAt: READ }],
    ["nothing said, auto-renewal off: it goes on by the month", silent, { outcome: "extend", chosenBy: "nobody" }],
    ["a cancellation on record", { ...silent, cancelAtEnd: true }, { outcome: "stop", chosenBy: "record" }],
    ["other seats on record", { nextQuantity: 8 }, { outcome: "renew", quantity: 8, chosenBy: "record" }],
    [
      "a wish that is on record",
      { nextQuantity: 12, endWish: { outcome: "renew", quantity: 12 }, endWishKeptAt: KEPT },
      { outcome: "renew", quantity: 12, chosenBy: "company", onRecord: "renew", keptAt: KEPT },
    ],
    [
      "a wish that is not on record yet",
      { endWish: { outcome: "stop", quantity: null } },
      { outcome: "stop", quantity: null, onRecord: "renew", keptAt: null },
    ],
    [
      "a wish for as many as there are then",
      { nextQuantity: 8, endWish: { outcome: "renew", quantity: null } },
      { outcome: "renew", quantity: 10 },
    ],
  ])("%s", (_what, part, planned) => {
    expect(plannedEnd(facts(part), null)).toMatchObject(planned);
  });

  it("says whose choice it was, and until when there is another", () => {
    const endWish = { outcome: "stop", quantity: null } as const;
    expect(plannedEnd(facts({ endWish }), "seller").chosenBy).toBe("seller");
    expect(plannedEnd(facts({ endWish }), "company").chosenBy).toBe("company");
    expect(plannedEnd(facts(), "seller").chosenBy).toBe("nobody");
    expect(plannedEnd(facts(), null).changeableUntil).toEqual(new Date("2027-03-14T00:00:00.000Z"));
  });

  it("is confirmed while it is what was confirmed", () => {
    const planned = plannedEnd(facts(), null);
    expect(isConfirmed(planned, null)).toBe(false);
    expect(isConfirmed(planned, { outcome: "renew", quantity: 10 })).toBe(true);
    expect(isConfirmed(plannedEnd(facts({ quantity: 12 }), null), { outcome: "renew", quantity: 10 })).toBe(false);
    expect(isConfirmed(planned, { outcome: "stop", quantity: null })).toBe(false);
  });
});
