import { AsyncLocalStorage } from "node:async_hooks";
import type { MedusaContainer } from "@medusajs/framework/types";
import type { OutsideAnswer } from "../errors/outside-answer";
import { CLOCK_MODULE } from "../modules/clock";
import {
  faultOfRef,
  type OutsideSystem,
  SETTINGS_MODULE,
  type SetUpCall,
  type SetUpFaultKey,
  scopesOf,
  WHOLE_ACCESS,
} from "../modules/settings";
import { logOf } from "../telemetry/log";

/** From this status on a system says that it is out of order; and the one by which it takes no more for now. */
const OUT_OF_ORDER = 500;
const TOO_MANY = 429;

/**
 * What a piece of work was refused for our set-up's sake, and was not granted since; and the system that was not there when
 * it was asked last.
 */
type Listener = { fault: SetUpFaultKey | null; absent: OutsideSystem | null };

const listeners = new AsyncLocalStorage<Listener>();

/**
 * How a piece of work ended, which fault of our set-up, if any, was met in it and stands, and which system, if any, was not
 * there when it was asked last.
 */
export type Listened<T> = { readonly fault: SetUpFaultKey | null; readonly absent: OutsideSystem | null } & (
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown }
);

/**
 * Does a piece of work and hears whether our own set-up stood in its way: whoever asked, and whatever became of the error
 * on its way up. Work that failed with a `fault`, or because a system is `absent`, is not at fault itself: nothing of it is
 * counted, and it is done again when the fault may be over, or the system back.
 */
export async function listenForSetUp<T>(work: () => Promise<T>): Promise<Listened<T>> {
  const listener: Listener = { fault: null, absent: null };
  return listeners.run(listener, async () => {
    try {
      const value = await work();
      return { ok: true, value, fault: listener.fault, absent: listener.absent };
    } catch (error) {
      return { ok: false, error, fault: listener.fault, absent: listener.absent };
    }
  });
}

/**
 * Hears whether a system was there when it was asked: it was not when nothing came back in time, the connection broke, it
 * was out of order, or it takes no more for now. Any other answer, also a refusal, is its own word.
 *
 * @param failure what came instead of a good answer, with its status if there was one; null: a good answer came
 */
export function noticePresence(
  system: OutsideSystem,
  failure: { readonly answer: OutsideAnswer; readonly status: number | null } | null,
): void {
  const listener = listeners.getStore();
  if (listener === undefined) {
    return;
  }
  const isAway =
    failure?.answer.fault === "later" &&
    (failure.status === null || failure.status === TOO_MANY || failure.status >= OUT_OF_ORDER);
  if (isAway) {
    listener.absent = system;
  } else if (listener.absent === system) {
    listener.absent = null;
  }
}

/** The fault that a refused call tells of: of that kind of call, of the sign-in it was made with, or of the whole access. */
export function reachOf({ system, scope, signIn }: SetUpCall, { reach }: OutsideAnswer): SetUpFaultKey {
  if (reach === undefined) {
    return { system, scope };
  }
  return { system, scope: (reach === "sign_in" ? signIn : undefined) ?? WHOLE_ACCESS };
}

/**
 * Tells the seller's people that the access to an outside system is out of order: it is kept for the Attention page and
 * readiness. No customer is at fault; what waits for the system goes on by itself once it answers.
 *
 * @param detail what is wrong and what to do, for the partner
 */
export async function noticeSetUpFault(
  container: MedusaContainer,
  fault: SetUpFaultKey,
  detail: string,
  now = container.resolve(CLOCK_MODULE).now(),
): Promise<void> {
  const listener = listeners.getStore();
  // A mail that does not go out stops no work.
  if (listener !== undefined && fault.system !== "mail") {
    listener.fault = fault;
  }
  const isNews = await container.resolve(SETTINGS_MODULE).recordSetUpFault(fault, detail, now);
  if (isNews) {
    logOf(container).error("The access to an outside system is out of order", { source: fault.system, error: detail });
  }
}

/** True while what waits for this fault, named by its reference, is to let others ask whether it is over. */
export async function isPaused(container: MedusaContainer, ref: string, now: Date): Promise<boolean> {
  const { system, scope } = faultOfRef(ref);
  return (await container.resolve(SETTINGS_MODULE).setUpFaults.mayAsk(system, [scope], now)) === "paused";
}

/** The system has answered this call: a fault of its kind, of its sign-in, or of the whole access is over. */
export async function endSetUpFault(
  container: MedusaContainer,
  call: SetUpCall,
  now = container.resolve(CLOCK_MODULE).now(),
): Promise<void> {
  const listener = listeners.getStore();
  if (listener?.fault?.system === call.system && scopesOf(call).includes(listener.fault.scope)) {
    listener.fault = null;
  }
  if (await container.resolve(SETTINGS_MODULE).clearSetUpFault(call, now)) {
    logOf(container).info("The access to an outside system works again", { source: call.system });
  }
}
