import { money } from "../../../../domain/money";
import type { BillingRun } from "../../../../modules/billing";
import { moneyDocument } from "../../../../workflows/purchase/quotes/quote-document";

/** A billing run as the run board shows it. */
export function runDocument(run: BillingRun) {
  return {
    id: run.id,
    trigger: run.trigger,
    dry_run: run.dryRun,
    as_of: run.asOf.toISOString(),
    started_at: run.startedAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
    due: run.due,
    done: run.done,
    failed: run.failed,
    invoices: run.invoices,
    lines: run.lines,
    totals: Object.entries(run.totals).map(([currency, gross]) => moneyDocument(money(gross, currency))),
    failures: run.failures.map((failure) => ({
      account_id: failure.accountId,
      company_id: failure.companyId,
      reason: failure.reason,
    })),
  };
}
