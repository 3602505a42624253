import type { MedusaContainer } from "@medusajs/framework/types";
import { createWorkflow, type WorkflowData, WorkflowResponse } from "@medusajs/framework/workflows-sdk";
import type { BillingRun } from "../../modules/billing";
import { CLOCK_MODULE } from "../../modules/clock";
import { type BillingRunInput, type ResumeRunInput, resumeRun, runBilling } from "../../processes/billing";
import { Front } from "../shared/front";
import { afterDeed, type HookReport, hookAfter } from "../shared/hooks";

export type RunBillingWorkflowInput = {
  /** Who runs it, as the run board says: a user's id, or a name for a job of the host. */
  readonly actor: string;
  /** Plans and adds up, issues nothing. Default false. */
  readonly dryRun?: boolean;
};

/** A billing run that came to its end. */
export type FinishedBillingRun = Pick<
  BillingRun,
  "id" | "trigger" | "actor" | "dryRun" | "due" | "done" | "failed" | "invoices" | "drafts" | "creditNotes" | "lines"
> & {
  /** `stopped`: a person stopped it, and accounts are left. */
  readonly status: "done" | "stopped";
  /** The instant whose dues were billed, ISO 8601 in UTC. */
  readonly asOf: string;
  /** Gross of the documents made, minor units by currency; credit notes count negative. */
  readonly totals: Readonly<Record<string, number>>;
};

export type RunBillingWorkflowResult = FinishedBillingRun & HookReport;

const front = new Front({ perform, output: outcomeOf });
const runBillingStep = front.step("csp-run-billing");

/**
 * Bills all accounts that are due now, and waits until it is done: minutes for a large book. Seatline does it by itself
 * when accounts are due; a host need not run it. It may be run again or twice at once: every account and period is billed
 * once. An account that cannot be billed is set aside with its reason and counted in `failed`.
 *
 * Hook `billingRunFinished`: runs after each run that was recorded and issued documents, the ticker's and those of the
 * admin's run board too, and not after a dry run. A run whose process dies is not told; the next run bills what it left.
 * What the handler throws is logged and told as `hookFailure`; the run stands.
 *
 * There is no hook that could refuse: billing is held by stopping a run on the run board.
 *
 * @throws not_allowed while billing is held, unless it is a dry run
 */
export const runBillingWorkflow = createWorkflow("csp-run-billing", (input: WorkflowData<RunBillingWorkflowInput>) => {
  const outcome = runBillingStep(input);
  const { hook: billingRunFinished, answer } = hookAfter("billingRunFinished", outcome, isTold);
  return new WorkflowResponse(answer, { hooks: [billingRunFinished] });
});
const { hooks } = runBillingWorkflow;
hooks.billingRunFinished = afterDeed("billingRunFinished", hooks.billingRunFinished, ({ id }) => ({ run_id: id }));

/** `runBilling` with a host's hooks. @throws what `runBilling` throws */
export async function runBillingWithHooks(container: MedusaContainer, input: BillingRunInput): Promise<BillingRun> {
  const { actor = "ticker", dryRun = false } = input;
  return front.run(runBillingWorkflow, container, { actor, dryRun }, () => runBilling(container, input));
}

/** `resumeRun` with a host's hooks. @throws what `resumeRun` throws */
export async function resumeRunWithHooks(container: MedusaContainer, input: ResumeRunInput): Promise<BillingRun> {
  const seen = { actor: input.actor, dryRun: false };
  return front.run(runBillingWorkflow, container, seen, () => resumeRun(container, input));
}

async function perform(container: MedusaContainer, input: RunBillingWorkflowInput): Promise<BillingRun> {
  const { actor, dryRun = false } = input;
  return runBilling(container, { now: container.resolve(CLOCK_MODULE).now(), trigger: "admin", actor, dryRun });
}

function outcomeOf(run: BillingRun): FinishedBillingRun {
  const { id, trigger, actor, dryRun, due, done, failed, invoices, drafts, creditNotes, lines, totals } = run;
  const status = run.status === "stopped" ? "stopped" : "done";
  const asOf = run.asOf.toISOString();
  const counts = { due, done, failed, invoices, drafts, creditNotes, lines };
  return { id, trigger, actor, dryRun, status, asOf, ...counts, totals };
}

/** The ticker looks many times a day when nothing is due, which is not recorded. */
function isTold(run: FinishedBillingRun): run is FinishedBillingRun {
  return !run.dryRun && run.done + run.failed > 0;
}
