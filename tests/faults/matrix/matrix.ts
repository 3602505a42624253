import { setTimeout as wait } from "node:timers/promises";
import { disagreements } from "./agreement";
import { inWords } from "./patience";
import type { Flow, Scenario } from "./scenario";
import type { PointOrder } from "./server";
import { settle } from "./settle";
import type { FaultWorld } from "./world";

/** Longer than a caller's own patience with a silent vendor, and its repetition. */
const FAULTS_SETTLE_WITHIN_MS = 150_000;

/** What one process life brought. */
export interface LifeResult {
  /** Points at which something stood when the process was killed, or which went wrong. */
  readonly hit: readonly string[];
  /** Milliseconds from the next process being up until each run was done. */
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
  // The card processor's notices come after the fact.
  await quiet(world, 1_500);
  const passed = [...new Set(world.server.told.passed)];
  world.server.instruct(false);
  return passed;
}

export type Patience = {
  /** After so long without a new point, what is held is all that will be. */
  readonly quietMs: number;
  /** A run that is not done so long after the restart is stuck. */
  readonly stuckAfterMs: number;
};

/** Lets as many runs as there are orders go to their points, kills the process, and waits until another has done all. */
export async function killAt(
  world: FaultWorld,
  scenario: Scenario,
  orders: readonly PointOrder[],
  { quietMs, stuckAfterMs }: Patience,
): Promise<LifeResult> {
  const flows = await prepare(world, scenario, orders.length);
  world.server.instruct(true, orders);
  const runs = flows.map((flow) => flow.run());
  // Errors are looked at when all have ended.
  const ended = Promise.allSettled(runs);
  const settled = Promise.all(flows.map((flow, index) => runs[index]?.then(() => settle(world, flow, 600_000)))).catch(
    () => undefined,
  );
  await untilHeld(world, orders.length, quietMs, settled);
  const hit = [...world.server.told.held];
  await world.restart();
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
        recoveries.push(await settle(world, flow, stuckAfterMs));
      } catch (error) {
        problems.push({ kind: "stuck", points: hit, what: inWords(error) });
      }
    }),
  );
  return { hit, recoveries, problems: [...problems, ...(await compared(world, hit))] };
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
  const hit = [...world.server.told.faulted];
  world.server.instruct(false);
  return { hit, recoveries: [], problems: [...problems, ...(await compared(world, names))] };
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

async function untilHeld(world: FaultWorld, wanted: number, quietMs: number, settled: Promise<unknown>): Promise<void> {
  let isOver = false;
  void settled.then(() => {
    isOver = true;
  });
  while (world.server.told.held.length < wanted && !isOver) {
    if (performance.now() - world.server.lastToldAt > quietMs) {
      return;
    }
    await wait(20);
  }
}

async function quiet(world: FaultWorld, forMs: number): Promise<void> {
  while (performance.now() - world.server.lastToldAt < forMs) {
    await wait(50);
  }
}
