import { AsyncLocalStorage } from "node:async_hooks";
import type { MedusaContainer } from "@medusajs/framework/types";
import type { OutsideAnswer } from "../errors/outside-answer";
import { CLOCK_MODULE } from "../modules/clock";
import { faultOfRef, SETTINGS_MODULE, type SetUpFaultKey, WHOLE_ACCESS } from "../modules/settings";
import { logOf } from "../telemetry/log";

/** What a piece of work was refused for our set-up's sake, and was not granted since. */
type Listener = { fault: SetUpFaultKey | null };

const listeners = new AsyncLocalStorage<Listener>();

/** How a piece of work ended, and which fault of our set-up, if any, was met in it and stands. */
export type Listened<T> = { readonly fault: SetUpFaultKey | null } & (
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown }
);

/**
 * Does a piece of work and hears whether our own set-up stood in its way: whoever asked, and whatever became of the error
 * on its way up. Work that failed with a `fault` is not at fault itself: nothing of it is counted, and it is done again
 * when the fault may be over.
 */
export async function listenForSetUp<T>(work: () => Promise<T>): Promise<Listened<T>> {
  const listener: Listener = { fault: null };
  return listeners.run(listener, async () => {
    try {
      const value = await work();
      return { ok: true, value, fault: listener.fault };
    } catch (error) {
      return { ok: false, error, fault: listener.fault };
    }
  });
}

/** The fault that a refused call tells of: of that kind of call, or of the whole access. */
export const reachOf = (call: SetUpFaultKey, answer: OutsideAnswer): SetUpFaultKey =>
  answer.reach === "access" ? { system: call.system, scope: WHOLE_ACCESS } : call;

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

/** The system has answered a call of this kind: a fault of it, or of the whole access, is over. */
export async function endSetUpFault(
  container: MedusaContainer,
  call: SetUpFaultKey,
  now = container.resolve(CLOCK_MODULE).now(),
): Promise<void> {
  const listener = listeners.getStore();
  if (listener?.fault?.system === call.system && [call.scope, WHOLE_ACCESS].includes(listener.fault.scope)) {
    listener.fault = null;
  }
  if (await container.resolve(SETTINGS_MODULE).clearSetUpFault(call, now)) {
    logOf(container).info("The access to an outside system works again", { source: call.system });
  }
}
