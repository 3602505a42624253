import type { MedusaContainer } from "@medusajs/framework/types";
import { generateEntityId, MedusaError } from "@medusajs/framework/utils";
import { beatWhile } from "../../../database";
import { BOUNDS_POLICY } from "../../../domain/charging";
import { reasonOf } from "../../../errors/reason-of";
import { BILLING_MODULE, type BillingModuleService, type BillingRun } from "../../../modules/billing";
import { withLogFields } from "../../../telemetry/log";
import { runTools } from "../plan/account-plan";
import { billLane, dryRunLane, type LaneInput } from "./lane";

/**
 * Batches in flight at once in this process: while the database writes one batch, the next one is planned. More would
 * only queue, because numbers are given out by one series.
 */
const LANES = 2;
/** Accounts a batch: large enough for set-wise statements to pay, small enough to hold no lock for long. */
const BATCH = 250;

export type BillingRunInput = {
  readonly now: Date;
  readonly trigger: BillingRun["trigger"];
  /** Who started it: a user's id; the ticker by default. */
  readonly actor?: string;
  /** Plans and adds up, writes no document and moves no account. */
  readonly dryRun?: boolean;
  /** Takes no new batch after this many accounts. */
  readonly maxAccounts?: number;
  readonly lanes?: number;
  /** Accounts a batch. */
  readonly batch?: number;
  /** Told the record as soon as it is stored, for those who do not wait for the end. */
  readonly onStarted?: (run: BillingRun) => void;
};

/**
 * Bills what is due at `now`: leases accounts in batches, plans them from their histories, and writes each batch's
 * documents, lines and numbers in one transaction. Safe to run twice, at once or after a kill: what is billed is derived
 * from what was billed, and the keys of documents and charges are unique. An account that fails is parked with its
 * reason and the run goes on.
 *
 * @returns the record of the run, which is stored when there was anything to do
 * @throws MedusaError not_allowed for a person's real run while a run that was stopped has not been taken up again;
 *   Error when it breaks off for no reason of an account, such as a database that went away; its record tells why
 */
export async function runBilling(container: MedusaContainer, input: BillingRunInput): Promise<BillingRun> {
  const billing = container.resolve(BILLING_MODULE);
  if (input.trigger === "admin" && !input.dryRun) {
    await refuseWhileHeld(billing);
  }
  const run = newRun(input, await billing.accounts.countDue(input.now));
  if (run.due === 0 && input.trigger !== "admin") {
    return { ...run, status: "done" };
  }
  await billing.inTransaction(async (trx) => {
    await billing.runs.begin(run, trx);
    const isPersons = input.trigger === "admin";
    await billing.journal.write(trx, isPersons ? [entry("run_started", run.id, run.actor, input.now)] : []);
  });
  input.onStarted?.(run);
  return work(container, run, input);
}

/**
 * Asks a run to stop after the batches in hand. Until somebody resumes it, no other run bills either; a dry run just ends.
 *
 * @throws MedusaError not_found, not_allowed when it is over
 */
export async function requestStop(
  container: MedusaContainer,
  { runId, actor, now }: { readonly runId: string; readonly actor: string; readonly now: Date },
): Promise<BillingRun> {
  const billing = container.resolve(BILLING_MODULE);
  const stopping = await billing.inTransaction(async (trx) => {
    const asked = await billing.runs.requestStop(runId, trx);
    await billing.journal.write(trx, asked === null ? [] : [entry("run_stop_requested", runId, actor, now)]);
    return asked;
  });
  if (stopping === null) {
    throw await refusal(billing, runId, "is not running");
  }
  return stopping;
}

/** @throws MedusaError not_allowed while a run that a person has stopped, or asked to stop, holds billing back */
async function refuseWhileHeld(billing: BillingModuleService): Promise<void> {
  await billing.runs.closeDead();
  const holding = await billing.runs.holding();
  if (holding !== null) {
    throw holding.status === "stopping"
      ? stillStopping(holding.id)
      : new MedusaError(
          MedusaError.Types.NOT_ALLOWED,
          `Billing run ${holding.id} was stopped; continue it, and it bills all that is due.`,
        );
  }
}

