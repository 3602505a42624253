import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { z } from "zod";
import { dutyStates, stopTicker } from "../../src/processes/ticker";
import { duties } from "../../src/workflows/duties";
import { bootMedusa, type RunningMedusa } from "../support/medusa/boot";
import { createDatabaseWith, DATABASE_WITHIN_MS } from "../support/medusa/templates";
import { databaseUrl, dropDatabase } from "../support/postgres";

jest.setTimeout(180_000);

const readiness = z.object({
  state: z.enum(["ok", "degraded", "failed"]),
  checks: z.array(z.object({ name: z.string(), state: z.enum(["ok", "degraded", "failed"]), detail: z.string() })),
});

describe("seen from outside", () => {
  const database = `operations_${process.pid}_${Date.now()}`;
  let medusa: RunningMedusa;
  let client: Client;
  let listening: number;

  beforeAll(async () => {
    await createDatabaseWith("tables", database);
    medusa = await bootMedusa(databaseUrl(database));
    listening = performance.now();
    client = new Client({ connectionString: databaseUrl(database) });
    await client.connect();
  }, DATABASE_WITHIN_MS);
  afterAll(async () => {
    await stopTicker();
    await client?.end();
    await medusa?.stop();
    await dropDatabase(database);
  });

  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${medusa.url}${path}`, { headers });
  async function ready() {
    const response = await get("/csp/ready");
    const { state, checks } = readiness.parse(await response.json());
    return { status: response.status, state, check: (name: string) => checks.find((one) => one.name === name) };
  }

  it("begins to work with the process and not at the next full minute", async () => {
    while ((dutyStates() ?? []).length === 0 && performance.now() - listening < 10_000) {
      await wait(50);
    }
    expect(dutyStates()?.map(({ duty }) => duty)).toEqual(duties.map(({ name }) => name));
  });

  it("says that it lives", async () => {
    const response = await get("/csp/health");
    expect([response.status, await response.json()]).toEqual([200, { state: "ok" }]);
  });

  it("is ready when the database answers and all migrations have run", async () => {
    const { status, check } = await ready();
    expect(status).toBe(200);
    expect(check("database")?.state).toBe("ok");
    expect(check("migrations")).toEqual({ name: "migrations", state: "ok", detail: "all have run" });
    expect(check("backlog:provisioning")).toMatchObject({ state: "ok", detail: expect.stringMatching(/^0 due/) });
    expect(check("duty:billing-run")?.state).toBe("ok");
    expect(check("stripe")?.detail).toMatch(/reachable/);
  });

  it("must get no traffic while a migration is missing, and names it", async () => {
    const name = "Migration20261122010200";
    await client.query("delete from mikro_orm_migrations where name = $1", [name]);
    const { status, state, check } = await ready();
    await client.query("insert into mikro_orm_migrations (name) values ($1)", [name]);
    expect([status, state]).toEqual([503, "failed"]);
    expect(check("migrations")?.detail).toContain(name);
  });

  it("is degraded, and serves, while due work is not being done; the figures tell how much and how late", async () => {
    await stopTicker();
    await client.query(`insert into csp_inbox_event (id, source, event_id, type, payload, received_at, next_try_at)
      values ('late', 'stripe', 'evt_late', 'charge.updated', '{}', '2026-01-01', '2026-01-01')`);
    const { status, check } = await ready();
    expect(status).toBe(200);
    expect(check("backlog:inbox")?.state).toBe("degraded");
    const figures = await (await get("/csp/metrics")).text();
    expect(figures).toContain('seatline_backlog{duty="inbox"} 1');
    expect(Number(/seatline_backlog_oldest_seconds\{duty="inbox"\} (\d+)/.exec(figures)?.[1])).toBeGreaterThan(86_400);
    expect(figures).toContain('seatline_attention{kind="parked_account"} 0');
    expect(figures).toMatch(/seatline_duty_turns_total\{duty="inbox",outcome="done"\} \d+/);
    expect(figures).toContain("process_cpu_seconds_total");
  });

  it("tells figures to this machine, not to a stranger behind a proxy", async () => {
    const stranger = await get("/csp/metrics", { "x-forwarded-for": "203.0.113.9" });
    expect(stranger.status).toBe(401);
    expect(await stranger.text()).not.toContain("seatline_backlog");
    const pretender = await get("/csp/metrics", { "x-forwarded-for": "127.0.0.1" });
    expect(pretender.status).toBe(401);
    const wrong = { "x-forwarded-for": "203.0.113.9", authorization: "Bearer guess-guess-guess" };
    expect((await get("/csp/metrics", wrong)).status).toBe(401);
  });

  it("names each request, with the caller's id where it is sane", async () => {
    const own = await get("/csp/health", { "x-request-id": "shop-12345678" });
    expect(own.headers.get("x-request-id")).toBe("shop-12345678");
    const strange = await get("/csp/health", { "x-request-id": "a b\tforged=1" });
    expect(strange.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});
