import { setTimeout as wait } from "node:timers/promises";
import { mailsOwed, mailsTwice } from "./agreement";
import { goWrongAt, killAt, type LifeResult, type Problem, rehearse } from "./matrix";
import { type NoticeOrder, noticesAt, withNotices } from "./notices";
import type { FaultsOptions } from "./options";
import { batches, drawFrom, faultsAt, kills } from "./plan";
import type { Scenario } from "./scenario";
import type { PointOrder } from "./server";
import { FaultWorld } from "./world";

/** Longer than a lease is promised to outlive its holder, and the work that is left after it. */
export const RECOVERED_WITHIN_MS = 30_000;
/** A minute until a mail that was begun counts as not sent, one between two attempts, and the ticker's own minute. */
const MAILED_WITHIN_MS = 4 * 60_000;
const PATIENCE = { quietMs: 8_000, stuckAfterMs: 120_000 };

export type ScenarioResult = {
  readonly scenario: string;
  readonly points: readonly string[];
  /** Orders that were carried out: a process was killed there, or a call went wrong. */
  readonly kills: PointOrder[];
  readonly faults: PointOrder[];
  readonly notices: NoticeOrder[];
  /** Orders whose point did not come up again. */
  readonly missed: PointOrder[];
  readonly problems: Problem[];
  readonly recoveries: number[];
  /** Times that runs were sent on their way, and processes that were killed in them. */
  runs: number;
  processes: number;
  readonly mailsTwice: string[];
};

type Say = (text: string) => void;

/**
 * Rehearses a scenario, then kills at each of its points and lets its calls and notices go wrong.
 *
 * @param mine which of the points that were found are to be killed here
 */
export async function runScenario(
  scenario: Scenario,
  options: FaultsOptions,
  mine: (points: readonly string[]) => readonly string[],
  say: Say,
): Promise<ScenarioResult> {
  const open = await openWorlds(scenario, say);
  try {
    const { points, types } = await found(open, scenario, say);
    const chosen = mine(points).filter((name) => name.includes(options.point ?? ""));
    const result = emptyResult(scenario, chosen);
    if (options.only !== "faults") {
      const orders = kills(chosen, options.all || options.point !== undefined, drawFrom(options.seed));
      await killAll(open, scenario, orders, options.lives, result, say);
    }
    if (options.only !== "kills") {
      const draw = drawFrom(options.seed);
      await goWrongAtAll(open, scenario, faultsAt(chosen, options.all, draw), result, say);
      const notices = options.point === undefined ? noticesAt(types, options.all, draw) : [];
      await withNotices(open.world, scenario, notices, result);
    }
    await lookAtMails(open.world, result);
    return result;
  } finally {
    await open.world.stop();
  }
}

/** Waits for the mails of a shop that killed processes had begun, and counts those that came twice. */
async function lookAtMails(world: FaultWorld, result: ScenarioResult): Promise<void> {
  const giveUpAt = Date.now() + MAILED_WITHIN_MS;
  let owed = await mailsOwed(world);
  while (owed.length > 0 && Date.now() < giveUpAt) {
    await wait(1_000);
    owed = await mailsOwed(world);
  }
  result.problems.push(...owed.map((what) => ({ kind: "lost" as const, points: [], what: `the mail about ${what}` })));
  result.mailsTwice.push(...mailsTwice(world));
}

/** The shop a scenario runs in; replaced by a fresh one, once its mails are out, for what happens once in a shop's life. */
type Open = { world: FaultWorld; renew(result: ScenarioResult): Promise<void> };

async function openWorlds(scenario: Scenario, say: Say): Promise<Open> {
  let shops = 1;
  const start = () => FaultWorld.start(`${scenario.name}${shops}`);
  const open: Open = {
    world: await start(),
    async renew(result) {
      await lookAtMails(open.world, result);
      await open.world.stop();
      shops += 1;
      open.world = await start();
    },
  };
  say(`its server says what it does in ${open.world.log}`);
  return open;
}

