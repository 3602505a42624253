import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { CLOCK_MODULE } from "../../modules/clock";
import { faultRef, SETTINGS_MODULE } from "../../modules/settings";
import { readBacklog } from "../../reads/backlog";
import { dutyStates, type LaneState } from "../ticker";
import { pendingMigrations } from "./migrations";
import { reachable } from "./outside";

/** `failed`: this process must get no traffic. `degraded`: it serves, and a person should look. */
export type CheckState = "ok" | "degraded" | "failed";
export type Check = { readonly name: string; readonly state: CheckState; readonly detail: string };
export type Readiness = { readonly state: CheckState; readonly checks: readonly Check[] };

const DATABASE_LIMIT_MS = 2_000;
/** Longer than any wait that is planned: what is due for so long is not being done. */
const LATE_MS = 15 * 60_000;
const FAILURES_THAT_TELL = 3;

/** Whether this process can serve, and whether the work behind it is being done. Takes at most a few seconds. */
export async function readReadiness(container: MedusaContainer): Promise<Readiness> {
  const database = await checkDatabase(container);
  if (database.state === "failed") {
    return { state: "failed", checks: [database] };
  }
  const checks = [
    database,
    await checkMigrations(container),
    ...(await checkDuties(container)),
    ...(await checkOutside(container)),
    ...(await checkSetUp(container)),
  ];
  return { state: worst(checks), checks };
}

async function checkDatabase(container: MedusaContainer): Promise<Check> {
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const from = performance.now();
  try {
    await db.raw("select 1").timeout(DATABASE_LIMIT_MS);
    return { name: "database", state: "ok", detail: `answers in ${Math.round(performance.now() - from)} ms` };
  } catch {
    return { name: "database", state: "failed", detail: `does not answer within ${DATABASE_LIMIT_MS / 1000} s` };
  }
}

async function checkMigrations(container: MedusaContainer): Promise<Check> {
  const pending = await pendingMigrations(container);
  return pending.length === 0
    ? { name: "migrations", state: "ok", detail: "all have run" }
    : { name: "migrations", state: "failed", detail: `not run yet: ${pending.join(", ")}; run medusa db:migrate` };
}

async function checkDuties(container: MedusaContainer): Promise<Check[]> {
  const now = container.resolve(CLOCK_MODULE).now();
  const states = dutyStates();
  const backlog = await readBacklog(container, now);
  const lanes = (states ?? []).map((state) => checkLane(state));
  return [...lanes, ...backlog.map(({ duty, due, oldestDueAt }) => checkBacklog(duty, due, oldestDueAt, now))];
}

function checkLane({ duty, overdue, failuresInARow, lastSuccessAt }: LaneState): Check {
  const last = `last success ${lastSuccessAt?.toISOString() ?? "none in this process"}`;
  const detail = overdue ? `a turn is over its time limit; ${last}` : `${failuresInARow} failures in a row; ${last}`;
  const failing = overdue || failuresInARow >= FAILURES_THAT_TELL;
  return { name: `duty:${duty}`, state: failing ? "degraded" : "ok", detail };
}

function checkBacklog(duty: string, due: number, oldestDueAt: Date | null, now: Date): Check {
  const lateMs = oldestDueAt === null ? 0 : now.getTime() - oldestDueAt.getTime();
  const detail = `${due} due, the oldest for ${Math.max(0, Math.round(lateMs / 1000))} s`;
  return { name: `backlog:${duty}`, state: lateMs > LATE_MS ? "degraded" : "ok", detail };
}

async function checkOutside(container: MedusaContainer): Promise<Check[]> {
  const answers = await reachable(container);
  return answers.map(({ name, error }) => ({
    name,
    state: error === null ? "ok" : "degraded",
    detail: error === null ? "reachable" : `not reachable: ${error}`,
  }));
}

/** What outside systems refuse because of our own set-up; only those that do. */
async function checkSetUp(container: MedusaContainer): Promise<Check[]> {
  const now = container.resolve(CLOCK_MODULE).now();
  const faults = await container.resolve(SETTINGS_MODULE).listSetUpFaults(now);
  return faults.map(({ system, scope, since, words }) => ({
    name: `set-up:${faultRef({ system, scope })}`,
    state: "degraded",
    detail: `refused since ${since.toISOString()}: ${words}`,
  }));
}

function worst(checks: readonly Check[]): CheckState {
  const states = checks.map(({ state }) => state);
  return states.includes("failed") ? "failed" : states.includes("degraded") ? "degraded" : "ok";
}
