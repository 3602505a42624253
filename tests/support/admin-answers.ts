import type { z } from "zod";
import { attentionAnswer, attentionCountAnswer, attentionItemAnswer } from "../../src/api/admin/csp/attention/document";
import { creditEntriesAnswer } from "../../src/api/admin/csp/billing-accounts/[id]/credit-entries/document";
import { previewAnswer } from "../../src/api/admin/csp/billing-accounts/[id]/preview/document";
import { accountAnswer, accountsAnswer } from "../../src/api/admin/csp/billing-accounts/document";
import { checksAnswer } from "../../src/api/admin/csp/billing-checks/document";
import { journalAnswer } from "../../src/api/admin/csp/billing-journal/document";
import { failuresAnswer } from "../../src/api/admin/csp/billing-runs/[id]/failures/document";
import { runAnswer, runsAnswer } from "../../src/api/admin/csp/billing-runs/document";
import { agreementEvidenceAnswer } from "../../src/api/admin/csp/customers/[id]/agreement/document";
import { customerAnswer } from "../../src/api/admin/csp/customers/[id]/document";
import { erasedAnswer, erasureAnswer } from "../../src/api/admin/csp/customers/[id]/erase/document";
import { taxIdAnswer } from "../../src/api/admin/csp/customers/[id]/tax-id/document";
import { discountAnswer, discountsAnswer, endAnswer } from "../../src/api/admin/csp/discounts/document";
import { optionsAnswer } from "../../src/api/admin/csp/discounts/options/document";
import { findingAnswer, findingsAnswer } from "../../src/api/admin/csp/findings/document";
import { retriedEventAnswer } from "../../src/api/admin/csp/inbox-events/document";
import { creditNoteAnswer } from "../../src/api/admin/csp/invoices/[id]/credit/document";
import { discardedAnswer, invoiceAnswer, invoicesAnswer } from "../../src/api/admin/csp/invoices/document";
import { wholeJournalAnswer } from "../../src/api/admin/csp/journal/document";
import {
  forecastAnswer,
  leftPlansAnswer,
  plansAnswer,
  publishAnswer,
  withdrawAnswer,
} from "../../src/api/admin/csp/offers/document";
import { orderAnswer, takenUpAnswer } from "../../src/api/admin/csp/orders/[id]/document";
import { sheetAnswer, sheetsAnswer, uploadAnswer } from "../../src/api/admin/csp/price-sheets/document";
import { rulesAnswer, startedRuleAnswer } from "../../src/api/admin/csp/pricing-rules/document";
import { productAnswer } from "../../src/api/admin/csp/products/[id]/document";
import { taskAnswer, tasksAnswer } from "../../src/api/admin/csp/provisioning-tasks/document";
import { renewalsAnswer } from "../../src/api/admin/csp/renewals/document";
import {
  sellerChangeAnswer,
  sellerChangeListAnswer,
  sellerChangePreviewAnswer,
} from "../../src/api/admin/csp/subscriptions/[id]/changes/document";
import { readSubscriptionAnswer, subscriptionAnswer } from "../../src/api/admin/csp/subscriptions/document";
import { claimAnswer, claimsAnswer } from "../../src/api/admin/csp/tenant-claims/document";

