import { setImmediate as othersTurn } from "node:timers/promises";
import type { MedusaContainer } from "@medusajs/framework/types";
import { reasonOf } from "../../../errors/reason-of";
import {
  BILLING_MODULE,
  type BillingAccount,
  type BillingModuleService,
  type RunFailure,
  type RunProgress,
} from "../../../modules/billing";
import { logOf } from "../../../telemetry/log";
import { type AccountPlan, planAccount } from "../plan/plan-account";
import { type ReadAccount, type RunTools, readFacts } from "../plan/read-facts";

/** A dry run is answered while a person waits. */
const DRY_RUN_ACCOUNTS = 20_000;
/** The process answers customers as well: planning gives them their turn this often. */
const TURN_MS = 8;

export type LaneInput = {
  readonly runId: string;
  readonly tools: RunTools;
  readonly now: Date;
  /** Accounts a batch. */
  readonly batch: number;
  /** Shared by the lanes of a run: accounts that may still be taken, and whether a lane has broken off. */
  readonly shared: { accounts: number; broken: boolean };
};

type Planned = { readonly account: BillingAccount; readonly plan: AccountPlan };
type Failed = { readonly account: BillingAccount; readonly failure: string };

/**
 * Bills batch after batch until nothing is due, the budget is used up, another lane has broken off, or a person's word to
 * stop this run or any other holds billing back.
 *
 * @throws Error when a batch fails for no reason of its accounts; they are given back, and the next run takes them
 */
export async function billLane(container: MedusaContainer, input: LaneInput): Promise<void> {
  const billing = container.resolve(BILLING_MODULE);
  const { shared } = input;
  for (;;) {
    const limit = Math.min(input.batch, shared.accounts);
    if (limit <= 0 || (await billing.runs.holding()) !== null) {
      return;
    }
    shared.accounts -= limit;
    const { accounts, token } = await billing.accounts.lease({ now: input.now, limit });
    shared.accounts += limit - accounts.length;
    if (accounts.length === 0) {
      return;
    }
    // Asked after the lease: these may be what the broken lane gave back, and they are the next run's.
    if (shared.broken) {
      await billing.accounts.giveBack(token);
      return;
    }
    try {
      await billing.runs.progress(input.runId, await billBatch(container, accounts, token, input));
    } catch (error) {
      shared.broken = true;
      await billing.accounts.giveBack(token);
      throw error;
    }
    // What became due again meanwhile is the next run's: a run always ends.
    if (accounts.length < limit) {
      return;
    }
  }
}

/** Plans what is due without taking or writing it, and adds it up on the run's record. */
export async function dryRunLane(container: MedusaContainer, input: LaneInput): Promise<void> {
  const billing = container.resolve(BILLING_MODULE);
  const accounts = await billing.accounts.due(input.now, DRY_RUN_ACCOUNTS);
  for (let first = 0; first < accounts.length; first += input.batch) {
    const { planned, failed } = await planBatch(container, accounts.slice(first, first + input.batch), input);
    const run = await billing.runs.progress(input.runId, added(planned, failed, null, input.now));
    if (run.status === "stopping") {
      return;
    }
  }
}

/** Plans and writes one batch; accounts that fail are parked. @returns what was really written */
async function billBatch(
  container: MedusaContainer,
  accounts: readonly BillingAccount[],
  token: string,
  input: LaneInput,
): Promise<RunProgress> {
  const billing = container.resolve(BILLING_MODULE);
  const { planned, failed } = await planBatch(container, accounts, input);
  const failures = [...failed];
  let written: ReadonlySet<string>;
  try {
    written = await write(billing, planned, token, input);
  } catch {
    // The batch failed as a whole: one by one the account that made it fail is found, and the others come through.
    const ids = new Set<string>();
    for (const one of planned) {
      try {
        for (const id of await write(billing, [one], token, input)) {
          ids.add(id);
        }
      } catch (error) {
        failures.push({ account: one.account, failure: reasonOf(error) });
      }
    }
    written = ids;
  }
  await park(container, failures, token, input.now);
  const broken = new Set(failures.map(({ account }) => account.id));
  return added(
    planned.filter(({ account }) => !broken.has(account.id)),
    failures,
    written,
    input.now,
  );
}

async function planBatch(
  container: MedusaContainer,
  accounts: readonly BillingAccount[],
  { tools, now, runId }: LaneInput,
): Promise<{ planned: Planned[]; failed: Failed[] }> {
  const read = await readFacts(container, { accounts, tools });
  const planned: Planned[] = [];
  const failed: Failed[] = [];
  let turn = performance.now();
  for (const one of read) {
    const result = planOne(one, now, runId);
    if ("failure" in result) {
      failed.push(result);
    } else {
      planned.push(result);
    }
    if (performance.now() - turn > TURN_MS) {
      await othersTurn();
      turn = performance.now();
    }
  }
  return { planned, failed };
}

function planOne(read: ReadAccount, now: Date, billingRunId: string): Planned | Failed {
  if ("failure" in read) {
    return read;
  }
  try {
    return { account: read.account, plan: planAccount(read.facts, { now, billingRunId }) };
  } catch (error) {
    return { account: read.account, failure: reasonOf(error) };
  }
}

/** One transaction for these accounts. @returns ids of the documents written */
async function write(
  billing: BillingModuleService,
  works: readonly Planned[],
  token: string,
  { tools, runId }: LaneInput,
): Promise<Set<string>> {
  const issued = await billing.issue({
    legalEntity: tools.seller,
    leaseToken: token,
    actor: `run:${runId}`,
    documents: works.flatMap(({ plan }) => plan.documents),
    progress: works.map(({ account, plan }) => ({
      accountId: account.id,
      scheduleVersion: account.scheduleVersion,
      nextRunAt: plan.nextRunAt,
      positions: plan.positions,
    })),
  });
  return new Set(issued.map((invoice) => invoice.id));
}

async function park(container: MedusaContainer, failures: readonly Failed[], token: string, now: Date): Promise<void> {
  const billing = container.resolve(BILLING_MODULE);
  for (const { account, failure } of failures) {
    logOf(container).error("Billing account is parked", { billing_account_id: account.id, error: failure });
    await billing.accounts.park(account, token, failure, now);
  }
}

/** @param written ids of the documents that were written; null: nothing is, all are counted */
function added(
  planned: readonly Planned[],
  failed: readonly Failed[],
  written: ReadonlySet<string> | null,
  now: Date,
): RunProgress {
  const documents = planned
    .flatMap(({ plan }) => plan.documents)
    .filter(({ invoice }) => written === null || written.has(invoice.id));
  const totals: Record<string, number> = {};
  const counts = { invoices: 0, drafts: 0, creditNotes: 0, lines: 0 };
  for (const { invoice, draft } of documents) {
    totals[invoice.currency] = (totals[invoice.currency] ?? 0) + invoice.gross;
    counts.lines += invoice.lines.length;
    counts[draft ? "drafts" : invoice.kind === "credit_note" ? "creditNotes" : "invoices"] += 1;
  }
  const failures: RunFailure[] = failed.map(({ account, failure }) => ({
    accountId: account.id,
    companyId: account.companyId,
    reason: failure,
    failedAt: now,
  }));
  return { done: planned.length, failed: failures.length, ...counts, totals, failures };
}
