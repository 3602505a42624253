import { setTimeout as wait } from "node:timers/promises";
import { LEASE_SECONDS, LeasedTable, RELEASED } from "../../src/database";
import { createPurchaseDatabase, type PurchaseDatabase } from "../support/purchase/database";

const NOW = new Date("2026-03-15T10:00:00.000Z");
const LATER = new Date("2026-03-15T10:05:00.000Z");

type Row = { id: string; due_at: Date; tries: number };

describe("leases", () => {
  let database: PurchaseDatabase;
  const jobs = new LeasedTable("csp_test_job", 60);

  beforeAll(async () => {
    database = await createPurchaseDatabase();
    await database.db.raw(`create table csp_test_job (
      id text primary key, due_at timestamptz not null, tries integer not null default 0,
      lease_token text null, lease_until timestamptz null)`);
  });
  afterAll(() => database.drop());
  beforeEach(() => database.db("csp_test_job").truncate());

  const add = (...ids: string[]) => database.db("csp_test_job").insert(ids.map((id) => ({ id, due_at: NOW })));
  const take = (limit: number, now = NOW) =>
    jobs.take<Row>(database.db, {
      where: "t.due_at <= :now",
      bindings: { now },
      orderBy: "t.due_at, t.id",
      limit,
      columns: "id, due_at, tries",
      set: "tries = tries + 1 + cast(free.resumed as int) * 100",
    });
  const ids = ({ rows }: { rows: Row[] }) => rows.map((row) => row.id).sort();
  const expire = () => database.db("csp_test_job").update({ lease_until: database.db.raw("now() - interval '1 s'") });

  it("gives each row to one worker, in order, without waiting for one another", async () => {
    const all = Array.from({ length: 40 }, (_, n) => `job_${String(n).padStart(2, "0")}`);
    await add(...all);
    const batches = await Promise.all(Array.from({ length: 8 }, () => take(5)));
    expect(batches.map((batch) => batch.rows.length)).toEqual(Array(8).fill(5));
    expect(batches.flatMap(ids).sort()).toEqual(all);
    expect(new Set(batches.map((batch) => batch.token)).size).toBe(8);
    expect((await take(5)).rows).toEqual([]);
  });

  it("takes the rows due longest first, and none that is due later than the caller's clock says", async () => {
    await database.db("csp_test_job").insert([
      { id: "b", due_at: LATER },
      { id: "a", due_at: NOW },
    ]);
    expect(ids(await take(1, LATER))).toEqual(["a"]);
    expect(ids(await take(1, NOW))).toEqual([]);
    expect(await jobs.earliest(database.db, "due_at")).toEqual(LATER);
    expect(ids(await take(1, LATER))).toEqual(["b"]);
    expect(await jobs.earliest(database.db, "due_at")).toBeNull();
  });

  it("takes a dead worker's row over, tells so, and shuts the dead worker out", async () => {
    await add("a");
    const dead = await take(1);
    expect(dead.rows).toMatchObject([{ resumed: false, tries: 1 }]);
    expect((await take(1)).rows).toEqual([]);
    await expire();
    const next = await take(1);
    expect(next.rows).toMatchObject([{ id: "a", resumed: true, tries: 102 }]);
    expect(await jobs.held(database.db, { id: "a", token: dead.token }).update({ ...RELEASED, tries: 7 })).toBe(0);
    expect(await jobs.heldBy(database.db, dead.token).select("id")).toEqual([]);
    expect(await jobs.held(database.db, { id: "a", token: next.token }).update(RELEASED)).toBe(1);
    expect((await take(1)).rows).toMatchObject([{ resumed: false }]);
  });

  it("lets a late worker finish as long as nobody has taken its row over", async () => {
    await add("a");
    const { token } = await take(1);
    await expire();
    expect(await jobs.held(database.db, { id: "a", token }).update(RELEASED)).toBe(1);
  });

  const secondsLeft = async (id: string) => {
    const seconds = database.db.raw("extract(epoch from lease_until - now())::float as seconds");
    const row = await database.db("csp_test_job").where({ id }).first<{ seconds: number }>(seconds);
    return row.seconds;
  };

  it("holds a row for some seconds of the database's clock, whatever the business clock says", async () => {
    await add("a");
    await take(1, new Date("2031-01-01T00:00:00.000Z"));
    expect(await secondsLeft("a")).toBeGreaterThan(12);
    expect(await secondsLeft("a")).toBeLessThanOrEqual(LEASE_SECONDS);
  });

  describe("while the holder's process lives", () => {
    const shorten = (seconds: number) =>
      database
        .db("csp_test_job")
        .update({ lease_until: database.db.raw("now() + make_interval(secs => ?)", [seconds]) });
    /** The next beat of this process, and the time it takes to reach the database. */
    const beat = async () => wait(5_600);

    it("renews what is held, and nothing that was given back, taken over, or hangs", async () => {
      await add("held", "lost", "returned");
      const { token } = await take(3);
      await add("hangs");
      // Work that is to take a second at most.
      const short = new LeasedTable("csp_test_job", 1);
      await short.take(database.db, { where: "true", bindings: {}, orderBy: "t.id", limit: 1, columns: "id" });
      await shorten(10);
      await jobs.held(database.db, { id: "lost", token }).update({ lease_token: "another" });
      await jobs.held(database.db, { id: "returned", token }).update(RELEASED);
      await beat();
      expect(await secondsLeft("held")).toBeGreaterThan(12);
      expect(await secondsLeft("lost")).toBeLessThan(6);
      expect(await secondsLeft("hangs")).toBeLessThan(6);
      expect(await secondsLeft("returned")).toBeNull();
    });

    it("revives none that has run out, so that its rows can be taken over", async () => {
      await add("a");
      await take(1);
      await expire();
      await beat();
      expect((await take(1)).rows).toMatchObject([{ id: "a", resumed: true }]);
    });

    it("waits for nobody's transaction, and is waited for by none", async () => {
      await add("a", "b");
      await take(2);
      await shorten(8);
      await database.db.transaction(async (other) => {
        await other("csp_test_job").where({ id: "a" }).forUpdate().select("id");
        await beat();
        expect(await secondsLeft("b")).toBeGreaterThan(12);
        await other("csp_test_job").where({ id: "b" }).update({ tries: 5 });
      });
      await beat();
      expect(await secondsLeft("b")).toBeGreaterThan(12);
    });
  });

  it("skips a row that another transaction is working on", async () => {
    await add("a", "b");
    await database.db.transaction(async (other) => {
      await other("csp_test_job").where({ id: "a" }).forUpdate().select("id");
      expect(ids(await take(2))).toEqual(["b"]);
    });
    expect(ids(await take(2))).toEqual(["a"]);
  });

  it("inserts a row under its lease", async () => {
    await database.db("csp_test_job").insert({ id: "a", due_at: NOW, ...jobs.taken(database.db, "mine") });
    expect((await take(1)).rows).toEqual([]);
    expect(await jobs.held(database.db, { id: "a", token: "mine" }).update(RELEASED)).toBe(1);
    expect(ids(await take(1))).toEqual(["a"]);
  });
});
