import { setTimeout as wait } from "node:timers/promises";
import { disagreements } from "./agreement";
import { inWords } from "./patience";
import { holdsUp } from "./plan";
import type { Flow, Scenario } from "./scenario";
import type { PointOrder } from "./server";
import { settle } from "./settle";
import type { FaultWorld } from "./world";

/** What looks once a minute by the machine's time, whatever goes on, and does nothing for anybody. */
const BESIDE = /^duty (retention|access-tidy) /;
/** What is told or mailed after the fact has begun by then. */
const AFTERWARDS_MS = 1_500;
/** Longer than a caller's own patience with a silent vendor, and its repetition. */
const FAULTS_SETTLE_WITHIN_MS = 150_000;

/** What one process life brought. */
export interface LifeResult {
  /** Points at which something stood when the process was killed, or which went wrong. */
  readonly hit: readonly string[];
  /** Processes that were killed. */
  readonly killed: number;
  /** Milliseconds from the last process being up until each run was done. */
  readonly recoveries: readonly number[];
  readonly problems: readonly Problem[];
}

export type Problem = {
  readonly kind: "doubled" | "lost" | "stuck" | "books";
  readonly points: readonly string[];
  readonly what: string;
};

/** Runs a scenario without any fault. @returns its points, in their order */
export async function rehearse(world: FaultWorld, scenario: Scenario): Promise<string[]> {
  const flow = await scenario.prepare(world);
  world.server.instruct(true);
  await flow.run();
  await settle(world, flow);
  while (!isQuiet(world, AFTERWARDS_MS)) {
    await wait(50);
  }
  const passed = [...new Set(world.server.told.passed)].filter((point) => !BESIDE.test(point));
  world.server.instruct(false);
  return passed;
}

export type Patience = {
  /** After so long without a new point, what is held is all that will be. */
  readonly quietMs: number;
  /** A run that is not done so long after the restart is stuck. */
  readonly stuckAfterMs: number;
};

/**
 * Lets runs go to their points and kills the process; the next one is killed at the points that are left while it makes
 * good what was left undone, and so on, until one is let live and does all.
 */
export async function killAt(
  world: FaultWorld,
  scenario: Scenario,
  orders: readonly PointOrder[],
  patience: Patience,
): Promise<LifeResult> {
  const flows = await prepare(world, scenario, orders.length);
  world.server.instruct(true, orders);
  const runs = flows.map((flow) => flow.run());
  // Errors are looked at when all have ended.
  const ended = Promise.allSettled(runs);
  const settled = Promise.all(flows.map((flow, index) => runs[index]?.then(() => settle(world, flow, 600_000)))).catch(
    () => undefined,
  );
  const { hit, killed } = await killEach(world, orders, patience, settled);
  world.server.instruct(false);
  const problems: Problem[] = [];
  const recoveries: number[] = [];
  const outcomes = await ended;
  await Promise.all(
    flows.map(async (flow, index) => {
      try {
        const outcome = outcomes[index];
        if (outcome?.status === "rejected") {
          throw outcome.reason;
        }
        const ms = await settle(world, flow, patience.stuckAfterMs);
        recoveries.push(...(killed > 0 ? [ms] : []));
      } catch (error) {
        problems.push({ kind: "stuck", points: hit, what: inWords(error) });
      }
    }),
  );
  return { hit, killed, recoveries, problems: [...problems, ...(await compared(world, hit))] };
}

/** Kills processes as long as one comes to a point of the orders that are left. */
async function killEach(
  world: FaultWorld,
  orders: readonly PointOrder[],
  patience: Patience,
  settled: Promise<unknown>,
): Promise<{ hit: string[]; killed: number }> {
  const hit: string[] = [];
  let left = orders;
  for (let killed = 0; ; killed += 1) {
    const held = left.length === 0 ? [] : await untilHeld(world, left, patience, settled, killed === 0);
    if (held.length === 0) {
      return { hit, killed };
    }
    hit.push(...held);
    left = left.filter(({ name }) => !held.includes(name));
    await world.restart(left);
  }
}

/** Lets runs go on while single calls of theirs go wrong. No process ends. */
export async function goWrongAt(
  world: FaultWorld,
  scenario: Scenario,
  orders: readonly PointOrder[],
): Promise<LifeResult> {
  const flows = await prepare(world, scenario, Math.max(orders.length, 1));
  world.server.instruct(true, orders);
  const problems: Problem[] = [];
  const names = orders.map((order) => `${order.name}${"fault" in order ? ` (${order.fault})` : ""}`);
  await Promise.all(
    flows.map(async (flow) => {
      try {
        await flow.run();
        await settle(world, flow, FAULTS_SETTLE_WITHIN_MS);
      } catch (error) {
        problems.push({ kind: "stuck", points: names, what: inWords(error) });
      }
    }),
  );
  const { faulted } = world.server.told;
  while (faulted.length < orders.length && !isQuiet(world, AFTERWARDS_MS)) {
    await wait(50);
  }
  const hit = [...faulted];
  world.server.instruct(false);
  return { hit, killed: 0, recoveries: [], problems: [...problems, ...(await compared(world, names))] };
}

/** Compares both sides, and what disagrees once more when late notices have come. */
export async function compared(world: FaultWorld, points: readonly string[]): Promise<Problem[]> {
  let found = await disagreements(world);
  for (let round = 0; round < 5 && Object.values(found).some((list) => list.length > 0); round += 1) {
    await wait(1_000);
    found = await disagreements(world);
  }
  return (["doubled", "lost", "stuck", "books"] as const).flatMap((kind) =>
    found[kind].map((what) => ({ kind, points, what })),
  );
}

async function prepare(world: FaultWorld, scenario: Scenario, wanted: number): Promise<Flow[]> {
  const count = Math.min(wanted, scenario.flows);
  return Promise.all(Array.from({ length: count }, () => scenario.prepare(world)));
}

/**
 * Waits until a process stands at all points it can come to. One that makes good what another left comes to its first
 * point when leases have run out.
 *
 * @returns the points; none when there is nothing more to do
 */
async function untilHeld(
  world: FaultWorld,
  left: readonly PointOrder[],
  { quietMs, stuckAfterMs }: Patience,
  settled: Promise<unknown>,
  isFirst: boolean,
): Promise<string[]> {
  let isOver = false;
  void settled.then(() => {
    isOver = true;
  });
  const { held } = world.server.told;
  for (;;) {
    const others = left.map(({ name }) => name).filter((name) => !held.includes(name));
    const patienceMs = held.length === 0 && !isFirst ? stuckAfterMs : quietMs;
    const isEnough = isQuiet(world, isOver ? AFTERWARDS_MS : patienceMs);
    if (others.length === 0 || isEnough || (held.length > 0 && holdsUp(held, others))) {
      return [...held];
    }
    await wait(20);
  }
}

function isQuiet(world: FaultWorld, forMs: number): boolean {
  return performance.now() - world.server.lastToldAt > forMs;
}
