import { agreementWith, fateOf, safeKindOf, seatsProposal } from "./difference";

const at = (text: string) => new Date(text);
const seen = {
  from: 10,
  to: 25,
  agreedAt: at("2026-03-15T10:00:00Z"),
  windowsBefore: [{ quantity: 10, until: at("2026-03-22T10:00:00Z") }],
  seenAt: at("2026-03-18T00:01:00Z"),
};
const onOf = (windows: { quantity: number; until: Date }[]) => seatsProposal({ ...seen, windows }).on;

describe("the day from which seats count that were changed at the vendor", () => {
  test("is the one on which their window began", () => {
    const windows = [...seen.windowsBefore, { quantity: 15, until: at("2026-03-23T22:30:00Z") }];
    expect(seatsProposal({ ...seen, windows })).toEqual({ type: "quantity_changed", on: "2026-03-16", quantity: 25 });
  });

  test("is the day on which they were seen where no window tells", () => {
    expect(onOf(seen.windowsBefore)).toBe("2026-03-18");
    expect(onOf([])).toBe("2026-03-18");
  });

  test("is never told by the window of other seats, nor by one that was there before", () => {
    expect(onOf([{ quantity: 14, until: at("2026-03-23T22:30:00Z") }])).toBe("2026-03-18");
    const windowsBefore = [{ quantity: 15, until: at("2026-03-23T22:30:00Z") }];
    expect(seatsProposal({ ...seen, windowsBefore, windows: windowsBefore }).on).toBe("2026-03-18");
  });

  test("is never before the last reading that agreed, nor after the one that did not", () => {
    expect(onOf([{ quantity: 15, until: at("2026-03-21T22:30:00Z") }])).toBe("2026-03-18");
    expect(onOf([{ quantity: 15, until: at("2026-03-26T22:30:00Z") }])).toBe("2026-03-18");
  });

  test("fewer seats count from the day on which they were seen", () => {
    const fewer = { ...seen, to: 7, windows: [{ quantity: 7, until: at("2026-03-22T10:00:00Z") }] };
    expect(seatsProposal(fewer)).toEqual({ type: "quantity_changed", on: "2026-03-18", quantity: 7 });
  });
});

test("only seats are safe, more or fewer by what our books have", () => {
  const seats = { proposal: { type: "quantity_changed", on: "2026-03-18", quantity: 12 } } as const;
  expect(safeKindOf(seats, 10)).toBe("added_seats");
  expect(safeKindOf(seats, 14)).toBe("returned_seats");
  expect(safeKindOf(seats, 12)).toBeNull();
  expect(safeKindOf({ proposal: { type: "cancelled", on: "2026-03-18" } }, 10)).toBeNull();
  expect(safeKindOf({ proposal: null }, 10)).toBeNull();
});

test("what our books have by now tells who came to whom", () => {
  const seats = { proposal: { type: "quantity_changed", on: "2026-03-18", quantity: 12 } } as const;
  const booked = { quantity: 12, termStartedOn: "2026-03-15", isOver: false };
  expect(fateOf(seats, booked)).toBe("billed");
  expect(fateOf(seats, { ...booked, quantity: 10 })).toBe("vanished");
  expect(fateOf({ proposal: { type: "cancelled", on: "2026-03-18" } }, { ...booked, isOver: true })).toBe("billed");
  expect(fateOf({ proposal: { type: "ended", on: "2026-03-18" } }, booked)).toBe("vanished");
  expect(fateOf({ proposal: null }, { ...booked, isOver: true })).toBe("vanished");
});

test("a new term with the vendor's seats does not pay for the term before", () => {
  const seats = { proposal: { type: "quantity_changed", on: "2026-03-18", quantity: 12 } } as const;
  expect(fateOf(seats, { quantity: 12, termStartedOn: "2026-04-15", isOver: false })).toBe("owed");
  expect(fateOf(seats, { quantity: 12, termStartedOn: "2026-03-18", isOver: false })).toBe("billed");
});

test("what is wanted is confirmed by a reading, drifts by a difference, and waits when the vendor is not heard", () => {
  const readAt = at("2026-03-18T00:01:00Z");
  const live = { readAt, driftedSince: null, isRead: true };
  expect(agreementWith(live, at("2026-03-19T12:01:00Z"))).toEqual({ state: "confirmed", since: readAt });
  expect(agreementWith(live, at("2026-03-19T12:01:01Z"))).toEqual({ state: "wanted", since: readAt });
  expect(agreementWith({ ...live, isRead: false }, at("2027-01-01T00:00:00Z")).state).toBe("confirmed");
  const driftedSince = at("2026-03-10T00:01:00Z");
  expect(agreementWith({ ...live, driftedSince }, at("2026-03-18T01:00:00Z"))).toEqual({
    state: "drifted",
    since: driftedSince,
  });
});
