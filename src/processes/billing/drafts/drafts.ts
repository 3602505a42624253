import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { BILLING_MODULE, type BillingModuleService, type Invoice } from "../../../modules/billing";
import { wakeTicker } from "../../ticker";
import { issueDates } from "../plan/build-invoice";
import { sellerEntity } from "../plan/seller";

export type DraftAction = { readonly invoiceId: string; readonly actor: string; readonly now: Date };

/**
 * Issues a draft as it stands: it gets its number, the day of today and the due date of the account's terms, and uses
 * up the account's credit balance.
 *
 * @throws MedusaError not_found; not_allowed when it is not a draft
 */
export async function issueDraft(container: MedusaContainer, { invoiceId, actor, now }: DraftAction): Promise<Invoice> {
  const billing = container.resolve<BillingModuleService>(BILLING_MODULE);
  const draft = await billing.invoices.detail(invoiceId);
  const account = draft === null ? null : await billing.accounts.byId(draft.billingAccountId);
  if (draft === null || account === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Invoice ${invoiceId} was not found.`);
  }
  const legalEntity = await sellerEntity(container);
  await billing.drafts.issue({ invoiceId, legalEntity, dates: issueDates(account, now), actor });
  wakeTicker(container);
  const issued = await billing.invoices.detail(invoiceId);
  if (issued === null) {
    throw new Error(`Invoice ${invoiceId} vanished while it was being issued.`);
  }
  return issued;
}

/**
 * Throws a draft away. What it billed is unbilled again, and the next run makes a document of it as things are then.
 *
 * @throws MedusaError not_found; not_allowed when it is not a draft
 */
export async function discardDraft(container: MedusaContainer, input: DraftAction): Promise<void> {
  await container.resolve<BillingModuleService>(BILLING_MODULE).drafts.discard(input);
}
