import { z } from "zod";
import { mailAddressAnswer, removedAnswer, signedOutAnswer } from "../../src/api/store/csp/account/document";
import { agreementAnswer, ownAgreementAnswer } from "../../src/api/store/csp/agreement/document";
import { nextInvoiceAnswer } from "../../src/api/store/csp/billing/document";
import { cartAnswer, ownCartAnswer } from "../../src/api/store/csp/carts/document";
import { checkoutAnswer, quoteChangedAnswer, startedCheckoutAnswer } from "../../src/api/store/csp/checkouts/document";
import {
  addressCheckAnswer,
  companyAnswer,
  firstSignInAnswer,
  ownCompanyAnswer,
} from "../../src/api/store/csp/companies/document";
import { domainCheckAnswer } from "../../src/api/store/csp/domain-checks/document";
import { invoiceAnswer, invoiceListAnswer, noEInvoiceAnswer } from "../../src/api/store/csp/invoices/document";
import { offerAnswer, offerListAnswer } from "../../src/api/store/csp/offers/document";
import { quoteAnswer } from "../../src/api/store/csp/quotes/document";
import { renewalAnswer, renewalListAnswer } from "../../src/api/store/csp/renewals/document";
import { shopAnswer } from "../../src/api/store/csp/shop/document";
import { statementAnswer } from "../../src/api/store/csp/statement/document";
import {
  changeAnswer,
  changeListAnswer,
  changePaymentAnswer,
  changePreviewAnswer,
} from "../../src/api/store/csp/subscriptions/[id]/changes/document";
import {
  seatPreviewAnswer,
  subscriptionAnswer,
  subscriptionListAnswer,
} from "../../src/api/store/csp/subscriptions/document";

/** How each route of the shop's side answers when all is well; null: with a file. Addresses under `/store/csp`. */
export const STORE_ANSWERS: Readonly<Record<string, z.ZodType | null>> = {
  "GET /account/confirmation": mailAddressAnswer,
  "POST /account/confirmation": mailAddressAnswer,
  "POST /account/disown": removedAnswer,
  "GET /account/personal-data": null,
  "POST /account/sign-out": signedOutAnswer,
  "GET /agreement": agreementAnswer,
  "GET /billing/next-invoice": nextInvoiceAnswer,
  "POST /carts": cartAnswer,
  "POST /carts/mine": ownCartAnswer,
  "GET /carts/[id]": cartAnswer,
  "POST /carts/[id]/lines": cartAnswer,
  "POST /carts/[id]/lines/[line_id]": cartAnswer,
  "DELETE /carts/[id]/lines/[line_id]": cartAnswer,
  "POST /checkouts": startedCheckoutAnswer,
  "GET /checkouts/[id]": checkoutAnswer,
  "POST /checkouts/[id]/address": checkoutAnswer,
  "POST /checkouts/[id]/return": checkoutAnswer,
  "POST /companies": companyAnswer,
  "GET /companies/me": ownCompanyAnswer,
  "POST /companies/me": companyAnswer,
  "GET /companies/me/agreement": ownAgreementAnswer,
  "POST /companies/me/agreement": companyAnswer,
  "POST /companies/me/agreement/attestation": ownAgreementAnswer,
  "POST /companies/me/agreement/check": ownAgreementAnswer,
  "POST /companies/me/tenant": companyAnswer,
  "POST /companies/me/tenant/code": companyAnswer,
  "POST /companies/me/tenant/proof": companyAnswer,
  "POST /companies/me/tenant/refresh": companyAnswer,
  "POST /companies/me/address-check": addressCheckAnswer,
  "POST /companies/me/tenant/first-sign-in": firstSignInAnswer,
  "POST /domain-checks": domainCheckAnswer,
  "GET /invoices": invoiceListAnswer,
  "GET /invoices/[id]": invoiceAnswer,
  "GET /invoices/[id]/pdf": null,
  "GET /invoices/[id]/xml": null,
  "GET /offers": offerListAnswer,
  "GET /offers/[handle]": offerAnswer,
  "POST /quotes": quoteAnswer,
  "GET /renewals": renewalListAnswer,
  "POST /renewals/[id]/confirm": renewalAnswer,
  "GET /shop": shopAnswer,
  "GET /statement": statementAnswer,
  "GET /subscriptions": subscriptionListAnswer,
  "GET /subscriptions/[id]": subscriptionAnswer,
  "GET /subscriptions/[id]/changes": changeListAnswer,
  "POST /subscriptions/[id]/changes": changeAnswer,
  "POST /subscriptions/[id]/changes/preview": changePreviewAnswer,
  "POST /subscriptions/[id]/changes/[change_id]/payment": changePaymentAnswer,
  "POST /subscriptions/[id]/changes/[change_id]/withdraw": changeAnswer,
  "POST /subscriptions/[id]/seat-change/preview": seatPreviewAnswer,
};

/** Refusals that say more than Medusa's own shape. */
const REFUSALS: Readonly<Record<string, z.ZodType>> = {
  "409 POST /checkouts": quoteChangedAnswer.or(z.looseObject({ type: z.literal("conflict") })),
  "422 GET /invoices/[id]/xml": noEInvoiceAnswer,
};

/**
 * Parses a real JSON answer by the schema of its route: a field more or less than the schema says fails. Other
 * refusals and what lies outside `/store/csp` pass.
 *
 * @throws Error naming the route and every field that is not as it is written down
 */
export function checkStoreAnswer(method: string, url: string, status: number, body: unknown): void {
  const path = new URL(url, "http://shop").pathname.split("/store/csp")[1];
  if (path === undefined) {
    return;
  }
  const route = Object.keys(STORE_ANSWERS).find((key) => patternOf(key).test(`${method} ${path}`));
  if (route === undefined && status < 300) {
    throw new Error(`No answer is written down for ${method} ${path}.`);
  }
  const schema = status < 300 ? STORE_ANSWERS[route ?? ""] : REFUSALS[`${status} ${route}`];
  const parsed = schema?.safeParse(body);
  if (parsed && !parsed.success) {
    throw new Error(`${method} ${path} answers otherwise than its document.ts says: ${z.prettifyError(parsed.error)}`);
  }
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll(/\[[^\]]+\]/g, "[^/]+")}$`);
}