/** How each route of the partner's side answers when all is well; null: with a file. Addresses under `/admin/csp`. */
export const ADMIN_ANSWERS: Readonly<Record<string, z.ZodType | null>> = {
  "GET /attention": attentionAnswer,
  "POST /attention/assignment": attentionItemAnswer,
  "GET /attention/count": attentionCountAnswer,
  "POST /attention/notes": attentionItemAnswer,
  "POST /attention/resolution": attentionItemAnswer,
  "GET /billing-accounts": accountsAnswer,
  "GET /billing-accounts/[id]": accountAnswer,
  "POST /billing-accounts/[id]": accountAnswer,
  "GET /billing-accounts/[id]/credit-entries": creditEntriesAnswer,
  "GET /billing-accounts/[id]/journal": journalAnswer,
  "GET /billing-accounts/[id]/preview": previewAnswer,
  "POST /billing-accounts/[id]/retry": accountAnswer,
  "GET /billing-checks": checksAnswer,
  "POST /billing-checks": checksAnswer,
  "GET /billing-journal": journalAnswer,
  "GET /billing-runs": runsAnswer,
  "POST /billing-runs": runAnswer,
  "GET /billing-runs/[id]": runAnswer,
  "GET /billing-runs/[id]/failures": failuresAnswer,
  "POST /billing-runs/[id]/resume": runAnswer,
  "POST /billing-runs/[id]/stop": runAnswer,
  "GET /customers/[id]": customerAnswer,
  "POST /customers/[id]/agreement": agreementEvidenceAnswer,
  "POST /customers/[id]/tax-id": taxIdAnswer,
  "GET /customers/[id]/personal-data": null,
  "GET /customers/[id]/erase": erasureAnswer,
  "POST /customers/[id]/erase": erasedAnswer,
  "GET /discounts": discountsAnswer,
  "POST /discounts": discountAnswer,
  "GET /discounts/options": optionsAnswer,
  "POST /discounts/[id]/end": endAnswer,
  "GET /findings": findingsAnswer,
  "POST /findings/[id]/bill": findingAnswer,
  "POST /findings/[id]/ignore": findingAnswer,
  "POST /inbox-events/[id]/retry": retriedEventAnswer,
  "GET /invoices": invoicesAnswer,
  "GET /invoices/[id]": invoiceAnswer,
  "DELETE /invoices/[id]": discardedAnswer,
  "POST /invoices/[id]/charge": invoiceAnswer,
  "POST /invoices/[id]/credit": creditNoteAnswer,
  "POST /invoices/[id]/issue": invoiceAnswer,
  "GET /invoices/[id]/pdf": null,
  "GET /invoices/[id]/xml": null,
  "GET /journal": wholeJournalAnswer,
  "GET /offers": plansAnswer,
  "GET /offers/left": leftPlansAnswer,
  "POST /offers/publish": publishAnswer,
  "POST /offers/withdraw": withdrawAnswer,
  "GET /orders/[id]": orderAnswer,
  "POST /orders/[id]/take-up": takenUpAnswer,
  "GET /price-sheets": sheetsAnswer,
  "POST /price-sheets": uploadAnswer,
  "POST /price-sheets/[id]/undo": sheetAnswer,
  "GET /pricing-rules": rulesAnswer,
  "POST /pricing-rules": startedRuleAnswer,
  "POST /pricing-rules/forecast": forecastAnswer,
  "GET /products/[id]": productAnswer,
  "GET /provisioning-tasks": tasksAnswer,
  "GET /renewals": renewalsAnswer,
  "POST /subscriptions/[id]/bill-on": subscriptionAnswer,
  "GET /subscriptions/[id]/changes": sellerChangeListAnswer,
  "POST /subscriptions/[id]/changes": sellerChangeAnswer,
  "POST /subscriptions/[id]/changes/preview": sellerChangePreviewAnswer,
  "POST /subscriptions/[id]/changes/[change_id]/refuse": sellerChangeAnswer,
  "POST /subscriptions/[id]/changes/[change_id]/retry": sellerChangeAnswer,
  "POST /subscriptions/[id]/changes/[change_id]/withdraw": sellerChangeAnswer,
  "POST /subscriptions/[id]/end": subscriptionAnswer,
  "POST /provisioning-tasks/[id]/accept": taskAnswer,
  "POST /provisioning-tasks/[id]/refuse": taskAnswer,
  "POST /provisioning-tasks/[id]/retry": taskAnswer,
  "GET /tenant-claims": claimsAnswer,
  "POST /tenant-claims/[id]/approve": claimAnswer,
  "POST /tenant-claims/[id]/reject": claimAnswer,
  "POST /subscriptions/[id]/read": readSubscriptionAnswer,
};

/**
 * Parses a real answer by the schema of its route: a field more or less than the schema says fails. Refusals and what
 * lies outside `/admin/csp` pass.
 *
 * @throws Error naming the route and every field that is not as it is written down
 */
export function checkAdminAnswer(method: string, url: string, status: number, body: unknown): void {
  const path = new URL(url, "http://shop").pathname.split("/admin/csp")[1];
  if (path === undefined || status >= 300) {
    return;
  }
  const schema = answerOf(method, path);
  const parsed = schema?.safeParse(body);
  if (parsed && !parsed.success) {
    throw new Error(`${method} ${path} answers otherwise than its document.ts says: ${parsed.error.message}`);
  }
}

function answerOf(method: string, path: string): z.ZodType | null {
  const exact = ADMIN_ANSWERS[`${method} ${path}`];
  const answer = exact ?? ADMIN_ANSWERS[`${method} ${path.replace(/^(\/[^/]+)\/[^/]+/, "$1/[id]")}`];
  if (answer === undefined) {
    throw new Error(`No answer is written down for ${method} ${path}.`);
  }
  return answer;
}