/** Points of a fresh shop, and those that come up in a shop that has sold before. */
async function found(open: Open, scenario: Scenario, say: Say): Promise<{ points: string[]; types: string[] }> {
  const first = await rehearse(open.world, scenario);
  const second = await rehearse(open.world, scenario);
  const points = [...new Set([...second, ...first])];
  const types = [...new Set(open.world.stripe.deliveries().map((delivery) => delivery.eventType))];
  say(`${points.length} points`);
  return { points, types };
}

async function killAll(
  open: Open,
  scenario: Scenario,
  orders: readonly PointOrder[],
  lives: number,
  result: ScenarioResult,
  say: Say,
): Promise<void> {
  const life = async (batch: readonly PointOrder[]) => {
    const outcome = await killAt(open.world, scenario, batch, PATIENCE);
    return note(result, result.kills, batch, outcome, say);
  };
  let left = await eachBatch(batches(orders, scenario, lives), life);
  // After some kills work goes another way: a mail that was begun goes out as any other. These get a process each.
  left = await eachBatch(batches(left, scenario, 1), life);
  for (const batch of batches(left, scenario, 1)) {
    // What happens once in the life of a shop.
    await open.renew(result);
    result.missed.push(...(await life(batch)));
  }
}

async function goWrongAtAll(
  open: Open,
  scenario: Scenario,
  orders: readonly PointOrder[],
  result: ScenarioResult,
  say: Say,
): Promise<void> {
  const round = async (batch: readonly PointOrder[]) => {
    const outcome = await goWrongAt(open.world, scenario, batch);
    return note(result, result.faults, batch, outcome, say);
  };
  const left = await eachBatch(batches(orders, scenario, 1), round);
  if (left.length > 0) {
    await open.renew(result);
    result.missed.push(...(await eachBatch(batches(left, scenario, 1), round)));
  }
}

/** @returns the orders whose points did not come up */
async function eachBatch(
  made: readonly (readonly PointOrder[])[],
  run: (batch: readonly PointOrder[]) => Promise<PointOrder[]>,
): Promise<PointOrder[]> {
  const left: PointOrder[] = [];
  for (const batch of made) {
    left.push(...(await run(batch)));
  }
  return left;
}

function note(
  result: ScenarioResult,
  done: PointOrder[],
  batch: readonly PointOrder[],
  { hit, killed, recoveries, problems }: LifeResult,
  say: Say,
): PointOrder[] {
  result.runs += 1;
  result.processes += killed;
  done.push(...batch.filter((order) => hit.includes(order.name)));
  result.recoveries.push(...recoveries);
  // What disagrees once disagrees after every later life as well.
  const fresh = problems.filter((one) => !result.problems.some((known) => known.what === one.what));
  result.problems.push(...fresh);
  const slowest = recoveries.length > 0 ? `, done again after ${(Math.max(...recoveries) / 1000).toFixed(1)} s` : "";
  say(
    `${hit.length} of ${batch.length} points, ${killed} killed${slowest}${fresh.length > 0 ? `, ${fresh.length} PROBLEMS` : ""}`,
  );
  for (const problem of fresh) {
    say(`  ${problem.kind}: ${problem.what}`);
  }
  if (recoveries.some((ms) => ms > RECOVERED_WITHIN_MS)) {
    say(`  slow: ${hit.join("\n            ")}`);
  }
  const missed = batch.filter((order) => !hit.includes(order.name));
  for (const { name } of missed) {
    say(`  not reached: ${name}`);
  }
  return missed;
}

function emptyResult(scenario: Scenario, points: readonly string[]): ScenarioResult {
  return {
    scenario: scenario.name,
    points,
    kills: [],
    faults: [],
    notices: [],
    missed: [],
    problems: [],
    recoveries: [],
    runs: 0,
    processes: 0,
    mailsTwice: [],
  };
}
