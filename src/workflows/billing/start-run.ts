import type { MedusaContainer } from "@medusajs/framework/types";
import type { BillingRun } from "../../modules/billing";
import { CLOCK_MODULE } from "../../modules/clock";
import { wakeTicker } from "../../processes/ticker";
import { logOf } from "../../telemetry/log";
import { resumeRunWithHooks, runBillingWithHooks } from "./run-billing";

type Act = { readonly now: Date; readonly actor: string };
type Work = (onStarted: (run: BillingRun) => void) => Promise<BillingRun>;

/**
 * Begins a billing run, or a dry run, for a person.
 *
 * @returns the run as its record began
 * @throws WrongClockError while the machine's clock is wrong
 */
export async function startRun(
  container: MedusaContainer,
  input: Act & { readonly dryRun: boolean },
): Promise<BillingRun> {
  return inBackground(container, (onStarted) =>
    runBillingWithHooks(container, { ...input, trigger: "admin", onStarted }),
  );
}

/**
 * Takes a stopped run up again for a person.
 *
 * @returns the run as it stood
 * @throws MedusaError not_found, not_allowed when it was not stopped; WrongClockError while the machine's clock is wrong
 */
export async function continueRun(
  container: MedusaContainer,
  input: Act & { readonly runId: string },
): Promise<BillingRun> {
  return inBackground(container, (onStarted) => resumeRunWithHooks(container, { ...input, onStarted }));
}

/**
 * Waits until a run has begun, not until it has ended: a hundred thousand subscriptions take longer than a browser waits.
 * The run keeps its own record; one whose process dies is taken up by the next run.
 */
async function inBackground(container: MedusaContainer, work: Work): Promise<BillingRun> {
  await container.resolve(CLOCK_MODULE).assertRight();
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    work((run) => {
      hasBegun = true;
      resolve(run);
    })
      .then(() => wakeTicker(container))
      .catch((error: unknown) => {
        // What ends before the run has begun is answered to the person who asked, and is none of the run's.
        if (hasBegun) {
          logOf(container).error("A billing run failed", { error });
        }
        reject(error);
      });
  });
}
