import type { MedusaContainer } from "@medusajs/framework/types";
import type { RunFailure } from "../../../../../../modules/billing";
import { companyNames } from "../../../../../../reads/names";
import type { Failure } from "./document";

/** Accounts a run set aside, with the companies' names. */
export async function failureDocuments(
  container: MedusaContainer,
  failures: readonly RunFailure[],
): Promise<Failure[]> {
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
