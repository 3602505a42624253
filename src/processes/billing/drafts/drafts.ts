import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { earlierDate } from "../../../domain/calendar";
import { BILLING_MODULE, type BillingAccount, type Invoice, type InvoiceDetail } from "../../../modules/billing";
import { SUBSCRIPTION_MODULE } from "../../../modules/subscription";
import { wakeTicker } from "../../ticker";
import { billingDayOnOrBefore } from "../plan/billing-day";
import { OutOfBoundsError, stayInBounds } from "../plan/bounds";
import { issueDates } from "../plan/build-invoice";
import { toKnownLine } from "../plan/plan-subscription";
import { sellerEntity } from "../plan/seller";

export type DraftAction = { readonly invoiceId: string; readonly actor: string; readonly now: Date };

/**
 * Issues a draft as it stands: it gets its number, the day of today and the due date of the account's terms, and uses
 * up the account's credit balance.
 *
 * @throws MedusaError not_found; not_allowed when it is not a draft, or when its lines go beyond the contracts as they
 * are known today
 */
export async function issueDraft(container: MedusaContainer, { invoiceId, actor, now }: DraftAction): Promise<Invoice> {
  const billing = container.resolve(BILLING_MODULE);
  const draft = await billing.invoices.detail(invoiceId);
  const account = draft === null ? null : await billing.accounts.byId(draft.billingAccountId);
  if (draft === null || account === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Invoice ${invoiceId} was not found.`);
  }
  await staysInBounds(container, draft, account);
  const legalEntity = await sellerEntity(container);
  await billing.drafts.issue({ invoiceId, legalEntity, dates: issueDates(account, now), actor });
  wakeTicker(container);
  const issued = await billing.invoices.detail(invoiceId);
  if (issued === null) {
    throw new Error(`Invoice ${invoiceId} vanished while it was being issued.`);
  }
  return issued;
}

/** A draft may have waited: what is known by now, and what was billed beside it, decides. */
async function staysInBounds(container: MedusaContainer, draft: InvoiceDetail, account: BillingAccount): Promise<void> {
  const billing = container.resolve(BILLING_MODULE);
  const subscriptions = await container.resolve(SUBSCRIPTION_MODULE).listForBilling({ companyIds: [draft.companyId] });
  const own = new Set(draft.lines.map((line) => line.id));
  const ids = new Set(draft.lines.map((line) => line.subscriptionId));
  const before = draft.lines.reduce((first, line) => earlierDate(first, line.periodStart), draft.periodStart);
  const open = await billing.invoices.openLines(
    [...ids].map((subscriptionId) => ({ subscriptionId, settledUntil: before })),
  );
  const until = account.billingDay === null ? draft.issuedOn : billingDayOnOrBefore(account.billingDay, draft.issuedOn);
  const bounded = subscriptions
    .filter(({ id }) => ids.has(id))
    .map((subscription) => ({
      subscription,
      until,
      closed: null,
      billed: open
        .filter((line) => line.subscriptionId === subscription.id && !own.has(line.id))
        .map((line) => toKnownLine(line, draft.currency)),
    }));
  try {
    stayInBounds(bounded, draft.lines, draft.currency);
  } catch (error) {
    throw error instanceof OutOfBoundsError ? new MedusaError(MedusaError.Types.NOT_ALLOWED, error.message) : error;
  }
}

/**
 * Throws a draft away. What it billed is unbilled again, and the next run makes a document of it as things are then.
 *
 * @throws MedusaError not_found; not_allowed when it is not a draft
 */
export async function discardDraft(container: MedusaContainer, input: DraftAction): Promise<void> {
  await container.resolve(BILLING_MODULE).drafts.discard(input);
}
