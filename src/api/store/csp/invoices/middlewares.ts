import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http";
import { limitCheckouts, limitDocuments } from "../../../http/rate-limits";
import { validateBody } from "../../../http/validate";
import { postConfirmation } from "../renewals/validators";
import { postChange, postChangePreview, postSeatChange } from "../subscriptions/validators";
import { postEmpty } from "../validators";

const CHANGES = "/store/csp/subscriptions/:id/changes";

const signedIn = authenticate("customer", ["session", "bearer"]);

/** Everything about a company's money is for signed-in customers; whose it is, is checked in the routes. */
export const invoiceMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/csp/invoices", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/invoices/:id", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/invoices/:id/pdf", methods: ["GET"], middlewares: [signedIn, limitDocuments] },
  { matcher: "/store/csp/invoices/:id/xml", methods: ["GET"], middlewares: [signedIn, limitDocuments] },
  { matcher: "/store/csp/billing/next-invoice", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/statement", methods: ["GET"], middlewares: [signedIn, limitDocuments] },
  {
    matcher: "/store/csp/subscriptions/:id/seat-change/preview",
    methods: ["POST"],
    middlewares: [signedIn, validateBody(postSeatChange)],
  },
  { matcher: "/store/csp/renewals", methods: ["GET"], middlewares: [signedIn] },
  {
    matcher: "/store/csp/renewals/:id/confirm",
    methods: ["POST"],
    middlewares: [signedIn, limitCheckouts, validateBody(postConfirmation)],
  },
  { matcher: CHANGES, methods: ["GET"], middlewares: [signedIn] },
  { matcher: CHANGES, methods: ["POST"], middlewares: [signedIn, limitCheckouts, validateBody(postChange)] },
  { matcher: `${CHANGES}/preview`, methods: ["POST"], middlewares: [signedIn, validateBody(postChangePreview)] },
  {
    matcher: `${CHANGES}/:change_id/withdraw`,
    methods: ["POST"],
    middlewares: [signedIn, limitCheckouts, validateBody(postEmpty)],
  },
  {
    matcher: `${CHANGES}/:change_id/payment`,
    methods: ["POST"],
    middlewares: [signedIn, limitCheckouts, validateBody(postEmpty)],
  },
];
