import type { MedusaContainer } from "@medusajs/framework/types";
import { money, moneyDocument } from "../../../domain/money";
import type { BillingRun, RunFailure } from "../../../modules/billing";
import { COMPANY_MODULE, type CompanyService } from "../../../modules/company";
import { actorNames } from "./actors";

/** Billing runs as the run board shows them. */
export async function runDocuments(container: MedusaContainer, runs: readonly BillingRun[]) {
  const names = await actorNames(
    container,
    runs.map((run) => run.actor),
  );
  return runs.map((run) => ({
    id: run.id,
    trigger: run.trigger,
    actor: names.get(run.actor) ?? run.actor,
    status: run.status,
    dry_run: run.dryRun,
    as_of: run.asOf.toISOString(),
    started_at: run.startedAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
    due: run.due,
    done: run.done,
    failed: run.failed,
    invoices: run.invoices,
    drafts: run.drafts,
    credit_notes: run.creditNotes,
    lines: run.lines,
    totals: Object.entries(run.totals).map(([currency, gross]) => moneyDocument(money(gross, currency))),
  }));
}

/** Accounts a run set aside, with the companies' names. */
export async function failureDocuments(container: MedusaContainer, failures: readonly RunFailure[]) {
  const names = await companyNames(
    container,
    failures.map((failure) => failure.companyId),
  );
  return failures.map((failure) => ({
    account_id: failure.accountId,
    company_id: failure.companyId,
    company_name: names.get(failure.companyId) ?? failure.companyId,
    reason: failure.reason,
    failed_at: failure.failedAt.toISOString(),
  }));
}

/** Legal names by company id; unknown ids are left out. */
export async function companyNames(
  container: MedusaContainer,
  companyIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(companyIds)];
  const companies = ids.length === 0 ? [] : await container.resolve<CompanyService>(COMPANY_MODULE).list(ids);
  return new Map(companies.map((company) => [company.id, company.legalName]));
}
