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

  it.each([
    ["a zero character", "a\u0000b"],
    ["half of a pair", "a\ud800b"],
    ["the other half", "\udc00"],
  ])("keeps an event with %s, which PostgreSQL has no place for", async (_what, text) => {
    expect(await database.inbox.store({ ...event("evt_odd"), payload: { text, deep: [{ text }] } })).toEqual({
      stored: true,
    });
    const [leased] = await database.inbox.lease(NOW, 1);
    const kept = text.replace(/[\0\ud800-\udfff]/g, "\ufffd");
    expect(leased?.payload).toEqual({ text: kept, deep: [{ text: kept }] });
  });

  it("knows up to when a source's own list was read, and never goes back", async () => {
    expect(await database.inbox.readUntil("stripe")).toBeNull();
    await database.inbox.markRead("stripe", LATER);
    await database.inbox.markRead("stripe", NOW);
    expect(await database.inbox.readUntil("stripe")).toEqual(LATER);
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

  it("counts no try of an event while a system that it is about is away", async () => {
    await database.inbox.store(event("evt_1"));
    for (let tries = 0; tries < 20; tries += 1) {
      const [leased] = await database.inbox.lease(NOW, 1);
      expect(leased && (await database.inbox.waitForAnswer(leased, "no answer", NOW))).toBe(true);
    }
    const [leased] = await database.inbox.lease(NOW, 1);
    expect(leased).toMatchObject({ attempts: 0, setUpFault: null });
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
    await database.inbox.postpone(first ?? never(), "vendor silent", LATER, NOW);
    expect(await database.inbox.lease(NOW, 1)).toEqual([]);
    expect(await database.inbox.nextDueAt()).toEqual(LATER);
    const [second] = await database.inbox.lease(LATER, 1);
    expect(second).toMatchObject({ attempts: 1 });
    await database.inbox.postpone(second ?? never(), "vendor silent", null, NOW);
    expect(await database.inbox.countByState()).toEqual({ failed: 1 });
    expect(await database.inbox.nextDueAt()).toBeNull();
  });

  describe("forgets", () => {
    const WEEK_LATER = new Date("2026-03-22T10:06:00.000Z");
    const payloads = async () =>
      Object.fromEntries(
        (await database.db("csp_inbox_event").select("event_id", "payload")).map((row) => [row.event_id, row.payload]),
      );
    const handle = async (id: string, at = LATER) => {
      await database.inbox.store(event(id));
      const [leased] = await database.inbox.lease(NOW, 1);
      await database.inbox.finish(leased as never, "handled", at);
    };

    it("the bodies of what was dealt with long ago, never an id, batch by batch", async () => {
      await handle("evt_1");
      await handle("evt_2");
      await handle("evt_young", WEEK_LATER);
      await database.inbox.store(event("evt_waiting"));
      const before = new Date("2026-03-16T00:00:00.000Z");
      expect(await database.inbox.forgetBodies(before, 1)).toBe(1);
      expect(await database.inbox.forgetBodies(before, 10)).toBe(1);
      expect(await database.inbox.forgetBodies(before, 10)).toBe(0);
      const whole = expect.objectContaining({ data: expect.anything() });
      expect(await payloads()).toEqual({ evt_1: {}, evt_2: {}, evt_young: whole, evt_waiting: whole });
      expect(await database.inbox.store(event("evt_1"))).toEqual({ stored: false });
    });

    it("what was given up only when a person said that nothing is left to do", async () => {
      await database.inbox.store(event("evt_1"));
      const [leased] = await database.inbox.lease(NOW, 1);
      await database.inbox.postpone(leased as never, "no", null, LATER);
      const before = new Date("2026-06-01T00:00:00.000Z");
      expect(await database.inbox.forgetBodies(before, 10)).toBe(0);
      expect(await database.inbox.removeOld(before, 10)).toBe(0);
      expect(await database.inbox.setAside([leased?.id ?? ""], LATER)).toBe(1);
      expect(await database.inbox.forgetBodies(before, 10)).toBe(1);
      expect(await database.inbox.removeOld(before, 10)).toBe(1);
      expect(await payloads()).toEqual({});
    });

    it("finds what is to be forgotten by an index", async () => {
      await database.db.transaction(async (trx) => {
        await trx.raw("set local enable_seqscan = off");
        const plan = async (where: string) =>
          JSON.stringify((await trx.raw(`explain select id from csp_inbox_event where ${where} limit 10`)).rows);
        const dealtWith = "state in ('handled', 'ignored')";
        expect(
          await plan(`${dealtWith} and payload <> '{}'::jsonb and handled_at < now() order by handled_at`),
        ).toContain("csp_inbox_event_bodies");
        expect(await plan(`${dealtWith} and received_at < now() order by received_at`)).toContain(
          "csp_inbox_event_old",
        );
      });
    });
  });
});

function never(): never {
  throw new Error("The event was not leased.");
}
