import { FAULTS, type FaultKind } from "./fault-proxy";
import type { Scenario } from "./scenario";
import type { PointOrder } from "./server";

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function drawFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of some, drawn. */
export function drawn<T>(some: readonly T[], draw: () => number): T {
  const one = some[Math.floor(draw() * some.length)];
  if (one === undefined) {
    throw new RangeError("There is nothing to draw from.");
  }
  return one;
}

/** What a point is, by its name. */
export function kindOf(point: string): "call" | "mail" | "commit" {
  const what = point.split(" > ").at(-1) ?? "";
  return /^(commit|write|lease) /.test(what) ? "commit" : what.startsWith("mail") ? "mail" : "call";
}

/** Whether a statement changes rows is known when it has: one that may find none cannot be stopped before it does. */
const canHoldBefore = (point: string): boolean => !/ > (lease|write (update|delete)) /.test(point);

/** Kills at these points: each once, before its effect or after it as is drawn, or (`both`) each on both sides. */
export function kills(points: readonly string[], both: boolean, draw: () => number): PointOrder[] {
  return points.flatMap((name): PointOrder[] => {
    const sides = canHoldBefore(name) ? (["before", "after"] as const) : (["after"] as const);
    return (both ? sides : [drawn(sides, draw)]).map((hold) => ({ name, hold }));
  });
}

/**
 * Faults at these points' calls and mails: one drawn for each, or (`all`) every one. Those of one kind follow each other,
 * so that what waits for a caller's patience waits together.
 */
export function faultsAt(points: readonly string[], all: boolean, draw: () => number): PointOrder[] {
  const faulty = points.filter((name) => kindOf(name) !== "commit");
  const chosen = new Map<string, FaultKind>(faulty.map((name) => [name, drawn(FAULTS, draw)]));
  return FAULTS.flatMap((fault) =>
    faulty.filter((name) => all || chosen.get(name) === fault).map((name) => ({ name, fault })),
  );
}

/** Work that one process does one at a time: what is held there holds up all others. */
const LANES = /^duty (?!provisioning|settlement)([\w-]+)/;
/** Nothing of a month goes on while one of these is held. */
const ALONE = /^duty (subscription-sync|billing-run) /;

/** What a request was killed in goes on without it: each run comes by once. */
const isSameRequest = (one: string, other: string): boolean =>
  one.split(" > ", 1)[0] === other.split(" > ", 1)[0] && !one.startsWith("duty ");

/**
 * Puts orders together that so many process lives, one behind the other, can meet: not more of one lane than lives, of
 * one request than runs, no point twice.
 */
export function batches(
  orders: readonly PointOrder[],
  { flows, points = flows }: Scenario,
  lives: number,
): PointOrder[][] {
  const made: PointOrder[][] = [];
  for (const order of orders) {
    const fits = made.find(
      (batch) =>
        batch.length < points * lives &&
        batch.every(({ name }) => name !== order.name) &&
        batch.filter(({ name }) => isSameRequest(name, order.name)).length < flows &&
        batch.filter(({ name }) => !canBeTogether(name, order.name)).length < lives,
    );
    if (fits) {
      fits.push(order);
    } else {
      made.push([order]);
    }
  }
  return made;
}

/** Whether what is held keeps every one of the others from being reached. */
export function holdsUp(held: readonly string[], others: readonly string[]): boolean {
  return others.every((other) => held.some((one) => !canBeTogether(one, other)));
}

function canBeTogether(one: string, other: string): boolean {
  const lane = LANES.exec(one)?.[0];
  const isSameLane = lane !== undefined && lane === LANES.exec(other)?.[0];
  return one !== other && !isSameLane && !ALONE.test(one) && !ALONE.test(other);
}
