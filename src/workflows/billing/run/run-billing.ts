import { randomUUID } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, generateEntityId } from "@medusajs/framework/utils";
import {
  BILLING_MODULE,
  type BillingAccount,
  type BillingModuleService,
  type BillingRun,
  type LegalEntity,
} from "../../modules/billing";
import { type AccountWork, planBatch } from "./plan-batch";
import { reasonOf } from "./reason";
import { sellerEntity } from "./seller";
import { TaxRateBook } from "./tax-rates";

const BATCH = 200;
/** A dry run is answered while a person waits. */
const DRY_RUN_ACCOUNTS = 5_000;

export type BillingRunInput = {
  readonly now: Date;
  readonly trigger: BillingRun["trigger"];
  /** Plans and adds up, writes no invoice and moves no account. */
  readonly dryRun?: boolean;
  /** Stops taking new batches after this many accounts. */
  readonly maxAccounts?: number;
};

/**
 * Bills what is due at `now`: leases accounts in batches, plans them from their histories, and writes each batch's
 * invoices, lines and numbers in one transaction. Safe to run twice, at once or after a kill: what is billed is
 * derived from what was billed, and the keys of invoices and charges are unique. An account that fails is parked with
 * its reason and the run goes on.
 *
 * @returns the record of the run, which is stored when there was anything to do.
 */
export async function runBilling(container: MedusaContainer, input: BillingRunInput): Promise<BillingRun> {
  const { now, trigger, dryRun = false, maxAccounts = Number.POSITIVE_INFINITY } = input;
  const billing = container.resolve<BillingModuleService>(BILLING_MODULE);
  let run: BillingRun = {
    id: generateEntityId(undefined, "csprun"),
    trigger,
    dryRun,
    asOf: now,
    startedAt: now,
    finishedAt: null,
    due: await billing.accounts.countDue(now),
    done: 0,
    failed: 0,
    invoices: 0,
    lines: 0,
    totals: {},
    failures: [],
  };
  if (run.due > 0 || trigger === "admin") {
    await billing.runs.save(run);
    const tools = { seller: await sellerEntity(container), rates: new TaxRateBook(container), runId: run.id, now };
    if (dryRun) {
      run = add(
        run,
        await planBatch(container, { accounts: await billing.accounts.due(now, DRY_RUN_ACCOUNTS), ...tools }),
      );
    }
    let full = !dryRun;
    while (full && run.done + run.failed < maxAccounts) {
      const token = randomUUID();
      const limit = Math.min(BATCH, maxAccounts - run.done - run.failed);
      const accounts = await billing.accounts.lease({ now, token, limit });
      run = add(run, await billBatch(container, accounts, token, tools));
      await billing.runs.save(run);
      full = accounts.length === limit;
    }
    run = { ...run, finishedAt: now };
    await billing.runs.save(run);
  }
  return run;
}

type Tools = { readonly seller: LegalEntity; readonly rates: TaxRateBook; readonly runId: string; readonly now: Date };

/** Plans and issues one batch; accounts that fail are parked. @returns what was really written. */
async function billBatch(
  container: MedusaContainer,
  accounts: readonly BillingAccount[],
  token: string,
  tools: Tools,
): Promise<AccountWork[]> {
  if (accounts.length === 0) {
    return [];
  }
  const billing = container.resolve<BillingModuleService>(BILLING_MODULE);
  const planned = await planBatch(container, { accounts, ...tools });
  const good = planned.filter((work) => work.failure === null);
  const written = await issueTogether(billing, good, token, tools).catch(() =>
    issueOneByOne(billing, good, token, tools),
  );
  const outcome = [...written, ...planned.filter((work) => work.failure !== null)];
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  for (const work of outcome) {
    if (work.failure !== null) {
      logger.error(`Billing account ${work.account.id} (${work.account.companyId}) is parked: ${work.failure}`);
      await billing.accounts.park(work.account, token, work.failure, tools.now);
    }
  }
  return outcome;
}

/** The common case: one transaction for the whole batch. */
async function issueTogether(
  billing: BillingModuleService,
  works: readonly AccountWork[],
  token: string,
  tools: Tools,
): Promise<AccountWork[]> {
  const issued = await billing.issue({
    legalEntity: tools.seller,
    leaseToken: token,
    invoices: works.flatMap((work) => work.invoices),
    nextRuns: works.map(({ account, nextRunAt }) => ({
      accountId: account.id,
      scheduleVersion: account.scheduleVersion,
      at: nextRunAt,
    })),
  });
  const ids = new Set(issued.map((invoice) => invoice.id));
  return works.map((work) => ({ ...work, invoices: work.invoices.filter((invoice) => ids.has(invoice.id)) }));
}

/** After a batch failed as a whole: finds the account that made it fail, and lets the others through. */
async function issueOneByOne(
  billing: BillingModuleService,
  works: readonly AccountWork[],
  token: string,
  tools: Tools,
): Promise<AccountWork[]> {
  const outcome: AccountWork[] = [];
  for (const work of works) {
    try {
      outcome.push(...(await issueTogether(billing, [work], token, tools)));
    } catch (error) {
      outcome.push({ ...work, invoices: [], failure: reasonOf(error) });
    }
  }
  return outcome;
}

function add(run: BillingRun, works: readonly AccountWork[]): BillingRun {
  const failures = works.flatMap((work) =>
    work.failure === null
      ? []
      : [{ accountId: work.account.id, companyId: work.account.companyId, reason: work.failure }],
  );
  const invoices = works.flatMap((work) => work.invoices);
  const totals = { ...run.totals };
  for (const invoice of invoices) {
    totals[invoice.currency] = (totals[invoice.currency] ?? 0) + invoice.gross;
  }
  return {
    ...run,
    done: run.done + works.length - failures.length,
    failed: run.failed + failures.length,
    invoices: run.invoices + invoices.length,
    lines: run.lines + invoices.reduce((total, invoice) => total + invoice.lines.length, 0),
    totals,
    failures: [...run.failures, ...failures],
  };
}
