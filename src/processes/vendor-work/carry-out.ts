import type { MedusaContainer } from "@medusajs/framework/types";
import { endSetUpFault, isPaused, listenForSetUp, noticeSetUpFault } from "../../connections/set-up-faults";
import type { WorkEnd } from "../../domain/retry";
import { codeAndDetail, type VendorOutcome } from "../../integrations/vendor-port";
import { faultRef } from "../../modules/settings";
import { type LogFields, logOf } from "../../telemetry/log";
import { endOf, endOfException, pausedEnd, type Work } from "./work-end";

/** One pass over leased work: what is to be done, and how the log names it. */
export type Pass = {
  readonly work: Work;
  readonly now: Date;
  readonly failed: string;
  readonly about: LogFields;
  outcome(): Promise<VendorOutcome<unknown>>;
};

/**
 * Does one pass of leased work at the outside, and says how it goes on: with our own set-up's faults and absent systems
 * told from its own. Nothing is asked while what it waits for is to be asked by another.
 */
export async function carryOut(container: MedusaContainer, pass: Pass): Promise<WorkEnd> {
  const { work, now, failed, about } = pass;
  if (work.setUpFault !== null && (await isPaused(container, work.setUpFault, now))) {
    return pausedEnd(work, work.setUpFault, now, Math.random());
  }
  const heard = await listenForSetUp(() => pass.outcome());
  const fault = heard.fault && faultRef(heard.fault);
  const met = { fault, absent: heard.absent };
  if (heard.ok) {
    await noticeInAnswer(container, work, heard.value, fault);
    return endOf(heard.value, work, now, Math.random(), met);
  }
  logOf(container).error(failed, { ...about, error: heard.error });
  return endOfException(heard.error, work, now, Math.random(), met);
}

/** A vendor may refuse our set-up inside a good answer: then no call was refused, and it is a fault of that step. */
async function noticeInAnswer(
  container: MedusaContainer,
  { kind, setUpFault }: Work,
  outcome: VendorOutcome<unknown>,
  heard: string | null,
): Promise<void> {
  const step = { system: "partner_center", scope: kind } as const;
  if (outcome.kind === "set_up" && heard === null) {
    await noticeSetUpFault(container, step, codeAndDetail(outcome.code, outcome.detail));
  } else if (setUpFault === faultRef(step) && (outcome.kind === "done" || outcome.kind === "refused")) {
    await endSetUpFault(container, step);
  }
}
