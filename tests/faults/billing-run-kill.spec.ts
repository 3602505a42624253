import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { ownCompanies, STARTED_ON } from "../support/billing/many-companies";
import { BillingWorld } from "../support/billing/world";

const root = path.resolve(__dirname, "../..");
const NOW = new Date(`${STARTED_ON}T00:00:00Z`);
const COMPANIES = 60;
const ROUNDS = 4;
/** 1 + 2 + 3 subscriptions for every three companies. */
const SUBSCRIPTIONS = 120;

let database: BillingDatabase;

beforeAll(async () => {
  database = await createBillingDatabase("billing_run_kill");
});
afterAll(() => database.drop());

/** Starts a run in a process of its own; resolves when it is about to begin. */
async function startRun() {
  const file = path.join(root, "tests/support/billing/run-process.ts");
  const args = ["--require", "tsx/cjs", file, database.url, NOW.toISOString(), String(COMPANIES)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}

async function issued(): Promise<number> {
  const row = await database.db("csp_invoice").count({ n: "*" }).first();
  return Number(row?.n ?? 0);
}

/** Leases of a killed process run out after minutes; the test does not wait for them. */
async function expireLeases(): Promise<void> {
  await database
    .db("csp_billing_account")
    .whereNotNull("lease_token")
    .update({ lease_until: new Date(0) });
}

it("killed again and again in the middle, runs leave no double, no hole, no orphan and no gap in the numbers", async () => {
  const world = new BillingWorld(database.billing);
  const ids = ownCompanies(world, COMPANIES);
  for (const id of ids) {
    await database.billing.ensureAccount({ companyId: id, currency: "USD", timeZone: "UTC" });
  }
  await database.billing.markDue(ids, NOW);

  let kills = 0;
  for (let round = 0; round < ROUNDS && (await issued()) < COMPANIES; round += 1) {
    const before = await issued();
    const child = await startRun();
    const ended = once(child, "exit");
    // Somewhere between two batches or inside one: soon after the first new document shows, a little later each round.
    const deadline = Date.now() + 20_000;
    while ((await issued()) === before && child.exitCode === null && Date.now() < deadline) {
      await wait(1);
    }
    await wait(round * 5);
    kills += child.kill("SIGKILL") ? 1 : 0;
    await ended;
    await expireLeases();
  }
  expect(kills).toBeGreaterThanOrEqual(2);
  await runBilling(world.container, { now: NOW, trigger: "ticker" });

  const { rows } = await database.db.raw<{ rows: Record<string, string>[] }>(
    `select count(*) as documents, min(sequence) as first, max(sequence) as last, count(distinct sequence) as numbers,
       count(distinct company_id) as companies, sum(net) as net,
       (select count(*) from csp_invoice_line) as lines,
       (select count(distinct subscription_id) from csp_invoice_line) as subscriptions,
       (select count(*) from csp_invoice_line l where not exists (select from csp_invoice i where i.id = l.invoice_id)) as orphans,
       (select sum(net) from csp_invoice_line) as lines_net,
       (select next_number - 1 from csp_number_series) as taken
     from csp_invoice`,
  );
  const [found] = rows;
  expect(found).toMatchObject({
    documents: String(COMPANIES),
    companies: String(COMPANIES),
    first: "1",
    last: String(COMPANIES),
    numbers: String(COMPANIES),
    taken: String(COMPANIES),
    lines: String(SUBSCRIPTIONS),
    subscriptions: String(SUBSCRIPTIONS),
    orphans: "0",
  });
  expect(found?.net).toBe(found?.lines_net);
  const { runs } = await database.billing.runs.list(50, 0);
  expect(runs[0]?.status).toBe("done");
  expect(await runBilling(world.container, { now: NOW, trigger: "ticker" })).toMatchObject({ due: 0, invoices: 0 });
}, 300_000);
