import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { InputError } from "../../../errors/input-error";
import { BILLING_MODULE, type BillingAccount, type BillingPreferences } from "../../../modules/billing";

export type ChangeAccount = {
  readonly accountId: string;
  readonly changes: Partial<BillingPreferences>;
  /** Who changes it: a user's id. */
  readonly actor: string;
  readonly now: Date;
};

/**
 * Changes how an account is billed from its next document on. Issued documents keep their terms, and a term that runs
 * keeps the days on which it is charged: a new alignment counts from the next purchase or renewal. The account becomes
 * due, so that the next run's day is decided anew.
 *
 * @throws InputError for a billing day without its alignment or the other way round; MedusaError not_found
 */
export async function changeAccount(container: MedusaContainer, input: ChangeAccount): Promise<BillingAccount> {
  const { accountId, changes, actor, now } = input;
  const billing = container.resolve(BILLING_MODULE);
  const before = await billing.accounts.byId(accountId);
  if (before === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Billing account ${accountId} was not found.`);
  }
  const { alignment, billingDay } = { ...before, ...changes };
  const decidesDay = changes.alignment !== undefined || changes.billingDay !== undefined;
  if (decidesDay && alignment === "billing_day" && billingDay === null) {
    throw InputError.of("billing_day", "must be a day from 1 to 31 when everything is billed on one day");
  }
  // Alignment and day are one decision and written together: half of each of two people's is none.
  const consistent = decidesDay
    ? { ...changes, alignment, billingDay: alignment === "anniversary" ? null : billingDay }
    : changes;
  return billing.inTransaction(async (trx) => {
    const after = await billing.accounts.change(accountId, consistent, trx);
    if (after === null) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Billing account ${accountId} was not found.`);
    }
    const changed = Object.entries(consistent).filter(([key, value]) => before[key as keyof BillingAccount] !== value);
    if (changed.length > 0) {
      const detail = Object.fromEntries(
        changed.map(([key, value]) => [key, { from: before[key as keyof BillingAccount], to: value }]),
      );
      const about = { billingAccountId: accountId, invoiceId: null, billingRunId: null };
      await billing.journal.write(trx, [{ at: now, actor, action: "account_changed", ...about, detail }]);
      if (after.nextRunAt !== null) {
        await billing.accounts.markDue([after.companyId], now, trx);
      }
    }
    return after;
  });
}
