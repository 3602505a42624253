import type { MedusaContainer } from "@medusajs/framework/types";
import { decimalMoney, money } from "../../../../domain/money";
import type { BillingRun } from "../../../../modules/billing";
import { actorNames } from "../../../../reads/names";
import type { Run, RunAnswer } from "./document";

/** Billing runs as the run board shows them. */
export async function runDocuments(container: MedusaContainer, runs: readonly BillingRun[]): Promise<Run[]> {
  const names = await actorNames(
    container,
    runs.map((run) => run.actor),
  );
  return runs.map((run) => runDocument(run, names.get(run.actor) ?? run.actor));
}

/** One run. */
export async function runAnswer(container: MedusaContainer, run: BillingRun): Promise<RunAnswer> {
  const names = await actorNames(container, [run.actor]);
  return { run: runDocument(run, names.get(run.actor) ?? run.actor) };
}

function runDocument(run: BillingRun, actor: string): Run {
  return {
    id: run.id,
    trigger: run.trigger,
    actor,
    status: run.status,
    dry_run: run.dryRun,
    bounds_policy: run.boundsPolicy,
    as_of: run.asOf.toISOString(),
    started_at: run.startedAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
    failure: run.failure,
    due: run.due,
    done: run.done,
    failed: run.failed,
    invoices: run.invoices,
    drafts: run.drafts,
    credit_notes: run.creditNotes,
    lines: run.lines,
    totals: Object.entries(run.totals).map(([currency, gross]) => decimalMoney(money(gross, currency))),
  };
}
