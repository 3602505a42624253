import { LeasedTable, RELEASED } from "../../src/database";
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

  it("holds a row for its seconds of the database's clock, whatever the business clock says", async () => {
    await add("a");
    await take(1, new Date("2031-01-01T00:00:00.000Z"));
    const seconds = database.db.raw("extract(epoch from lease_until - now())::float as seconds");
    const row = await database.db("csp_test_job").first<{ seconds: number }>(seconds);
    expect(row.seconds).toBeGreaterThan(50);
    expect(row.seconds).toBeLessThanOrEqual(60);
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