export type ResumeRunInput = Pick<BillingRunInput, "now" | "onStarted"> & {
  readonly runId: string;
  readonly actor: string;
};

/**
 * Takes a stopped run up again, under its record, and as dry as it was: the accounts it had not reached are still due.
 *
 * @throws MedusaError not_found, not_allowed when it was not stopped, or while another run is being stopped
 */
export async function resumeRun(container: MedusaContainer, input: ResumeRunInput): Promise<BillingRun> {
  const { runId, actor, now, onStarted } = input;
  const billing = container.resolve(BILLING_MODULE);
  await billing.runs.closeDead();
  const holding = await billing.runs.holding();
  if (holding?.status === "stopping" && holding.id !== runId) {
    throw stillStopping(holding.id);
  }
  const before = await billing.runs.byId(runId);
  const left = await billing.accounts.countDue(now);
  const run = await billing.inTransaction(async (trx) => {
    const reopened = await billing.runs.reopen(runId, (before?.done ?? 0) + (before?.failed ?? 0) + left, trx);
    await billing.journal.write(trx, reopened === null ? [] : [entry("run_resumed", runId, actor, now)]);
    return reopened;
  });
  if (run === null) {
    throw await refusal(billing, runId, "was not stopped");
  }
  onStarted?.(run);
  return work(container, run, { now, trigger: run.trigger });
}

async function work(container: MedusaContainer, run: BillingRun, input: BillingRunInput): Promise<BillingRun> {
  const { runs } = container.resolve(BILLING_MODULE);
  return withLogFields({ run_id: run.id }, async () => {
    try {
      await beatWhile(
        () => runs.beat(run.id),
        () => bill(container, run, input),
      );
    } catch (error) {
      await runs.finish(run.id, input.now, reasonOf(error));
      throw error;
    }
    return runs.finish(run.id, input.now);
  });
}

/** @throws the first lane's error, once the others have ended */
async function bill(container: MedusaContainer, run: BillingRun, input: BillingRunInput): Promise<void> {
  const { now, maxAccounts = Number.POSITIVE_INFINITY, lanes = LANES, batch = BATCH } = input;
  const tools = await runTools(container);
  const lane: LaneInput = { runId: run.id, tools, now, batch, shared: { accounts: maxAccounts, broken: false } };
  const ends = await Promise.allSettled(
    run.dryRun ? [dryRunLane(container, lane)] : Array.from({ length: lanes }, () => billLane(container, lane)),
  );
  const broken = ends.find((end) => end.status === "rejected");
  if (broken !== undefined) {
    throw broken.reason;
  }
}

function newRun({ now, trigger, actor = "ticker", dryRun = false }: BillingRunInput, due: number): BillingRun {
  return {
    id: generateEntityId(undefined, "csprun"),
    trigger,
    actor,
    status: "running",
    dryRun,
    asOf: now,
    boundsPolicy: BOUNDS_POLICY,
    startedAt: now,
    heartbeatAt: null,
    finishedAt: null,
    failure: null,
    due,
    done: 0,
    failed: 0,
    invoices: 0,
    drafts: 0,
    creditNotes: 0,
    lines: 0,
    totals: {},
  };
}

function stillStopping(runId: string): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `Billing run ${runId} is being stopped; wait until it has come to a stop, and continue it then.`,
  );
}

async function refusal(billing: BillingModuleService, runId: string, why: string): Promise<MedusaError> {
  const run = await billing.runs.byId(runId);
  return run === null
    ? new MedusaError(MedusaError.Types.NOT_FOUND, `Billing run ${runId} was not found.`)
    : new MedusaError(MedusaError.Types.NOT_ALLOWED, `Billing run ${runId} ${why}: it is ${run.status}.`);
}

function entry(action: string, runId: string, actor: string, at: Date) {
  return { at, actor, action, billingAccountId: null, invoiceId: null, billingRunId: runId, detail: {} };
}
