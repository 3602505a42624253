import type { MedusaContainer } from "@medusajs/framework/types";
import type { SubscriptionEvent } from "../../../domain/subscription";
import { reasonOf } from "../../../errors/reason-of";
import type { BillingAccount } from "../../../modules/billing";
import { logOf } from "../../../telemetry/log";
import { runTools } from "../plan/account-plan";
import { type AccountFacts, type AccountPlan, type PlanAt, planAccount } from "../plan/plan-account";
import { readFacts } from "../plan/read-facts";

/** Plans one account for any instant, from facts that were read once. */
export type AccountPlanner = {
  readonly facts: AccountFacts;
  /** Null, with the reason in the log, where a run would set the account aside. */
  plan(at: Date, ahead?: PlanAt["ahead"]): AccountPlan | null;
};

/**
 * Reads what a run plans the account from, with the run's own code.
 *
 * @param extraEvents by subscription: planned as if the history had them as well
 * @returns null, with the reason in the log, where a run would set the account aside
 */
export async function accountPlanner(
  container: MedusaContainer,
  account: BillingAccount,
  extraEvents?: ReadonlyMap<string, readonly SubscriptionEvent[]>,
): Promise<AccountPlanner | null> {
  const refuse = (reason: string) => {
    logOf(container).error("Billing account has no preview", { billing_account_id: account.id, error: reason });
    return null;
  };
  const [read] = await readFacts(container, { accounts: [account], tools: await runTools(container), extraEvents });
  if (read === undefined || "failure" in read) {
    return refuse(read?.failure ?? "it could not be read");
  }
  const { facts } = read;
  return {
    facts,
    plan: (at, ahead = null) => {
      try {
        return planAccount(facts, { now: at, ahead });
      } catch (error) {
        return refuse(reasonOf(error));
      }
    },
  };
}
