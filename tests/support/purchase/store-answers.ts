import { z } from "zod";
import { agreementAnswer } from "../../../src/api/store/csp/agreement/document";
import { nextInvoiceAnswer } from "../../../src/api/store/csp/billing/document";
import { cartAnswer } from "../../../src/api/store/csp/carts/document";
import {
  checkoutAnswer,
  quoteChangedAnswer,
  startedCheckoutAnswer,
} from "../../../src/api/store/csp/checkouts/document";
import { companyAnswer, firstSignInAnswer, ownCompanyAnswer } from "../../../src/api/store/csp/companies/document";
import { domainCheckAnswer } from "../../../src/api/store/csp/domain-checks/document";
import { invoiceAnswer, invoiceListAnswer, noEInvoiceAnswer } from "../../../src/api/store/csp/invoices/document";
import { offerAnswer, offerListAnswer } from "../../../src/api/store/csp/offers/document";
import { quoteAnswer } from "../../../src/api/store/csp/quotes/document";
import { shopAnswer } from "../../../src/api/store/csp/shop/document";
import { statementAnswer } from "../../../src/api/store/csp/statement/document";
import {
  seatPreviewAnswer,
  subscriptionAnswer,
  subscriptionListAnswer,
} from "../../../src/api/store/csp/subscriptions/document";

const ANSWERS: readonly (readonly [method: string, path: RegExp, status: number, schema: z.ZodType])[] = [
  ["GET", /^shop$/, 200, shopAnswer],
  ["GET", /^offers$/, 200, offerListAnswer],
  ["GET", /^offers\/[^/]+$/, 200, offerAnswer],
  ["POST", /^quotes$/, 201, quoteAnswer],
  ["POST", /^carts$/, 201, cartAnswer],
  ["GET", /^carts\/[^/]+$/, 200, cartAnswer],
  ["POST", /^carts\/[^/]+\/lines$/, 200, cartAnswer],
  ["POST", /^carts\/[^/]+\/lines\/[^/]+$/, 200, cartAnswer],
  ["DELETE", /^carts\/[^/]+\/lines\/[^/]+$/, 200, cartAnswer],
  ["GET", /^agreement$/, 200, agreementAnswer],
  ["POST", /^companies$/, 201, companyAnswer],
  ["GET", /^companies\/me$/, 200, ownCompanyAnswer],
  ["POST", /^companies\/me(\/tenant|\/agreement)?$/, 200, companyAnswer],
  ["POST", /^companies\/me\/tenant\/first-sign-in$/, 200, firstSignInAnswer],
  ["POST", /^domain-checks$/, 200, domainCheckAnswer],
  ["POST", /^checkouts$/, 201, startedCheckoutAnswer],
  ["POST", /^checkouts$/, 409, quoteChangedAnswer.or(z.looseObject({ type: z.literal("conflict") }))],
  ["GET", /^checkouts\/[^/]+$/, 200, checkoutAnswer],
  ["POST", /^checkouts\/[^/]+\/return$/, 200, checkoutAnswer],
  ["GET", /^subscriptions$/, 200, subscriptionListAnswer],
  ["GET", /^subscriptions\/[^/]+$/, 200, subscriptionAnswer],
  ["POST", /^subscriptions\/[^/]+\/seat-change\/preview$/, 200, seatPreviewAnswer],
  ["GET", /^billing\/next-invoice$/, 200, nextInvoiceAnswer],
  ["GET", /^invoices$/, 200, invoiceListAnswer],
  ["GET", /^invoices\/[^/]+$/, 200, invoiceAnswer],
  ["GET", /^invoices\/[^/]+\/xml$/, 422, noEInvoiceAnswer],
  ["GET", /^statement$/, 200, statementAnswer],
];

const PREFIX = "/store/csp/";

/**
 * Holds a JSON answer of our store routes against the strict document of its route: one field too many, too few or of
 * another kind fails the test, and so does a successful answer that has no document. Refusals other than those above
 * are Medusa's own shape.
 */
export function assertStoreAnswer(method: string, address: string, status: number, body: unknown): void {
  const { pathname } = new URL(address, "http://shop.invalid");
  if (!pathname.startsWith(PREFIX)) {
    return;
  }
  const path = pathname.slice(PREFIX.length);
  const known = ANSWERS.find(([verb, pattern, code]) => verb === method && code === status && pattern.test(path));
  if (known === undefined) {
    if (status < 300) {
      throw new Error(`${method} ${pathname} answered ${status}, and no document says what that answer is.`);
    }
    return;
  }
  const parsed = known[3].safeParse(body);
  if (!parsed.success) {
    throw new Error(`${method} ${pathname} is not what its document says:\n${z.prettifyError(parsed.error)}`);
  }
}
