import type { IncomingEvent } from "../../src/modules/inbox";
import { createPurchaseDatabase, type PurchaseDatabase } from "../support/purchase/database";

const NOW = new Date("2026-03-15T10:00:00.000Z");
const LATER = new Date("2026-03-15T10:05:00.000Z");
const event = (eventId: string, source: IncomingEvent["source"] = "stripe"): IncomingEvent => ({
  source,
  eventId,
  type: "checkout.session.completed",
  payload: { id: eventId, data: { object: { id: "cs_1" } } },
  receivedAt: NOW,
});

describe("inbox module", () => {
  let database: PurchaseDatabase;
  beforeAll(async () => {
    database = await createPurchaseDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => database.clear());

  it("stores an event id once per source, also when it arrives many times at once", async () => {
    const results = await Promise.all([1, 2, 3].map(() => database.inbox.store(event("evt_1"))));
    expect(results.filter((result) => result.stored)).toHaveLength(1);
    expect(await database.inbox.store(event("evt_1", "partner-center"))).toEqual({ stored: true });
    expect(await database.inbox.countByState()).toEqual({ waiting: 2 });
  });

  it("gives each event to one worker", async () => {
    for (let n = 0; n < 10; n += 1) {
      await database.inbox.store(event(`evt_${n}`));
    }
    const batches = await Promise.all([1, 2, 3].map(() => database.inbox.lease(NOW, 5)));
    const ids = batches.flat().map((leased) => leased.eventId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(10);
    expect(await database.inbox.nextDueAt()).toBeNull();
  });

  it("closes an event under its lease only", async () => {
    await database.inbox.store(event("evt_1"));
    const [dead] = await database.inbox.lease(NOW, 1);
    await database.expireLeases();
    const [next] = await database.inbox.lease(NOW, 1);
    if (!dead || !next) {
      throw new Error("The event was not leased twice.");
    }
    expect(next.payload).toEqual(event("evt_1").payload);
    expect(await database.inbox.finish(dead, "handled", LATER)).toBe(false);
    expect(await database.inbox.finish(next, "ignored", LATER)).toBe(true);
    expect(await database.inbox.countByState()).toEqual({ ignored: 1 });
  });

  it("brings a failed event back at its time, and keeps what cannot be done for a person", async () => {
    await database.inbox.store(event("evt_1"));
    const [first] = await database.inbox.lease(NOW, 1);
    await database.inbox.postpone(first ?? never(), "vendor silent", LATER);
    expect(await database.inbox.lease(NOW, 1)).toEqual([]);
    expect(await database.inbox.nextDueAt()).toEqual(LATER);
    const [second] = await database.inbox.lease(LATER, 1);
    expect(second).toMatchObject({ attempts: 1 });
    await database.inbox.postpone(second ?? never(), "vendor silent", null);
    expect(await database.inbox.countByState()).toEqual({ failed: 1 });
    expect(await database.inbox.nextDueAt()).toBeNull();
  });
});

function never(): never {
  throw new Error("The event was not leased.");
}
